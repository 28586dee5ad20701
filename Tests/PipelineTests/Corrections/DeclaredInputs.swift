import Basketball
import Pipeline
import Planning
import Storage

/// What the declarations of all tables let them read, as digests by table, columns and date. Knows nothing of the
/// engine's own digests: it compares stored rows.
struct DeclaredInputs {
    /// Columns of a table that some table declares.
    private struct View: Hashable {
        let table: String
        let columns: [String]
    }

    /// Digest of the rows of each date; -1 for what has no date.
    private var digests: [View: [Int: SHA256Digest]] = [:]
    private let counters: [String: Int]

    /// - Parameter before: what was read earlier; tables to which nothing was written since are not read again.
    init(_ warehouse: any Warehouse, before: DeclaredInputs? = nil) async throws {
        counters = try await warehouse.changeCounters()
        let areGamesSame = before?.counters[RawTable.games.name] == counters[RawTable.games.name]
        let games = try await warehouse.scan(
            RawTable.games, columns: ["game_id", "game_date", "status"], .all)
        var dateOf: [Int: Int] = [:]
        for row in 0..<games.count where ["final", "scheduled"].contains(games["status"].texts[row]) {
            dateOf[games["game_id"].integers[row]] = games["game_date"].integers[row]
        }
        let views = Set(Registry.planned.flatMap(\.inputs).map { View(table: $0.table, columns: $0.columns) })
        for (table, ofTable) in Dictionary(grouping: views, by: \.table) {
            let schema = Registry.table(table)?.schema ?? RawTable.all.first { $0.name == table }
            guard let schema else { continue }
            if let before, areGamesSame, before.counters[table] == counters[table] {
                for view in ofTable { digests[view] = before.digests[view] }
                continue
            }
            var names = schema.key
            for view in ofTable { for name in view.columns where !names.contains(name) { names.append(name) } }
            let rows = try await warehouse.scan(schema, columns: names, .all)
            let dates: [Int]
            if schema.dateColumn != nil, let column = schema.dateColumn, names.contains(column), table != "games" {
                dates = rows[column].integers
            } else if names.contains("game_id") {
                dates = rows["game_id"].integers.map { dateOf[$0] ?? .min }
            } else {
                dates = Array(repeating: -1, count: rows.count)
            }
            for view in ofTable {
                let own = rows.selecting(columns: schema.key + view.columns.filter { !schema.key.contains($0) })
                digests[view] = DeclaredInputs.digests(own, dates)
            }
        }
    }

    /// Digests of runs of rows with the same date, those of one date together.
    private static func digests(_ rows: ColumnBatch, _ dates: [Int]) -> [Int: SHA256Digest] {
        var bytes: [Int: CanonicalRows] = [:]
        var start = 0
        while start < dates.count {
            var end = start + 1
            while end < dates.count, dates[end] == dates[start] { end += 1 }
            if dates[start] != .min { bytes[dates[start], default: CanonicalRows()].append(rows, rows: start..<end) }
            start = end
        }
        return bytes.mapValues { SHA256Digest(of: $0.bytes) }
    }

    /// Whether anything is different now that a unit may read by its table's declaration.
    func differ(from before: DeclaredInputs, for table: PlannedTable, on date: GameDate, season: (Int) -> Season)
        -> Bool
    {
        table.inputs.contains { input in
            let view = View(table: input.table, columns: input.columns)
            let (now, then) = (digests[view] ?? [:], before.digests[view] ?? [:])
            let day = date.dayNumber
            return Set(now.keys).union(then.keys).contains { other in
                let isInScope =
                    switch input.scope {
                    case .sameDate: other == day
                    case .seasonBefore: other < day && season(other) == season(day)
                    case .before: other < day
                    }
                return isInScope && now[other] != then[other]
            }
        }
    }
}

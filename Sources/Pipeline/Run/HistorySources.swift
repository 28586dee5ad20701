import Basketball
import Planning
import Storage

/// Gathers the rows that `History` is made of: those that a run has just made, and for all other dates the stored ones.
struct HistorySources: Sendable {
    /// Columns of each source that some table reads.
    let columns: [String: [String]]
    private var made: [String: [Int: ColumnBatch]] = [:]

    /// - Parameter tables: as-of tables whose views are wanted.
    init(for tables: [TableDefinition]) {
        columns = Dictionary(
            uniqueKeysWithValues: History.sources.map { ($0, History.columns(of: $0, for: tables)) })
    }

    /// The same for fewer tables.
    func narrowed(to tables: [TableDefinition]) -> HistorySources {
        var fewer = HistorySources(for: tables)
        if fewer.columns == columns { return self }
        for (source, units) in made {
            guard let names = fewer.columns[source] else { continue }
            fewer.made[source] = units.mapValues { $0.selecting(columns: names) }
        }
        return fewer
    }

    /// Takes up rows of a unit; none where the unit has none.
    mutating func add(_ table: String, _ date: GameDate, _ rows: ColumnBatch) {
        made[table, default: [:]][date.dayNumber] = rows
    }

    /// Rows of a unit that the run has made; nil when it made none.
    func rows(_ table: String, _ date: GameDate) -> ColumnBatch? { made[table]?[date.dayNumber] }

    /// The sources' rows dated before a day, in key order.
    func read(_ warehouse: any Warehouse, ledger: Ledger, before day: Int) async throws -> [ColumnBatch] {
        try await concurrentMap(History.sources, width: History.sources.count) { source in
            guard let schema = Registry.table(source)?.schema, let names = columns[source] else {
                return ColumnBatch([Column]())
            }
            let made = (made[source] ?? [:]).filter { $0.key < day }
            let others = ledger.entries(of: source).values.filter {
                $0.rowsWritten > 0 && $0.unit.date.dayNumber < day && made[$0.unit.date.dayNumber] == nil
            }.map(\.unit.date.dayNumber)
            var rows = ColumnBatch(try schema.columns(named: names))
            guard let first = others.min(), let last = others.max() else {
                rows.reserve(made.values.reduce(0) { $0 + $1.count })
                for date in made.keys.sorted() { if let own = made[date] { rows.append(own) } }
                return rows
            }
            let stored = try await warehouse.scan(schema, columns: names, .range(column: "game_date", first...last))
            if made.isEmpty { return stored }
            let dates = stored["game_date"].integers
            var at = 0
            var pending = made.keys.sorted()[...]
            while at < stored.count || !pending.isEmpty {
                if let next = pending.first, at == stored.count || next <= dates[at] {
                    pending.removeFirst()
                    if let own = made[next] { rows.append(own) }
                    // What was stored of the date before is not read.
                    while at < stored.count, dates[at] == next { at += 1 }
                    continue
                }
                let start = at
                let limit = pending.first ?? .max
                while at < stored.count, dates[at] < limit { at += 1 }
                rows.append(stored, rows: start..<at)
            }
            return rows
        }
    }
}

import Basketball
import Planning
import Storage

/// The past of players whose appearances a run has changed, as it was and as it is, and that of all teams.
struct PatchedPast: Sendable {
    /// With more players than these, whole units are computed as quickly.
    private static let mostPlayers = 40

    let players: [Int]
    let before: History
    let after: History
    /// Tables of whose inputs nothing changed but appearances of these players, and whose appearances each reads.
    let changed: [String: Set<Int>]

    /// Reads what is stored, and what was before the run replaced it.
    ///
    /// - Parameters:
    ///   - changed: for each table the players whose appearances changed in what it reads.
    ///   - end: the last date that will be computed; nil when none will be.
    /// - Returns: nil when no table reads a change of players alone, or too many changed.
    init?(
        _ warehouse: any Warehouse, _ pruning: FollowerPruning, _ changed: [String: Set<Int>], _ ledger: Ledger,
        before end: Int?, workers: Int
    ) async throws {
        let own = Set(changed.values.joined())
        guard let end, !own.isEmpty, own.count <= PatchedPast.mostPlayers else { return nil }
        players = own.sorted()
        let tables = pruning.tables.filter { changed[$0.name] != nil }
        self.changed = changed
        let columns = HistorySources(for: tables).columns
        @Sendable func rows(_ source: String, _ selection: Selection) async throws -> ColumnBatch {
            guard let schema = Registry.table(source)?.schema, let names = columns[source] else {
                return ColumnBatch([Column]())
            }
            return try await warehouse.scan(schema, columns: names, selection)
        }
        let past = Selection.range(column: "game_date", .min...end)
        async let offense = rows(History.sources[0], past)
        async let defense = rows(History.sources[1], past)
        async let people = AsOfPhase.birthdates(warehouse)
        // The longest source in pieces, so that no thread waits for it alone.
        let dates = ledger.entries(of: History.sources[2]).values
            .filter { $0.rowsWritten > 0 && $0.unit.date.dayNumber < end }.map(\.unit.date).sorted()
        let players = players
        guard let schema = Registry.table(History.sources[2])?.schema else { return nil }
        var now = ColumnBatch(try schema.columns(named: columns[History.sources[2]] ?? []))
        let pieces = dates.pieces(max(1, dates.count / 4))
        for piece in try await concurrentMap(
            pieces, width: workers,
            { dates in
                try await rows(History.sources[2], .among(column: "player_id", players, on: dates))
            })
        { now.append(piece) }
        guard let then = PatchedPast.then(now, own, pruning) else { return nil }
        let (teams, opponents, birthdates) = (try await offense, try await defense, try await people)
        before = try await History(
            sources: [teams, opponents, then], birthdates: birthdates, tables: tables, workers: workers)
        after = try await History(
            sources: [teams, opponents, now], birthdates: birthdates, tables: tables, workers: workers, twin: before)
    }

    /// The same rows as they were before the run; nil when others were there.
    private static func then(_ now: ColumnBatch, _ players: Set<Int>, _ pruning: FollowerPruning) -> ColumnBatch? {
        let days = now["game_date"].integers
        var rows = ColumnBatch(now.columns)
        rows.reserve(now.count)
        var start = 0
        while start < days.count {
            var end = start + 1
            while end < days.count, days[end] == days[start] { end += 1 }
            if let old = pruning.appearances(of: players, on: days[start], now.columns.map(\.name)) {
                guard old.count == end - start else { return nil }
                rows.append(old)
            } else {
                rows.append(now, rows: start..<end)
            }
            start = end
        }
        return rows
    }
}

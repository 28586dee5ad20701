import Basketball
import Planning
import Storage

/// Finds followers that need no look: of tables none of whose declared columns changed on the dates that ran, and on dates
/// on which no player plays whose appearances changed.
///
/// A corrected assist makes summaries run, and every later date follows; but no as-of table reads assists, and comparing
/// the few rows that ran, old against new, shows it without computing a thousand units.
struct FollowerPruning: Sendable {
    /// With more dates than these, comparing costs more than it can save.
    static let mostDates = 14

    private let old: [String: [Int: ColumnBatch]]
    /// As-of tables of the run, and those that they read on the same date.
    let tables: [TableDefinition]

    /// Reads the rows that are stored before the run replaces them.
    ///
    /// - Parameters:
    ///   - columns: of each source, as `HistorySources` has them.
    ///   - tables: as-of tables of the run, and those that they read on the same date.
    init(
        _ warehouse: any Warehouse, _ columns: [String: [String]], tables: [TableDefinition], dates: Set<GameDate>
    ) async throws {
        self.tables = tables
        var old: [String: [Int: ColumnBatch]] = [:]
        for source in History.sources {
            guard let schema = Registry.table(source)?.schema, let names = columns[source] else { continue }
            for date in dates {
                old[source, default: [:]][date.dayNumber] = try await warehouse.scan(
                    schema, columns: names, .range(column: "game_date", date.dayNumber...date.dayNumber))
            }
        }
        self.old = old
    }

    /// Followers of tables that read nothing that is another now.
    ///
    /// - Parameters:
    ///   - followers: units that may be left as they are.
    ///   - units: all as-of units of the run.
    ///   - changed: players whose appearances changed in what a table reads.
    func untouched(
        _ followers: [UnitReport], among units: [UnitReport], changed: [String: Set<Int>]
    ) -> Set<Unit> {
        let same = Set(changed.filter(\.value.isEmpty).keys)
        return cut(followers, among: units) { table, _ in same.contains(table.name) }
    }

    /// Followers that read nothing that is another now: all that changed are appearances of players of whom none can be read
    /// on the date.
    ///
    /// - Parameter teams: those that play on a date.
    func unread(
        _ followers: [UnitReport], among units: [UnitReport], changed: [String: Set<Int>], _ index: GameIndex,
        teams: (GameDate) -> Set<Int>
    ) -> Set<Unit> {
        var playing: [GameDate: Set<Int>] = [:]
        return cut(followers, among: units) { table, date in
            guard let players = changed[table.name] else { return false }
            let teams = playing[date] ?? teams(date)
            playing[date] = teams
            return players.allSatisfy { !index.isReadable($0, date.dayNumber, teams) }
        }
    }

    /// Followers of which this is so, as it is of all that they read on their date, whether that runs or not.
    private func cut(
        _ followers: [UnitReport], among units: [UnitReport], where isSame: (TableDefinition, GameDate) -> Bool
    ) -> Set<Unit> {
        let candidates = Set(followers.map(\.unit))
        let names = Set(tables.map(\.name))
        var cut: Set<Unit> = []
        for (date, units) in Dictionary(grouping: units.map(\.unit), by: \.date) {
            let running = Set(units)
            var same: Set<String> = []
            // In the order of tables: what is read on the date comes before its readers.
            for table in tables where isSame(table, date) {
                let unit = Unit(table.name, date)
                let inputs = table.planned.inputs.filter { $0.scope == .sameDate && names.contains($0.table) }
                guard inputs.allSatisfy({ same.contains($0.table) }) else { continue }
                if running.contains(unit) {
                    // What runs for another reason may change.
                    guard candidates.contains(unit) else { continue }
                    cut.insert(unit)
                }
                same.insert(table.name)
            }
        }
        return cut
    }

    /// For each table the players whose appearances are others now in what it declares to read of them; none for a table of
    /// whose inputs other things changed: team-games, or who appeared and for whom.
    ///
    /// - Parameters:
    ///   - sources: with the rows that the run has made.
    ///   - ran: units of the sources that ran.
    func changed(_ sources: HistorySources, ran: Set<Unit>) -> [String: Set<Int>] {
        tables.reduce(into: [:]) { $0[$1.name] = changedPlayers(for: $1, sources, ran) }
    }

    /// Rows of some players that were stored of a date before the run replaced them; nil of a date that did not run.
    func appearances(of players: Set<Int>, on day: Int, _ columns: [String]) -> ColumnBatch? {
        guard let rows = old[History.sources[2]]?[day]?.selecting(columns: columns) else { return nil }
        let ids = rows["player_id"].integers
        return rows.selecting(ids.indices.filter { players.contains(ids[$0]) })
    }

    private func changedPlayers(for table: TableDefinition, _ sources: HistorySources, _ ran: Set<Unit>) -> Set<Int>? {
        var changed: Set<Int> = []
        for source in Set(table.planned.inputs.map(\.table)) where History.sources.contains(source) {
            if isSame(source, for: table, sources, ran) { continue }
            guard source == History.sources[2] else { return nil }
            for unit in ran where unit.table == source {
                guard let before = old[source]?[unit.date.dayNumber], let after = sources.rows(source, unit.date),
                    let own = FollowerPruning.changedPlayers(
                        before, after, History.columns(of: source, for: [table]))
                else { return nil }
                changed.formUnion(own)
            }
        }
        return changed
    }

    private static func changedPlayers(_ before: ColumnBatch, _ after: ColumnBatch, _ columns: [String]) -> Set<Int>? {
        let skeleton = History.columns(of: History.sources[2], for: [])
        func digest(_ rows: ColumnBatch, _ columns: [String]) -> SHA256Digest {
            CanonicalRows.digest(rows.selecting(columns: columns))
        }
        guard digest(before, skeleton) == digest(after, skeleton) else { return nil }
        let (old, new) = (before.selecting(columns: columns), after.selecting(columns: columns))
        let players = new["player_id"].integers
        return Set(
            players.indices.filter { row in
                CanonicalRows.digest(old, rows: row..<(row + 1)) != CanonicalRows.digest(new, rows: row..<(row + 1))
            }.map { players[$0] })
    }

    private func isSame(_ source: String, for table: TableDefinition, _ sources: HistorySources, _ ran: Set<Unit>)
        -> Bool
    {
        let columns = History.columns(of: source, for: [table])
        return ran.filter { $0.table == source }.allSatisfy { unit in
            let before = old[source]?[unit.date.dayNumber].map { CanonicalRows.digest($0.selecting(columns: columns)) }
            let after = sources.rows(source, unit.date).map { CanonicalRows.digest($0.selecting(columns: columns)) }
            let none = SHA256Digest(of: [UInt8]())
            return (before ?? none) == (after ?? none)
        }
    }
}

extension GameIndex {
    /// Whether a table can read the past of a player on a date: his latest appearance was for a team that plays.
    fileprivate func isReadable(_ player: Int, _ day: Int, _ teams: Set<Int>) -> Bool {
        guard let place = players.place(player), let last = players.before(day, place).last else { return false }
        return teams.contains(teamOfAppearance[last])
    }
}

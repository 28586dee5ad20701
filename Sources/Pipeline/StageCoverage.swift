import Basketball
import Planning
import Storage

/// Of what was really played, how much a table of stage 4 covers (`tables.md` section 5).
///
/// Denominators come from the schedule and from 3.3; which units count as there, from the ledger; the tables themselves
/// are only asked for which game and player each row is.
package struct StageCoverage: Sendable {
    /// A share of one kind of thing.
    package struct Share: Sendable, Hashable {
        package let table: String
        /// `games` or `participations`.
        package let unit: String
        /// `expected dates` or `all dates`.
        package let population: String
        package let covered: Int
        package let total: Int
    }

    package private(set) var shares: [Share] = []

    /// - Parameters:
    ///   - reports: of the tables and dates, as they stand.
    ///   - tables: as-of tables.
    package init(
        _ warehouse: any Warehouse, _ states: UnitStates, tables: [TableDefinition], dates: [GameDate],
        reports: [UnitReport]
    ) async throws {
        guard let first = dates.min(), let last = dates.max() else { return }
        let range = first.dayNumber...last.dayNumber
        let played = try await StageCoverage.appearances(warehouse, range)
        let byTable = Dictionary(grouping: reports, by: \.unit.table)
        for table in tables where table.planned.kind == .asOf {
            let own = byTable[table.name] ?? []
            let there = Set(
                own.filter { $0.state.status == .written || $0.state.status == .partial }.map(\.unit.date.dayNumber))
            let expected = Set(own.filter(\.state.status.isExpected).map(\.unit.date.dayNumber))
            let isPlayers = table.schema.key.contains("player_id")
            let keys = try await warehouse.scan(
                table.schema, columns: [table.dateColumn, "game_id", "team_id"] + (isPlayers ? ["player_id"] : []),
                .range(column: table.dateColumn, range))
            var teams: [Int: Set<Int>] = [:]
            var rows: Set<Appearance> = []
            let (days, games, ids) = (keys.vectors[0].integers, keys.vectors[1].integers, keys.vectors[2].integers)
            let players = isPlayers ? keys.vectors[3].integers : []
            for row in 0..<keys.count where there.contains(days[row]) {
                teams[games[row], default: []].insert(ids[row])
                if isPlayers { rows.insert(Appearance(day: days[row], player: players[row])) }
            }
            for (population, days) in [("expected dates", expected), ("all dates", Set(dates.map(\.dayNumber)))] {
                let finals = days.flatMap { states.calendar.day(GameDate(dayNumber: $0)).finals }
                shares.append(
                    Share(
                        table: table.name, unit: "games", population: population,
                        covered: finals.count { teams[$0.id]?.isSuperset(of: [$0.home, $0.away]) ?? false },
                        total: finals.count))
                guard isPlayers else { continue }
                let wanted = played.filter { days.contains($0.day) }
                shares.append(
                    Share(
                        table: table.name, unit: "participations", population: population,
                        covered: wanted.count { rows.contains($0) }, total: wanted.count))
            }
        }
    }

    /// A player on a date.
    private struct Appearance: Hashable {
        let day: Int
        let player: Int
    }

    /// Everybody who played.
    private static func appearances(_ warehouse: any Warehouse, _ range: ClosedRange<Int>) async throws -> [Appearance]
    {
        guard let schema = Registry.table(PlayerGameSummary.name)?.schema else { return [] }
        let rows = try await warehouse.scan(
            schema, columns: ["game_date", "player_id", "is_dnp"], .range(column: "game_date", range))
        let v = rows.vectors.map(\.integers)
        return (0..<rows.count).filter { v[2][$0] == 0 }.map { Appearance(day: v[0][$0], player: v[1][$0]) }
    }
}

import Basketball
import Planning
import Storage

/// Reads the raw rows of some dates once, into the games that summaries see.
struct RawReader: Sendable {
    let warehouse: any Warehouse
    let calendar: LeagueCalendar
    let bookmakers: [String]

    /// The dates' games, in the dates' order.
    func read(_ dates: [GameDate]) async throws -> [GameDay] {
        let ids = dates.flatMap { calendar.day($0).finals.map(\.id) }
        async let games = scan(RawTable.games, RawReader.gameColumns, ids)
        async let teams = scan(RawTable.teamBoxScores, TeamLine.columns, ids)
        async let players = scan(RawTable.playerBoxScores, PlayerLine.columns, ids)
        async let shots = scan(RawTable.shots, GameShots.columns, ids)
        async let lines = LineReader(warehouse: warehouse, calendar: calendar, bookmakers: bookmakers).read(dates)
        let facts = RawReader.facts(try await games)
        let teamLines = TeamLine.read(try await teams)
        let playerLines = PlayerLine.read(try await players)
        let shotCounts = GameShots.read(try await shots)
        let linesOf = try await lines
        return dates.map { date in
            var boxes: [GameBox] = []
            var incomplete: [GameID] = []
            var quarantined: [Int: Int] = [:]
            for final in calendar.day(date).finals {
                if final.quarantinedRows > 0 { quarantined[final.id] = final.quarantinedRows }
                guard let id = GameID(number: final.id) else { continue }
                let players = playerLines[final.id] ?? []
                let points = linesOf[date].map { lines in
                    players.map { ($0.playerID, lines.points(of: $0.playerID, tipoff: final.tipoff)) }
                }
                let builder = GameBoxBuilder(
                    id: id, date: date, teams: teamLines[final.id] ?? [], players: players, shots: shotCounts[final.id],
                    pointsLines: Dictionary(uniqueKeysWithValues: points ?? []).compactMapValues(\.self))
                if let (home, away) = facts[final.id], let box = builder.build(home: home, away: away) {
                    boxes.append(box)
                } else {
                    incomplete.append(id)
                }
            }
            return GameDay(date: date, games: boxes, incomplete: incomplete, quarantined: quarantined)
        }
    }

    private static let gameColumns = ["game_id", "home_team_id", "away_team_id", "home_team", "away_team"]

    private typealias Team = (id: Int, code: String)

    private static func facts(_ batch: ColumnBatch) -> [Int: (home: Team, away: Team)] {
        var facts: [Int: (Team, Team)] = [:]
        let homes = batch["home_team_id"].integers
        let aways = batch["away_team_id"].integers
        for (row, id) in batch["game_id"].integers.enumerated() {
            facts[id] = (
                (homes[row], batch["home_team"].texts[row]), (aways[row], batch["away_team"].texts[row])
            )
        }
        return facts
    }

    /// Rows of a table of some games, and of few others.
    private func scan(_ table: TableSchema, _ columns: [String], _ ids: [Int]) async throws -> ColumnBatch {
        var rows = ColumnBatch(try table.columns(named: columns))
        for range in ids.ranges(widestGap: RawReader.widestGap) {
            let found = try await warehouse.scan(table, columns: columns, .range(column: "game_id", range))
            if rows.isEmpty { rows = found } else { rows.append(found) }
        }
        return rows
    }

    /// Most ids between two games that are still read at once: a game that was postponed has the id of its first date, and
    /// everything from there to the others would be read for it.
    private static let widestGap = 20
}

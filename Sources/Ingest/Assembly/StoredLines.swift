import Basketball
import Storage

/// The box score lines that the warehouse has of the seasons an import touches.
struct StoredLines: Sendable {
    let teams: StoredTable
    let players: StoredTable

    struct Key: Hashable, Comparable {
        let game: Int
        let id: Int
        static func < (a: Key, b: Key) -> Bool { (a.game, a.id) < (b.game, b.id) }
    }

    func hasTeam(_ game: Int, _ team: Int) -> Bool { teams.row(game, team) != nil }

    /// Ids of a team's players in a game.
    func players(of game: Int, _ team: Int) -> Set<Int> {
        let rows = players.rows(of: game)
        if rows.isEmpty { return [] }
        let teams = players.lines["team_id"].integers
        let ids = players.lines["player_id"].integers
        return Set(rows.filter { teams[$0] == team }.map { ids[$0] })
    }

    /// Minutes of the game's team rows, in seconds.
    func teamSeconds(of game: Int) -> [Int] {
        let rows = teams.rows(of: game)
        if rows.isEmpty { return [] }
        let minutes = teams.lines["minutes"]
        return rows.compactMap { minutes.real($0) }.map { Int(($0 * 60).rounded()) }
    }
}

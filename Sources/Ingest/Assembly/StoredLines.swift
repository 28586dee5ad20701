import Basketball
import Storage

/// The box score lines that the warehouse has of the seasons an import touches.
struct StoredLines: Sendable {
    let teams: StoredTable
    let players: StoredTable
    private var playersOfGame: [Int: Range<Int>] = [:]

    struct Key: Hashable, Comparable {
        let game: Int
        let id: Int
        static func < (a: Key, b: Key) -> Bool { (a.game, a.id) < (b.game, b.id) }
    }

    init(teams: StoredTable, players: StoredTable) {
        self.teams = teams
        self.players = players
        guard !players.lines.isEmpty else { return }
        let games = players.lines["game_id"].integers
        for row in games.indices {
            let start = playersOfGame[games[row]]?.lowerBound ?? row
            playersOfGame[games[row]] = start..<(row + 1)
        }
    }

    func hasTeam(_ game: Int, _ team: Int) -> Bool { teams.row(game, team) != nil }

    /// Ids of a team's players in a game.
    func players(of game: Int, _ team: Int) -> Set<Int> {
        guard let rows = playersOfGame[game] else { return [] }
        let teams = players.lines["team_id"].integers
        let ids = players.lines["player_id"].integers
        return Set(rows.filter { teams[$0] == team }.map { ids[$0] })
    }

    /// Minutes of the game's team rows, in seconds.
    func teamSeconds(of game: Int) -> [Int] {
        guard !teams.lines.isEmpty else { return [] }
        let minutes = teams.lines["minutes"]
        return rows(of: game).compactMap { minutes.real($0) }.map { Int(($0 * 60).rounded()) }
    }

    /// The game's team rows; stored in key order, so they are neighbours.
    private func rows(of game: Int) -> Range<Int> {
        let games = teams.lines["game_id"].integers
        var low = 0
        var high = games.count
        while low < high {
            let middle = (low + high) / 2
            if games[middle] < game { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < games.count, games[end] == game { end += 1 }
        return low..<end
    }
}

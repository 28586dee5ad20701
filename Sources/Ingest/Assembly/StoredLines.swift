import Basketball
import Storage

/// The box score lines that the warehouse has of the seasons an import touches.
struct StoredLines: Sendable {
    /// Whole rows, to compare with and to keep when they are replaced.
    let teams: ColumnBatch
    let players: ColumnBatch
    private var teamRows: [Key: Int] = [:]
    private var playerRows: [Key: Int] = [:]
    private var playersOfGame: [Int: Range<Int>] = [:]

    struct Key: Hashable {
        let game: Int
        let id: Int
    }

    init(teams: ColumnBatch, players: ColumnBatch) {
        self.teams = teams
        self.players = players
        guard !teams.isEmpty || !players.isEmpty else { return }
        let games = teams["game_id"].integers
        let ids = teams["team_id"].integers
        for row in 0..<teams.count { teamRows[Key(game: games[row], id: ids[row])] = row }
        let playerGames = players["game_id"].integers
        let playerIDs = players["player_id"].integers
        for row in 0..<players.count {
            playerRows[Key(game: playerGames[row], id: playerIDs[row])] = row
            let start = playersOfGame[playerGames[row]]?.lowerBound ?? row
            playersOfGame[playerGames[row]] = start..<(row + 1)
        }
    }

    /// The row of a team or player in a game; nil when it is new.
    func row(team: Bool, _ game: Int, _ id: Int) -> Int? { (team ? teamRows : playerRows)[Key(game: game, id: id)] }

    func hasTeam(_ game: Int, _ team: Int) -> Bool { teamRows[Key(game: game, id: team)] != nil }

    /// Ids of a team's players in a game.
    func players(of game: Int, _ team: Int) -> Set<Int> {
        guard let rows = playersOfGame[game] else { return [] }
        let teams = players["team_id"].integers
        let ids = players["player_id"].integers
        return Set(rows.filter { teams[$0] == team }.map { ids[$0] })
    }

    /// Minutes of the game's team rows, in seconds.
    func teamSeconds(of game: Int) -> [Int] {
        guard !teams.isEmpty else { return [] }
        let minutes = teams["minutes"]
        return teamRows.isEmpty
            ? []
            : rows(of: game).compactMap { minutes.real($0) }.map { Int(($0 * 60).rounded()) }
    }

    /// The game's team rows; stored in key order, so they are neighbours.
    private func rows(of game: Int) -> Range<Int> {
        let games = teams["game_id"].integers
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

import Basketball

/// Finds the game of a shot: by its id, else by its date and teams when exactly one game fits.
struct GameDirectory: Sendable {
    private let games: [Int: GameRecord]
    private var byTeams: [Fixture: Int?] = [:]

    private struct Fixture: Hashable {
        let date: Int32
        let home: UInt32
        let away: UInt32
    }

    init(_ games: [Int: GameRecord]) {
        self.games = games
        for game in games.values {
            let fixture = Fixture(
                date: Int32(game.date.dayNumber), home: tricode(game.homeTeam), away: tricode(game.awayTeam))
            byTeams[fixture] = byTeams.keys.contains(fixture) ? .some(nil) : game.id.number
        }
    }

    /// Sets the shot's game; a reason when it has none.
    ///
    /// - Parameter last: the game of the shot before, which most shots share.
    func settle(_ shot: inout ShotRow, _ last: inout GameRecord?) -> BrokenRule? {
        if last?.id.number != shot.game {
            if let broken = find(&shot) { return broken }
            last = games[shot.game]
        }
        guard last?.has(team: shot.teamID) == true else {
            return .init(rule: "team_in_game", expected: "a team of game \(GameID.text(shot.game))")
        }
        return nil
    }

    /// Sets the shot's game to one that there is.
    private func find(_ shot: inout ShotRow) -> BrokenRule? {
        if games[shot.game] == nil {
            let fixture = Fixture(date: shot.date, home: shot.home, away: shot.away)
            guard shot.home != 0, let found = byTeams[fixture], let found else {
                return .init(
                    rule: "unknown_game",
                    expected: "a game with id \(GameID.text(shot.game)), or one game of its teams on its date")
            }
            shot.game = found
            shot.repaired = true
        }
        return nil
    }
}

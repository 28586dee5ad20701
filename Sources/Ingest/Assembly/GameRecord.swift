import Basketball
import Storage

/// A game as the game logs tell of it.
struct GameRecord: Sendable, Hashable {
    let id: GameID
    var date: GameDate
    var home: Int
    var away: Int
    var homeTeam: String
    var awayTeam: String
    var neutral: Bool
    var final: Bool
    var tipoff: String?

    /// Hash of what is known of the game before it is played, its status included.
    var scheduleHash: Int {
        var hasher = ContentHasher()
        for value in [id.number, date.dayNumber, home, away, neutral ? 1 : 0] { hasher.add(value) }
        for text in [homeTeam, awayTeam, tipoff ?? "", status] { hasher.add(text) }
        return hasher.finish()
    }

    /// As `games.status` has it.
    var status: String { final ? "final" : "scheduled" }

    /// Hash of what summaries read of the game itself.
    var hash: Int {
        var hasher = ContentHasher()
        for value in [id.number, date.dayNumber, home, away, neutral ? 1 : 0, final ? 1 : 0] { hasher.add(value) }
        hasher.add(homeTeam)
        hasher.add(awayTeam)
        return hasher.finish()
    }

    func has(team: Int) -> Bool { team == home || team == away }

    /// Every stored game.
    static func read(_ batch: ColumnBatch) -> [Int: GameRecord] {
        let ids = batch["game_id"].integers
        var games: [Int: GameRecord] = [:]
        for row in 0..<batch.count {
            guard let id = GameID(number: ids[row]) else { continue }
            games[id.number] = GameRecord(
                id: id, date: GameDate(dayNumber: batch["game_date"].integers[row]),
                home: batch["home_team_id"].integers[row], away: batch["away_team_id"].integers[row],
                homeTeam: batch["home_team"].texts[row], awayTeam: batch["away_team"].texts[row],
                neutral: batch["neutral_site"].integers[row] != 0, final: batch["status"].texts[row] == "final",
                tipoff: batch["tipoff_utc"].text(row))
        }
        return games
    }

    /// The columns that `read` needs.
    static let columns = [
        "game_id", "game_date", "home_team_id", "away_team_id", "neutral_site", "status", "home_team", "away_team",
        "tipoff_utc",
    ]
}

/// What is stored of a game's rows: counts, and the sum of their hashes.
struct GameInputs: Sendable, Hashable {
    var teamRows = 0
    var playerRows = 0
    var shots = 0
    var shotsSum = 0
    var contentSum = 0
    var scheduleSum = 0

    /// What is stored of every game.
    static func read(_ batch: ColumnBatch) -> [Int: GameInputs] {
        let names = RawTable.gameInputs.columns.map(\.name)
        let columns = names.map { batch[$0].integers }
        var inputs: [Int: GameInputs] = [:]
        for row in 0..<batch.count {
            inputs[columns[0][row]] = GameInputs(
                teamRows: columns[1][row], playerRows: columns[2][row], shots: columns[3][row],
                shotsSum: columns[4][row], contentSum: columns[5][row], scheduleSum: columns[6][row])
        }
        return inputs
    }
}

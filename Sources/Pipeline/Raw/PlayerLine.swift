import Basketball
import Storage

/// A player's line of a box score.
package struct PlayerLine: Sendable {
    package let playerID: Int
    package let teamID: Int
    /// Tricode as the row's own source has it.
    package let team: String
    package let name: String
    package let started: Bool?
    package let seconds: Int?
    /// The source knows whole minutes only.
    package let hasRoundedMinutes: Bool
    package let comment: String?
    package let stats: CountingStats
    /// The row came from another source than the game log or a box score.
    package let isBackup: Bool
    /// The row stands in the official game log.
    package let isGameLog: Bool

    /// An appearance (`tables.md` section 1): minutes above 0; or unknown minutes and any count; or exactly 0 with a row in
    /// the game log, or in a box score without a comment.
    package var played: Bool {
        guard let seconds else { return stats.hasAnyCount }
        return seconds > 0 || isGameLog || comment == nil
    }

    static let columns =
        [
            "game_id", "player_id", "team_id", "team", "player_name", "started", "minutes", "minutes_precision",
            "comment",
        ]
        + ["origin"] + Stat.allCases.map(\.column)

    /// Lines by game, each game's in the order of player ids.
    static func read(_ batch: ColumnBatch) -> [Int: [PlayerLine]] {
        let stats = CountingStats.read(batch)
        let games = batch["game_id"].integers
        let players = batch["player_id"].integers
        let teams = batch["team_id"].integers
        let codes = batch["team"].texts
        let names = batch["player_name"].texts
        let started = batch["started"]
        let minutes = batch["minutes"]
        let precisions = batch["minutes_precision"]
        let comments = batch["comment"]
        let origins = batch["origin"].texts
        var lines: [Int: [PlayerLine]] = [:]
        var row = 0
        while row < batch.count {
            var ofGame: [PlayerLine] = []
            let game = games[row]
            while row < batch.count, games[row] == game {
                let origin = origins[row]
                ofGame.append(
                    PlayerLine(
                        playerID: players[row], teamID: teams[row], team: codes[row], name: names[row],
                        started: started.boolean(row), seconds: minutes.real(row).map { Int(($0 * 60).rounded()) },
                        hasRoundedMinutes: precisions.text(row) == Minutes.Precision.minute.rawValue,
                        comment: comments.text(row), stats: stats[row], isBackup: origin == "backup",
                        isGameLog: origin == "game_log"))
                row += 1
            }
            lines[game] = ofGame
        }
        return lines
    }
}

extension CountingStats {
    /// The counts and plus-minus of rows, read column by column.
    static func read(_ batch: ColumnBatch) -> [CountingStats] {
        var stats = Array(repeating: CountingStats(), count: batch.count)
        for stat in Stat.allCases {
            let vector = batch[stat.column]
            let values = vector.integers
            for row in stats.indices where !vector.isNull(row) { stats[row][stat] = values[row] }
        }
        return stats
    }
}

import Basketball
import Storage

/// A team's line of a box score, as its source has it.
struct TeamLine: Sendable {
    let teamID: Int
    /// Tricode as the row's own source has it.
    let team: String
    let won: Bool?
    let seconds: Int?
    let stats: CountingStats
    let isBackup: Bool

    static let columns =
        ["game_id", "team_id", "team", "won", "minutes", "origin"] + Stat.allCases.map(\.column)

    /// Lines by game.
    static func read(_ batch: ColumnBatch) -> [Int: [TeamLine]] {
        let stats = CountingStats.read(batch)
        let games = batch["game_id"].integers
        let teams = batch["team_id"].integers
        let codes = batch["team"].texts
        let won = batch["won"]
        let minutes = batch["minutes"]
        let origins = batch["origin"].texts
        var lines: [Int: [TeamLine]] = [:]
        for row in 0..<batch.count {
            lines[games[row], default: []].append(
                TeamLine(
                    teamID: teams[row], team: codes[row], won: won.boolean(row),
                    seconds: minutes.real(row).map { Int(($0 * 60).rounded()) }, stats: stats[row],
                    isBackup: origins[row] == "backup"))
        }
        return lines
    }
}

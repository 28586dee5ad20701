import Foundation

/// The real league data beside the checkout; tests that need it are skipped, and say so, where it is absent.
package enum SharedData {
    /// The folder, or nil.
    package static let folder: String? = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let path = folder.appendingPathComponent("shared/data").path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()

    package static var isPresent: Bool { folder != nil }

    /// The box score files of a season.
    package static func gameLogs(_ season: String) -> [String] {
        guard let folder else { return [] }
        return [
            "\(folder)/game_logs_players/player_gamelogs_\(season).csv.gz",
            "\(folder)/game_logs_teams/games_\(season).csv.gz",
        ]
    }
}

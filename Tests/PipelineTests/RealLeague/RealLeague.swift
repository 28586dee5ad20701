import Pipeline
import Planning
import Storage
import TestSupport
import Testing

/// Two real seasons with their shots, imported and computed once for all tests in here, then removed.
struct RealLeague: SuiteTrait, TestScoping {
    static let seasons = ["2023-24", "2024-25"]

    @TaskLocal private static var opened: Lab?

    /// The warehouse of the running suite.
    static func lab() throws -> Lab { try #require(opened) }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let folder = try #require(SharedData.folder)
        let lab = try Lab()
        let shots = ["2024", "2025"].map { "\(folder)/shots/NBA_\($0)_Shots.csv.zip" }
        let people = ["common_player_info", "player_profiles"].map { "\(folder)/players/\($0).csv.gz" }
        try await lab.importFiles(RealLeague.seasons.flatMap { SharedData.gameLogs($0) } + shots + people)
        try await lab.backfill()
        try await RealLeague.$opened.withValue(lab) { try await function() }
    }
}

/// Tests that read the real league; skipped where `../shared/data` is absent.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data is absent: no real league is computed"), RealLeague())
struct RealLeagueTests {}

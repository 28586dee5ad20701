import Pipeline
import Quality
import TestSupport
import Testing

/// A real season, judged; skipped where the shared data is absent.
@Suite(.enabled(if: SharedData.isPresent, "the folder of shared data is absent")) struct RealSeasonTests {
    @Test func season2023IsGoAndEverySampledRowIsRecomputedTheSame() async throws {
        let lab = try Lab()
        let folder = try #require(SharedData.folder)
        let files = SharedData.gameLogs("2023-24") + ["\(folder)/shots/NBA_2024_Shots.csv.zip", "\(folder)/players"]
        try await lab.importFiles(files)
        try await lab.backfill()
        // These files have neither lines nor starts, of which the gate over the features says so.
        let asked = try Thresholds(
            file: (path: "t.yaml", text: "gates:\n  features:\n    features_available: {fail: 0.8}"))
        let reports = try await lab.judge(
            thresholds: asked, options: GateOptions(isFull: true, spotChecks: 60, proofDates: 1))
        for report in reports {
            #expect(
                report.results.allSatisfy { $0.outcome != .fail }, "\(report.gate.name): \(report.troubles.map(\.name))"
            )
        }
        func value(_ gate: String, _ check: String) -> Double? {
            reports.first { $0.gate.name == gate }?.results.first { $0.name == check }?.measurement.numerator
        }
        // Facts of the data's README: 1,230 games, 26,401 player rows.
        #expect(value("team_offense", "games_covered") == 1230)
        #expect(value("player_summary", "rows_covered") == 26_401)
        let unknown = reports.first { $0.gate.name == "features" }?.results.first { $0.name == "features_available" }
        for name in ["started_last_game", "points_line", "game_spread", "game_total"] {
            #expect(unknown?.measurement.failing.contains { $0.text.contains("feature \(name)") } == true, "\(name)")
        }
    }
}

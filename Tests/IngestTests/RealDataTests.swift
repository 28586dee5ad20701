import Foundation
import Ingest
import Storage
import TestSupport
import Testing

/// Facts of the real seasons; skipped where `../shared/data` is absent.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data is absent: the real seasons are not tested"))
struct RealDataTests {
    @Test func season2023HasItsGamesRowsAndFamousScores() async throws {
        let lab = try Lab()
        let report = try await lab.importFiles(SharedData.gameLogs("2023-24"))
        #expect(report.quarantined == 0)
        #expect(try await lab.count("SELECT count(*) FROM games WHERE status = 'final'") == 1_230)
        #expect(try await lab.rows(RawTable.teamBoxScores).count == 2_460)
        #expect(try await lab.rows(RawTable.playerBoxScores).count == 26_401)
        let mismatched = try await lab.count(
            """
            SELECT count(*) FROM team_boxscores t WHERE points <> (SELECT sum(points) FROM player_boxscores p
            WHERE p.game_id = t.game_id AND p.team_id = t.team_id)
            """)
        #expect(mismatched == 0)
        for (name, date, points) in [
            ("Luka Dončić", "2024-01-26", 73), ("Devin Booker", "2024-01-26", 62), ("Joel Embiid", "2024-01-22", 70),
        ] {
            let found = try await lab.count(
                """
                SELECT points FROM player_boxscores JOIN games USING (game_id)
                WHERE player_name = '\(name)' AND game_date = '\(date)'
                """)
            #expect(found == points, "\(name)")
        }
    }

    @Test func playerFilesAreReadWithoutLoss() async throws {
        let folder = try #require(SharedData.folder)
        let lab = try Lab()
        let report = try await lab.importFiles(["\(folder)/players"])
        #expect(report.quarantined == 0)
        #expect(try await lab.rows(RawTable.players).count > 3_000)
    }

    /// Real playoffs of two sources, real lines, schedules, game lines and documents, in two orders.
    @Test func everyKindOfRealFileIsReadInAnyOrder() async throws {
        let folder = try #require(SharedData.folder)
        let paths =
            ["lines", "game_lines", "schedule", "fixtures", "playoffs", "players"].map { "\(folder)/\($0)" }
            + SharedData.gameLogs("2024-25")
        let lab = try Lab()
        let report = try await lab.importFiles(paths)
        #expect(report.tables.first { $0.name == "player_lines" }.map { $0.quarantined * 50 < $0.rowsIn } == true)
        #expect(
            try await lab.count("SELECT count(*) FROM games WHERE season_type = 'playoffs' AND season = '2023-24'")
                == 82)
        // 26,306 of the game log, and who did not play of the few box scores of that season.
        #expect(
            try await lab.count(
                "SELECT count(*) FROM player_boxscores WHERE origin = 'game_log' AND game_id LIKE '00224%'") == 26_306)
        #expect(
            try await lab.count("SELECT count(*) FROM player_boxscores WHERE minutes IS NULL AND points IS NOT NULL")
                == 0)
        #expect(report.notes.contains { $0.contains("player lines: 42110 of 42932 matched") })
        #expect(try await lab.importFiles(paths).changed == false)
        let linked = try Lab()
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        try FileManager.default.createDirectory(atPath: linked.folder.path("all"), withIntermediateDirectories: true)
        let wanted = files.filter { name in
            paths.contains { "\(folder)/\(name)" == $0 || "\(folder)/\(name)".hasPrefix("\($0)/") }
                && (name as NSString).pathExtension != ""
        }
        for (number, name) in wanted.sorted(by: >).enumerated() {
            let link = "all/\(1000 + number)_\((name as NSString).lastPathComponent)"
            try FileManager.default.createSymbolicLink(
                atPath: linked.folder.path(link), withDestinationPath: "\(folder)/\(name)")
        }
        try await linked.importFiles([linked.folder.path("all")])
        for table in MergeTests.tables { #expect(try await lab.digest(table) == linked.digest(table), "\(table.name)") }
    }
}

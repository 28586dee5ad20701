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
}

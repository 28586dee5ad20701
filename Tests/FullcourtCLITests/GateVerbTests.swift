import Foundation
import Simulation
import TestSupport
import Testing

/// `validate` and `baseline` as a user meets them: exit codes and words.
@Suite(.ownThreads) struct GateVerbTests {
    private func prepared(_ change: (TemporaryFolder) throws -> Void = { _ in }) throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 6)).write(to: folder.path("files"))
        try change(folder)
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
        return (folder, path)
    }

    @Test func goIsZeroAndNoGoIsOneWithTheRows() throws {
        let (folder, path) = try prepared()
        let go = try Program.run(["validate", "--warehouse", path])
        #expect(go.status == 0 && go.output.contains("decision: GO\n"), "\(go.error)")
        try folder.write("t.yaml", "gates:\n  player_summary:\n    rows: {fail: 1000000}\n")
        let asked = ["--thresholds", folder.path("t.yaml"), "--warehouse", path]
        let noGo = try Program.run(["validate", "player_summary"] + asked)
        #expect(noGo.status == 1 && noGo.output.contains("decision: NO-GO"))
        #expect(try Program.run(["validate", "team_offense"] + asked).status == 0)
        #expect(try Program.run(["validate", "--profile", "five-seasons", "--warehouse", path]).status == 1)
    }

    @Test func failingRowsAreNamed() throws {
        let (folder, path) = try prepared { folder in
            let log = "files/game_logs_players/player_gamelogs_2023-24.csv"
            let text = String(decoding: try folder.read(log), as: UTF8.self)
            let lines = text.split(separator: "\n").enumerated().map { index, line -> String in
                var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                if index > 0 { fields[10] = "" }
                return fields.joined(separator: ",")
            }
            try folder.write(log, lines.joined(separator: "\n"))
        }
        defer { withExtendedLifetime(folder) {} }
        let result = try Program.run(["validate", "player_summary", "--warehouse", path])
        #expect(result.status == 1)
        #expect(result.error.contains("game_date 2023-10-24, game_id 0022300001, player_id"), "\(result.error)")
        #expect(result.error.contains("minutes are unknown"))
        let json = try Program.run(["validate", "player_summary", "--warehouse", path, "--output", "json"])
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        let gate = try #require((object?["rows"] as? [[String: Any]])?.first)
        let checks = try #require(gate["checks"] as? [[String: Any]])
        let minutes = try #require(checks.first { $0["check"] as? String == "minutes_known" })
        #expect(minutes["result"] as? String == "fail" && (minutes["failing"] as? [Any])?.count == 20)
        #expect(minutes["denominator"] as? Double == minutes["failing_rows"] as? Double)
    }

    @Test func warningsAndEmptyRangesAreTwoUnderStrict() throws {
        let (folder, path) = try prepared()
        try folder.write("t.yaml", "gates:\n  player_summary:\n    rows: {warn: 1000000}\n")
        let warn = ["validate", "player_summary", "--thresholds", folder.path("t.yaml"), "--warehouse", path]
        #expect(try Program.run(warn).status == 0)
        #expect(try Program.run(warn + ["--strict"]).status == 2)
        let off = ["validate", "--from", "2023-08-01", "--to", "2023-08-31", "--warehouse", path]
        let result = try Program.run(off)
        #expect(result.status == 0 && result.output.contains("decision: NOT EVALUATED"))
        #expect(result.error.contains("no rows are expected in the range (off_season on 31 dates)"))
        #expect(try Program.run(off + ["--strict"]).status == 2)
    }

    @Test func preflightIsOneUntilSomebodySaysWhy() throws {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 12)).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        #expect(try Program.run(["backfill", "--from", "2023-10-26", "--warehouse", path]).status == 4)
        let preflight = ["preflight", "--warehouse", path]
        let noGo = try Program.run(preflight + ["--output", "csv"])
        #expect(noGo.status == 1, "\(noGo.output)")
        #expect(
            noGo.output.contains(
                "team_offense_game_summary,2023-10-24,missing,never_written,team_defense_zone_analysis;player_daily_cache"
            ),
            "\(noGo.output)")
        let forced = try Program.run(preflight + ["--force", "--reason", "the first day is lost"])
        #expect(forced.status == 0 && forced.error.contains("passed over, and recorded"), "\(forced.error)")
        #expect(try Program.run(preflight).status == 1)
        #expect(try Program.run(["report", "--out", folder.path("report"), "--warehouse", path]).status == 0)
        let report = String(decoding: try folder.read("report/report.md"), as: UTF8.self)
        #expect(report.contains("| preflight |") && report.contains("the first day is lost"))
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
        let go = try Program.run(preflight + ["--force", "--reason", "not needed"])
        #expect(go.status == 0 && go.output.contains("decision: GO"))
        let early = try Program.run(preflight + ["--from", "2023-10-24", "--to", "2023-10-30"])
        #expect(early.status == 0 && early.output.contains("decision: NOT EVALUATED"))
    }

    @Test func loweredThresholdIsToldWithItsDefault() throws {
        let (folder, path) = try prepared()
        try folder.write("t.yaml", "gates:\n  team_offense:\n    games_covered: {fail: 0.5}\n")
        let result = try Program.run(["validate", "--thresholds", folder.path("t.yaml"), "--warehouse", path])
        #expect(result.status == 0 && result.error.contains("fail 0.5, default 0.995"), "\(result.error)")
        #expect(result.error.contains("t.yaml line 3"))
        let show = try Program.run(
            ["config", "show", "thresholds", "--output", "csv"],
            environment: ["FULLCOURT_THRESHOLDS": folder.path("t.yaml")])
        #expect(show.output.contains("team_offense.games_covered,at_least,,0.5,,0.995,share,"), "\(show.output)")
    }

    @Test func baselinesArePinnedOnceAndListed() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let pin = ["baseline", "pin", "--name", "a", "--from", "2023-10-24", "--to", "2023-10-26", "--warehouse", path]
        #expect(try Program.run(pin).status == 0)
        let again = try Program.run(pin)
        #expect(again.status == 64 && again.error.contains("a baseline named 'a' already"))
        let list = try Program.run(["baseline", "list", "--output", "csv", "--warehouse", path])
        #expect(list.output.hasPrefix("name,first_date,last_date,metrics,rows\na,2023-10-24,2023-10-26,"))
        let full = try Program.run(
            ["validate", "player_summary", "--full", "--from", "2023-10-27", "--warehouse", path])
        #expect(full.output.contains("regression(points)"))
    }

    @Test func reportIsWrittenAndVerified() throws {
        let (folder, path) = try prepared()
        let out = folder.path("report")
        let write = try Program.run(["report", "--out", out, "--warehouse", path, "--output", "json"])
        #expect(write.status == 0 && write.output.contains("\"decision\": \"GO\""), "\(write.error)")
        #expect(try Program.run(["report", "verify", out]).status == 0)
        try folder.write("report/report.md", try folder.read("report/report.md") + [10])
        let verify = try Program.run(["report", "verify", out])
        #expect(verify.status == 3 && verify.error.contains("report.md was changed"), "\(verify.error)")
        #expect(try Program.run(["report", "verify", folder.path("files")]).status == 64)
    }

    @Test(arguments: [
        (["validate", "team_offence"], 64, "Did you mean team_offense?"),
        (["validate", "--thresholds", "none.yaml"], 78, "there is no such file"),
        (["validate", "--profile", "none"], 64, "five-seasons"),
        (["validate", "--baseline", "x"], 64, "only with --full"),
        (["validate", "--spot-checks", "10001"], 64, "0 to 10000"), (["baseline", "pin"], 64, "--name"),
    ]) func mistakesAreExplained(arguments: [String], status: Int32, says: String) throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let result = try Program.run(arguments + ["--warehouse", path])
        #expect(result.status == status && result.error.contains(says), "\(result.error)")
    }
}

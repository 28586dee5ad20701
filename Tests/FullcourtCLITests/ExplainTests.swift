import Basketball
import Foundation
import Simulation
import TestSupport
import Testing

/// `explain` tells what happened to a unit's rows: corrections, moves, overrides.
@Suite(.ownThreads) struct ExplainTests {
    private static let log = "files/game_logs_players/player_gamelogs_2023-24.csv"

    private func prepared() throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 4)).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
        return (folder, path)
    }

    /// Imports the header and the first line of the players' log with a value changed.
    private func correct(_ folder: TemporaryFolder, _ path: String, _ name: String, assists: Int) throws -> [String] {
        let lines = String(decoding: try folder.read(Self.log), as: UTF8.self).split(separator: "\n").map(String.init)
        let old = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var fields = old
        fields[23] = "\(assists)"
        try folder.write(name, lines[0] + "\n" + fields.joined(separator: ",") + "\n")
        #expect(try Program.run(["import", folder.path(name), "--warehouse", path]).status == 0)
        return old
    }

    @Test func correctionsAreToldWithValuesFilesAndLines() throws {
        let (folder, path) = try prepared()
        let old = try correct(folder, path, "one.csv", assists: 41)
        _ = try correct(folder, path, "two.csv", assists: 42)
        let explain = ["explain", "player_game_summary", "2023-10-24", "--warehouse", path]
        let text = try Program.run(explain + ["--output", "csv"]).output
        let key = "\(old[6])/\(old[1])"
        let (files, one, two) = (folder.path(Self.log), folder.path("one.csv"), folder.path("two.csv"))
        #expect(text.contains("input_changed(2023-10-24)"))
        let first = "import 2: player_boxscores \(key): assists \(old[23]) -> 41 (\(files) line 2 -> \(one) line 2)"
        let second = "import 3: player_boxscores \(key): assists 41 -> 42 (\(one) line 2 -> \(two) line 2)"
        #expect(text.contains(first), "\(text)")
        #expect(text.contains(second), "\(text)")
        // Another date's unit, and an as-of table, which reads no box score of its own date, have none of it.
        for other in [["player_game_summary", "2023-10-26"], ["upcoming_player_game_context", "2023-10-24"]] {
            #expect(try !Program.run(["explain"] + other + ["--warehouse", path]).output.contains("correction"))
        }
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
        #expect(try Program.run(explain).output.contains(": assists 41 -> 42"))
    }

    @Test func movedGameIsToldOnBothDates() throws {
        let (folder, path) = try prepared()
        let league = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 4))
        let game = league.seasons[0].games[1]
        let to = game.date + 30
        for file in league.files.prefix(2) {
            let text = file.text.replacing("\(game.id),\(game.date)", with: "\(game.id),\(to)")
            try folder.write("moved/\(file.path)", text)
        }
        #expect(try Program.run(["import", folder.path("moved"), "--warehouse", path]).status == 0)
        let move = "games \(game.id): game_date \(game.date) -> \(to)"
        func explain(_ date: GameDate) throws -> String {
            try Program.run(["explain", "team_offense_game_summary", "\(date)", "--output", "csv", "--warehouse", path])
                .output
        }
        #expect(try explain(game.date).contains("state,stale") && explain(game.date).contains(move))
        #expect(try explain(to).contains("state,missing") && explain(to).contains(move))
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
        let left = try explain(game.date)
        #expect(left.contains("state,not_expected") && left.contains("reason,no_games") && left.contains(move))
        #expect(left.contains("rows_written,0"))
        #expect(try explain(to).contains("state,written") && explain(to).contains("rows_written,2"))
    }

    @Test func forceIsRecordedAndToldFromThenOn() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let manifest = try Program.run(["manifest", "--warehouse", path]).output
        let force = ["backfill", "--force", "--reason", "checking the new machine", "--warehouse", path]
        let result = try Program.run(force)
        #expect(result.status == 0 && !result.output.contains("units planned: 0"))
        let explain = try Program.run(["explain", "player_game_summary", "2023-10-24", "--warehouse", path]).output
        #expect(explain.contains("checking the new machine"))
        let status = try Program.run(["status", "--warehouse", path]).error
        #expect(status.contains("units were forced or let pass, because: checking the new machine"), "\(status)")
        #expect(try Program.run(["manifest", "--warehouse", path]).output == manifest)
        let runs = "SELECT force_reason FROM runs ORDER BY run_id"
        let reasons = try Program.run(["query", runs, "--output", "csv", "--warehouse", path]).output
        #expect(reasons == "force_reason\n\"\"\nchecking the new machine\n")
    }
}

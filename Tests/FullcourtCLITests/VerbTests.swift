import Basketball
import Foundation
import Simulation
import Storage
import TestSupport
import Testing

/// The program as a user meets it.
@Suite(.ownThreads) struct VerbTests {
    /// A warehouse with a simulated season, imported and backfilled by the program itself.
    private func prepared() throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 6)).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
        return (folder, path)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func everyListingIsJSONWithAVersion() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let verbs = [
            ["import", folder.path("files")], ["plan"], ["backfill"], ["status"], ["coverage"], ["manifest"],
            ["schema"],
            ["schema", "games"], ["explain", "player_game_summary", "2023-10-24"], ["query", "SELECT 1 AS one"],
        ]
        for verb in verbs {
            let result = try Program.run(verb + ["--warehouse", path, "--output", "json"])
            #expect(result.status == 0, "\(verb): \(result.error)")
            let json = try object(result.output)
            #expect(json["schema_version"] as? Int == 1, "\(verb)")
            #expect((json["rows"] as? [[String: Any]])?.isEmpty == false, "\(verb)")
        }
    }

    @Test func coverageHasNumeratorDenominatorAndUnit() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let text = try Program.run(["coverage", "--warehouse", path, "--output", "csv"]).output
        let lines = text.split(separator: "\n")
        #expect(lines.first == "table,covered,expected,unit,percent,population")
        #expect(lines.contains("team_offense_game_summary,24,24,team-games,100.0,expected dates"))
        #expect(lines.contains("team_offense_game_summary,12,12,games,100.0,expected dates"))
        #expect(lines.contains("team_offense_game_summary,6,6,dates,100.0,expected dates"))
    }

    @Test func exportIsWhatQueryGives() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        for table in ["player_game_summary", "team_offense_game_summary", "games"] {
            let order = table == "games" ? "game_id" : "game_date, game_id, 1"
            let file = folder.path("\(table).csv")
            let export = try Program.run(["export", table, "--out", file, "--warehouse", path])
            #expect(export.status == 0, "\(export.error)")
            let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count - 1
            let count = try Program.run(
                [
                    "query", "SELECT count(*) AS n FROM \(table) ORDER BY \(order)", "--output", "csv", "--warehouse",
                    path,
                ])
            #expect(count.output == "n\n\(rows)\n")
        }
        let lines = try Program.run(["export", "games", "--format", "jsonl", "--warehouse", path]).output
        for line in lines.split(separator: "\n") { #expect(try object(String(line))["game_id"] as? String != nil) }
        let json = try Program.run(["export", "games", "--format", "json", "--warehouse", path]).output
        #expect((try object(json)["rows"] as? [Any])?.count == 12)
    }

    @Test func exportToAFolderThatIsMissingLeavesNothing() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let result = try Program.run(["export", "games", "--out", folder.path("no/x.csv"), "--warehouse", path])
        #expect(result.status == 3 && result.error.contains("Check that its folder exists"))
    }

    @Test func secondBackfillAndImportSayThatNothingChanged() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let again = try Program.run(["import", folder.path("files"), "--warehouse", path])
        #expect(again.output.contains("outcome: nothing changed"))
        let backfill = try object(try Program.run(["backfill", "--warehouse", path, "--output", "json"]).output)
        #expect((backfill["summary"] as? [String: Any])?["units_planned"] as? Int == 0)
    }

    @Test func dryRunWritesNothing() throws {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 3)).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        _ = try Program.run(["import", folder.path("files"), "--warehouse", path])
        let dry = try Program.run(["backfill", "--dry-run", "--warehouse", path])
        let plan = try Program.run(["plan", "--warehouse", path])
        #expect(dry.output == plan.output && dry.output.contains("never_written"))
        #expect(try Program.run(["manifest", "--warehouse", path]).output.split(separator: "\n").count == 1)
    }

    @Test func strictImportWithABadRowEndsWithTwoAndKeepsTheRest() throws {
        let folder = try TemporaryFolder()
        let league = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 2))
        try folder.write("box.csv", league.files[0].text + "broken\n")
        let lax = try Program.run(["import", folder.path("box.csv"), "--warehouse", folder.path("a.sqlite")])
        #expect(lax.status == 0 && lax.error.contains("warning:") && lax.error.contains("field_count"))
        let strict = try Program.run(
            ["import", folder.path("box.csv"), "--strict", "--warehouse", folder.path("b.sqlite")])
        #expect(strict.status == 2)
    }

    @Test func quietLeavesOnlyErrorsOnStandardError() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        #expect(try Program.run(["import", folder.path("files"), "--quiet", "--warehouse", path]).error.isEmpty)
        #expect(
            try Program.run(["export", "nothing", "--quiet", "--warehouse", path]).error.contains("there is no table"))
    }

    @Test func settingsComeFromFlagThenEnvironment() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let environment = ["FULLCOURT_WAREHOUSE": path, "FULLCOURT_OUTPUT": "csv"]
        let set = try Program.run(["query", "SELECT 1 AS n"], environment: environment)
        #expect(set.output == "n\n1\n")
        let flag = try Program.run(
            ["status", "--warehouse", folder.path("other.sqlite")], environment: environment)
        #expect(flag.status == 3 && flag.error.contains("other.sqlite"))
        let wrong = try Program.run(["status"], environment: ["FULLCOURT_WAREHOUSE": path, "FULLCOURT_OUTPUT": "xml"])
        #expect(wrong.status == 78 && wrong.error.contains("Give one of table, json, csv"))
    }

    @Test func demoRunsToItsEndAndSaysThatItIsSimulated() throws {
        let folder = try TemporaryFolder()
        let result = try Program.run(["demo", "--folder", folder.path("it's a demo")])
        #expect(result.status == 0, "\(result.error)")
        #expect(result.error.contains("All of it is simulated"))
        #expect(result.output.contains("100.0") && result.output.contains("decision: GO"))
        #expect(result.error.contains("gate leakage: GO"))
        // What it says to look at next can be pasted and works.
        let next = result.error.split(separator: "\n").filter { $0.hasPrefix("   \(Program.path) ") }
        #expect(next.count >= 7)
        for line in next {
            #expect(try Program.run(shell: String(line), in: folder).status == 0, "\(line)")
        }
        // Settings of the folder that it is called from are not the demo's.
        try folder.write("fullcourt.yaml", "bootstrap: {mode: graded}\n")
        try folder.write("pipeline.yaml", "from: 2030-01-01\nto: 2030-01-02\n")
        let again = try Program.run(shell: "fullcourt demo", in: folder)
        #expect(again.status == 0 && again.output == result.output, "\(again.error)")
        try folder.write("mine/notes.txt", "keep")
        #expect(try Program.run(["demo", "--folder", folder.path("mine")]).status == 64)
        #expect(FileManager.default.fileExists(atPath: folder.path("mine/notes.txt")))
    }

    /// Who has no features on a date is told why.
    @Test func featuresSaysWhyThereAreNone() async throws {
        let folder = try TemporaryFolder()
        let league = SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 16))
        try league.write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        for verb in [["import", folder.path("files")], ["backfill"]] {
            #expect(try Program.run(verb + ["--warehouse", path]).status == 0)
        }
        let games = try #require(league.seasons.first).games
        let (last, player) = (try #require(games.last), try #require(games.last).home.lines[0].player)
        func show(_ who: String, _ date: GameDate) throws -> Program.Result {
            try Program.run(["features", "show", who, "\(date)", "--warehouse", path])
        }
        let shown = try show(player.name, last.date)
        #expect(shown.status == 0, "\(shown.error)")
        #expect(shown.output.contains("game: \(last.home.team.code) vs. \(last.away.team.code)"))
        let nobody = try show("Nobody Atall Whatsoever", last.date)
        #expect(nobody.status == 64 && nobody.error.contains("no player is called 'Nobody Atall Whatsoever'"))
        // A part of a name is no name, but tells who may be meant.
        let lookup = playerLookup(player.name)
        let part = try show(String(lookup.dropFirst(2)), last.date)
        #expect(part.status == 64 && part.error.contains(lookup), "\(part.error)")
        let off = try show(player.name, last.date + 1)
        #expect(off.status != 0 && off.error.contains("there are no features on"), "\(off.error)")
        // His team does not play after all.
        let warehouse = try SQLiteWarehouse(path: path)
        try await RawEdit.setStatus(warehouse, game: last.id.number, "postponed")
        try await warehouse.close()
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
        let idle = try show(player.name, last.date)
        #expect(idle.status == 64 && idle.error.contains("\(last.home.team.code), for which he appeared last, on "))
        #expect(idle.error.contains("has no game then"), "\(idle.error)")
        let first = try show(player.name, games[0].date)
        #expect(first.status != 0, "\(first.error)")
    }

    @Test func sqliteFileOfSomebodyElseIsLeftAsItIs() throws {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 3)).write(to: folder.path("files"))
        #expect(try Program.run(shell: "sqlite3 other.sqlite 'CREATE TABLE notes (text)'", in: folder).status == 0)
        let before = try folder.read("other.sqlite")
        for verb in ["import files", "backfill", "status"] {
            let result = try Program.run(shell: "fullcourt \(verb) --warehouse other.sqlite", in: folder)
            #expect(
                result.status == 3 && result.error.contains("no warehouse: it has the table notes"), "\(result.error)")
        }
        #expect(try folder.read("other.sqlite") == before)
    }
}

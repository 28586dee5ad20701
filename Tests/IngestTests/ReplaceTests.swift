import Ingest
import Simulation
import Storage
import TestSupport
import Testing

/// `import --replace`: files that are complete for their seasons and types.
@Suite struct ReplaceTests {
    private func replace(_ lab: Lab, _ paths: [String], dryRun: Bool = false) async throws -> ImportReport {
        let importer = Importer(version: "test", workers: 2)
        let mode = Importer.Mode(replaces: true, isDryRun: dryRun)
        return try await importer.run(try await importer.open(paths), into: lab.warehouse, mode: mode)
    }

    /// Files of a simulated league, without the lines of some of its games.
    private func files(_ lab: Lab, _ name: String, without games: Set<String>, players: Set<String> = []) throws
        -> [String]
    {
        let league = SimulatedLeague(LeagueOptions(seed: 5, teams: 4, gamesPerTeam: 6, defects: .all))
        return try league.files.map { file in
            let lines = file.text.split(separator: "\n").filter { line in
                !games.contains { line.contains("\($0),") || line.contains(",\(Int($0) ?? 0),") }
                    && !players.contains { line.contains(",\($0),") }
            }
            return try lab.folder.write("\(name)/\(file.path)", lines.joined(separator: "\n") + "\n")
        }
    }

    /// Games that the files lack go with everything of theirs; what is left equals an import of those files alone.
    @Test func replacedWarehouseEqualsAFreshOne() async throws {
        let lab = try Lab()
        try await lab.importFiles(try files(lab, "all", without: []))
        let gone: Set<String> = ["0022300003", "0022300007"]
        let fewer = try files(lab, "fewer", without: gone)
        let before = try await lab.rows(RawTable.shots).count
        let report = try await replace(lab, fewer)
        #expect(report.deletions.map(\.table) == ["games", "player_boxscores", "shots", "team_boxscores"])
        #expect(report.deletions.first?.keys == gone.sorted())
        let fresh = try Lab()
        try await fresh.importFiles(fewer)
        for table in MergeTests.tables { #expect(try await lab.digest(table) == fresh.digest(table), "\(table.name)") }
        let history = try await lab.rows(ProvenanceTable.corrections)
        let deleted = (0..<history.count).filter { history["action"].texts[$0] == "deleted" }
        #expect(deleted.count == report.deletions.reduce(0) { $0 + $1.count })
        #expect(
            deleted.count { history["table_name"].texts[$0] == "shots" } == before
                - (try await lab.rows(RawTable.shots).count))
        let again = try await replace(lab, fewer)
        #expect(!again.changed, "\(again.tables) \(again.deletions)")
    }

    @Test func dryRunListsAndWritesNothing() async throws {
        let lab = try Lab()
        try await lab.importFiles(try files(lab, "all", without: []))
        let before = try await lab.warehouse.changeCounters()
        let paths = try files(lab, "fewer", without: ["0022300003"])
        let dry = await #expect(throws: Importer.DryRun.self) { _ = try await self.replace(lab, paths, dryRun: true) }
        #expect(dry?.report.deletions.contains { $0.table == "games" && $0.keys == ["0022300003"] } == true)
        #expect(try await lab.warehouse.changeCounters() == before)
    }

    @Test func otherSeasonsTypesAndTablesStay() async throws {
        let lab = try Lab()
        try await lab.importFiles([try lab.folder.write("p.csv", Sample().playoffs)])
        let paths = try files(lab, "all", without: [])
        try await lab.importFiles(paths)
        // Only the log of players is given: one player of one game is missing, nothing else goes.
        let league = SimulatedLeague(LeagueOptions(seed: 5, teams: 4, gamesPerTeam: 6, defects: .all))
        let lines = league.files[0].text.split(separator: "\n")
        let shorter = try lab.folder.write(
            "short.csv", (lines.prefix(4) + lines.dropFirst(5)).joined(separator: "\n") + "\n")
        let report = try await replace(lab, [shorter])
        #expect(report.deletions.map(\.table) == ["player_boxscores"])
        #expect(report.deletions.map(\.count) == [1])
        #expect(try await lab.count("SELECT count(*) FROM player_boxscores WHERE game_id = '0042300101'") == 12)
        let fresh = try Lab()
        try await fresh.importFiles([lab.folder.path("p.csv"), shorter] + paths.dropFirst())
        for table in MergeTests.tables { #expect(try await lab.digest(table) == fresh.digest(table), "\(table.name)") }
    }

    /// A line of which another source tells stays, as that source has it.
    @Test func lineOfAnotherSourceStays() async throws {
        let lab = try Lab()
        var shorter = Sample()
        shorter.lines.remove(at: 1)
        let files = [
            try lab.folder.write("log.csv", Sample().logPlayers), try lab.folder.write("p.csv", Sample().playoffs),
            try lab.folder.write("v3.csv", Sample().boxScoreV3()),
        ]
        try await lab.importFiles(files)
        let report = try await replace(lab, [try lab.folder.write("log.csv", shorter.logPlayers)])
        #expect(report.deletions.isEmpty)
        #expect(
            try await lab.count("SELECT count(*) FROM player_boxscores WHERE player_id = 101 AND origin = 'box_score'")
                == 1)
        let fresh = try Lab()
        try await fresh.importFiles(files)
        for table in MergeTests.tables { #expect(try await lab.digest(table) == fresh.digest(table), "\(table.name)") }
        try await replaceAndCompare(lab, "v3.csv", shorter.boxScoreV3(), with: files)
    }

    private func replaceAndCompare(_ lab: Lab, _ name: String, _ text: String, with files: [String]) async throws {
        _ = try await replace(lab, [try lab.folder.write(name, text)])
        let fresh = try Lab()
        try await fresh.importFiles(files)
        for table in MergeTests.tables { #expect(try await lab.digest(table) == fresh.digest(table), "\(table.name)") }
    }

    @Test func scheduleAndLinesAreReplaced() async throws {
        let lab = try Lab()
        var other = Sample()
        other.game = "0042300102"
        other.date = "2024-04-22"
        let both = [
            try lab.folder.write("a.json", Sample().schedule()),
            try lab.folder.write("b.json", other.schedule(tipoff: "2024-04-22T23:00:00Z")),
        ]
        try await lab.importFiles(both + [try lab.folder.write("log.csv", Sample().logPlayers)])
        let two =
            LineTests.header + LineTests.line("Player 1", "Over", "5.5", "-110")
            + LineTests.line("Player 1", "Over", "6.5", "-110")
        try await lab.importFiles([try lab.folder.write("l.csv", two)])
        let one = LineTests.header + LineTests.line("Player 1", "Over", "6.5", "-110")
        let lines = try await replace(lab, [try lab.folder.write("l.csv", one)])
        #expect(lines.deletions.map(\.count) == [1])
        #expect(try await lab.count("SELECT count(*) FROM player_lines WHERE is_main AND line = 6.5") == 1)
        #expect(try await lab.count("SELECT player_lines FROM line_inputs") == 1)
        let schedule = try await replace(lab, [both[0]])
        #expect(schedule.deletions.map(\.keys) == [["0042300102"]])
        #expect(try await lab.count("SELECT count(*) FROM games") == 1)
        #expect(try await lab.count("SELECT count(*) FROM game_inputs") == 1)
        #expect(try await lab.count("SELECT count(*) FROM game_sources WHERE game_id = '0042300102'") == 0)
    }
}

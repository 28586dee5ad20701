import Foundation
import Simulation
import TestSupport
import Testing

/// `fullcourt import`: what is piped in, dry runs and replacements, by the program itself.
@Suite(.ownThreads) struct ImportVerbTests {
    private func league(_ folder: TemporaryFolder) throws -> SimulatedLeague {
        let league = SimulatedLeague(LeagueOptions(seed: 5, teams: 2, gamesPerTeam: 4))
        try league.write(to: folder.path("files"))
        return league
    }

    /// Runs `import -` with a file's bytes piped in.
    private func pipe(_ path: String, _ warehouse: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["import", "-", "--quiet", "--warehouse", warehouse]
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test func pipedFilesArePlainOrCompressed() throws {
        let folder = try TemporaryFolder()
        _ = try league(folder)
        let log = folder.path("files/game_logs_teams/games_2023-24.csv")
        #expect(try pipe(log, folder.path("a.sqlite")) == 0)
        let gzip = try Process.run(URL(fileURLWithPath: "/usr/bin/gzip"), arguments: [log])
        gzip.waitUntilExit()
        #expect(try pipe(log + ".gz", folder.path("b.sqlite")) == 0)
        let answers = try ["a", "b"].map { name in
            try Program.run([
                "query", "SELECT count(*), sum(points) FROM team_boxscores", "--output", "csv", "--warehouse",
                folder.path("\(name).sqlite"),
            ]).output
        }
        #expect(answers[0] == answers[1] && answers[0].contains("8,"), "\(answers)")
    }

    @Test func replacementIsListedFirstAndADryRunDoesNothing() throws {
        let folder = try TemporaryFolder()
        let league = try league(folder)
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        let lines = league.files[0].text.split(separator: "\n")
        let shorter = try folder.write("short.csv", lines.dropLast(2).joined(separator: "\n") + "\n")
        func players() throws -> String {
            try Program.run(["query", "SELECT count(*) FROM player_boxscores", "--output", "csv", "--warehouse", path])
                .output
        }
        let before = try players()
        let dry = try Program.run(["import", "--replace", "--dry-run", shorter, "--warehouse", path])
        #expect(dry.status == 0)
        #expect(dry.error.contains("would delete 2 rows of player_boxscores: 00223"), "\(dry.error)")
        #expect(dry.output.contains("dry run: nothing was written"), "\(dry.output)")
        #expect(try players() == before)
        let real = try Program.run(["import", "--replace", shorter, "--warehouse", path])
        #expect(real.error.contains("deleting 2 rows of player_boxscores"), "\(real.error)")
        #expect(try players() != before)
        let none = try Program.run(["import", "--dry-run", shorter, "--warehouse", folder.path("none.sqlite")])
        #expect(none.status == 0 && !FileManager.default.fileExists(atPath: folder.path("none.sqlite")))
    }

    /// Whoever takes a warehouse away may leave its log, which says nothing of the next one.
    @Test func logOfAWarehouseThatIsGoneIsNotTakenForTheNewOnes() throws {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 6)).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        func made() throws -> String {
            for verb in [["import", folder.path("files")], ["backfill"], ["coverage"]] {
                let result = try Program.run(verb + ["--warehouse", path])
                #expect(result.status == 0, "\(verb): \(result.error)")
            }
            return try Program.run(["manifest", "--warehouse", path]).output
        }
        let first = try made()
        let log = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        #expect(log ?? 0 > 0, "there is a log to take for the new one's")
        try FileManager.default.removeItem(atPath: path)
        #expect(try made() == first)
    }

    /// A folder behind a link is one more folder; links in circles end; one that leads nowhere is named.
    @Test func linksToFoldersAreFollowed() throws {
        let folder = try TemporaryFolder()
        _ = try league(folder)
        let made =
            "mv files/shots elsewhere; ln -s ../elsewhere files/shots; ln -s .. files/up; ln -s ../files elsewhere/back"
        #expect(try Program.run(shell: made, in: folder).status == 0)
        let linked = try Program.run(shell: "fullcourt import files --output json --warehouse w.sqlite", in: folder)
        #expect(linked.status == 0 && linked.error.contains("4 of 4 files"), "\(linked.error)")
        #expect(try Program.run(shell: "ln -s ../gone.csv files/gone.csv", in: folder).status == 0)
        let dangling = try Program.run(shell: "fullcourt import files --warehouse w.sqlite", in: folder)
        #expect(dangling.status != 0 && dangling.error.contains("files/gone.csv"), "\(dangling.error)")
    }
}

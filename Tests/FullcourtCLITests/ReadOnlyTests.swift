import Foundation
import Simulation
import TestSupport
import Testing

/// Without root's right to write what nobody may write.
private enum Plainly {
    static let prefix = geteuid() == 0 ? "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all " : ""

    static var canBeRefused: Bool {
        guard let folder = try? TemporaryFolder(), (try? folder.write("closed", "")) != nil else { return false }
        let line = "chmod 400 closed; \(prefix)true && ! \(prefix)sh -c ': >> closed' 2> /dev/null"
        return (try? Program.run(shell: line, in: folder).status) == 0
    }
}

/// A warehouse that may be read and not written is read, by whoever may; who wants to write is told.
@Suite(.serialized, .ownThreads, .enabled(if: Plainly.canBeRefused, "root may do everything here"))
struct ReadOnlyTests {
    private func prepared() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 6)).write(to: folder.path("files"))
        let lines = [
            "fullcourt import files --warehouse 'in/a #1?.sqlite' --quiet",
            "fullcourt backfill --warehouse 'in/a #1?.sqlite'",
        ]
        try FileManager.default.createDirectory(atPath: folder.path("in"), withIntermediateDirectories: true)
        for line in lines { #expect(try Program.run(shell: line, in: folder).status == 0) }
        return folder
    }

    @Test(arguments: [
        "chmod 444 in/*", "chmod 555 in", "rm -f in/*-wal in/*-shm; chmod 444 in/*; chmod 555 in",
        // Pages that are only in the log.
        "fullcourt query 'SELECT 1 AS one' --warehouse 'in/a #1?.sqlite'; test -s 'in/a #1?.sqlite-wal'; chmod 444 in/*; chmod 555 in",
    ]) func readersReadAndWritersAreTold(closing: String) throws {
        let folder = try prepared()
        func run(_ verb: String) throws -> Program.Result {
            try Program.run(shell: "\(Plainly.prefix)fullcourt \(verb) --warehouse 'in/a #1?.sqlite'", in: folder)
        }
        let manifest = try run("manifest").output
        #expect(try Program.run(shell: closing, in: folder).status == 0)
        func files() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path("in")).sorted()
        }
        let before = try files()
        #expect(try run("manifest").output == manifest)
        for verb in [
            "status", "plan", "coverage", "gaps", "query 'SELECT count(*) FROM games'", "export games", "doctor",
        ] {
            let result = try run(verb)
            #expect(result.status == 0, "\(verb): \(result.error)")
        }
        for verb in ["backfill", "run", "import files"] {
            let result = try run(verb)
            #expect(result.status == 3 && result.error.contains("cannot be written"), "\(verb): \(result.error)")
        }
        // Who only reads leaves nothing behind that the owner could not write.
        #expect(try files() == before)
        #expect(try Program.run(shell: "chmod 755 in; chmod 644 in/*", in: folder).status == 0)
        #expect(try run("manifest").output == manifest)
        #expect(try run("backfill").status == 0)
    }

    /// Nothing is passed over without a word.
    @Test func folderThatMayNotBeReadIsAnError() throws {
        let folder = try prepared()
        #expect(try Program.run(shell: "chmod 000 files/shots", in: folder).status == 0)
        for path in ["files", "files/shots"] {
            let result = try Program.run(
                shell: "\(Plainly.prefix)fullcourt import \(path) --warehouse w.sqlite", in: folder)
            #expect(
                result.status != 0 && result.error.contains("the folder cannot be read (files/shots)"),
                "\(result.error)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("w.sqlite")))
        #expect(try Program.run(shell: "chmod 755 files/shots", in: folder).status == 0)
    }

    /// The log is beside the file that a link leads to.
    @Test func linkInAFolderThatMayNotBeWrittenIsWritten() throws {
        let folder = try prepared()
        let made = "mkdir links; ln -s '../in/a #1?.sqlite' links/w.sqlite; chmod 555 links"
        #expect(try Program.run(shell: made, in: folder).status == 0)
        let line = "\(Plainly.prefix)fullcourt backfill --force --reason links --warehouse links/w.sqlite"
        let result = try Program.run(shell: line, in: folder)
        #expect(result.status == 0, "\(result.error)")
        #expect(try Program.run(shell: "chmod 755 links", in: folder).status == 0)
    }
}

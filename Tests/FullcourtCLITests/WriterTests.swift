import Foundation
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// A process came to its end before it could be caught.
private struct ProcessEnded: Error {}

/// Two real processes and one warehouse: the owner is stopped with SIGSTOP while it holds the lease, so that nothing hangs
/// on who is faster.
@Suite(.serialized, .ownThreads) struct WriterTests {
    private static let options = LeagueOptions(teams: 10, gamesPerTeam: 60)

    private func prepared() throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        try SimulatedLeague(Self.options).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        try FileManager.default.copyItem(atPath: path, toPath: path + ".raw")
        return (folder, path)
    }

    /// A process that was stopped with SIGSTOP while the answer was yes. One of which it no longer is, because it went on
    /// before it was stopped or came to its end before anybody looked, is begun anew.
    ///
    /// Without a suspension: on a busy machine a task that is suspended may be gone for longer than the process lives.
    private func stopped(
        _ arguments: [String], when ask: (Process) throws -> Bool, restart: () throws -> Void
    ) throws -> Process {
        for _ in 0..<30 {
            let process = try Program.start(arguments)
            while process.isRunning {
                guard try ask(process) else { continue }
                kill(process.processIdentifier, SIGSTOP)
                if process.isRunning, try ask(process) { return process }
                break
            }
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            process.waitUntilExit()
            try restart()
        }
        throw ProcessEnded()
    }

    /// A backfill that holds the lease and is stopped in the middle of its work.
    private func stoppedOwner(_ path: String) throws -> Process {
        let ask = ["query", "SELECT process FROM lease", "--output", "csv", "--warehouse", path]
        return try stopped(["backfill", "--warehouse", path, "--workers", "1"]) { owner in
            try Program.run(ask).output == "process\n\(owner.processIdentifier)\n"
        } restart: {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            try FileManager.default.copyItem(atPath: path + ".raw", toPath: path)
        }
    }

    /// Runs a command that must not wait for the owner; SQLite's own wait is ten seconds. On a machine that is busy with
    /// other tests one of a few tries is enough; a command that waits always does.
    private func atOnce(_ arguments: [String]) throws -> Program.Result {
        let clock = ContinuousClock()
        for _ in 0..<5 {
            let start = clock.now
            let result = try Program.run(arguments)
            if clock.now - start < .seconds(8) { return result }
        }
        Issue.record("\(arguments) waited for the owner")
        return try Program.run(arguments)
    }

    @Test func secondWriterIsRefusedAtOnceReadersAreNotAndADeadOwnerIsReplaced() async throws {
        let (folder, path) = try prepared()
        let owner = try stoppedOwner(path)
        let name = "process \(owner.processIdentifier) on "
        for verb in [["backfill"], ["import", folder.path("files/players")], ["retry"]] {
            let result = try atOnce(verb + ["--warehouse", path])
            #expect(result.status == 75, "\(verb): \(result.error)")
            #expect(result.error.contains("another process is writing: fullcourt backfill, \(name)"), "\(verb)")
        }
        let readers = [
            ["status"], ["plan"], ["coverage"], ["gaps"], ["manifest"], ["query", "SELECT count(*) AS n FROM games"],
            ["explain", "player_game_summary", "2023-10-24"], ["export", "games"], ["backfill", "--dry-run"],
        ]
        for verb in readers {
            let result = try atOnce(verb + ["--warehouse", path])
            #expect(result.status == 0, "\(verb): \(result.error)")
            if verb == ["status"] { #expect(result.output.contains(name)) }
        }
        kill(owner.processIdentifier, SIGKILL)
        owner.waitUntilExit()
        let warehouse = try SQLiteWarehouse(path: path)
        // The first to ask gets it: nothing waits for a heartbeat to grow old.
        let (lease, dead) = try await Lease.take(warehouse, command: "test")
        #expect(dead?.process == Int(owner.processIdentifier))
        try await lease.release()
        try await warehouse.close()
    }

    @Test func nextRunSaysFromWhomItTookOverAndCompletes() async throws {
        let (folder, path) = try prepared()
        let owner = try stoppedOwner(path)
        kill(owner.processIdentifier, SIGKILL)
        owner.waitUntilExit()
        let next = try Program.run(["backfill", "--warehouse", path])
        #expect(next.status == 0, "\(next.error)")
        #expect(next.error.contains("took over from fullcourt backfill, process \(owner.processIdentifier) on "))
        #expect(next.error.contains("which is gone"))
        let lab = try Lab()
        try await lab.importFiles([folder.path("files")])
        try await lab.backfill()
        let lines = try await lab.manifest().lines.map(\.text)
        let text = try Program.run(["manifest", "--warehouse", path]).output
        #expect(text.split(separator: "\n").dropLast().map(String.init) == lines)
        #expect(try Program.run(["status", "--warehouse", path]).output.contains("process ") == false)
    }

    /// A third process has the lease, and has done its work with it, within a second of its start: it waits for no heartbeat
    /// to grow old. On a machine that is busy with other tests one of a few tries is enough; one that waits never is.
    @Test func deadOwnersLeaseIsTakenOverWithinASecond() throws {
        let (folder, path) = try prepared()
        let owner = try stoppedOwner(path)
        kill(owner.processIdentifier, SIGKILL)
        owner.waitUntilExit()
        let clock = ContinuousClock()
        var times: [Duration] = []
        while times.count < 20, times.allSatisfy({ $0 >= .seconds(1) }) {
            let left = folder.path("left-\(times.count).sqlite")
            for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: left + suffix)
            }
            var third: Program.Result?
            let next = ["backfill", "--tables", "team_offense_game_summary", "--limit", "1", "--warehouse", left]
            times.append(try clock.measure { third = try Program.run(next) })
            #expect(third?.status == 0, "\(third?.error ?? "")")
            let words = "took over from fullcourt backfill, process \(owner.processIdentifier) on "
            #expect(third?.error.contains(words) == true, "\(third?.error ?? "")")
        }
        #expect(times.contains { $0 < .seconds(1) }, "\(times)")
    }

    @Test func importIntoAWarehouseThatIsBeingBuiltSaysSo() async throws {
        let folder = try TemporaryFolder()
        try SimulatedLeague(Self.options).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        func building(_ builder: Process) -> String { "\(path).new-\(builder.processIdentifier)" }
        let builder = try stopped(["import", folder.path("files"), "--warehouse", path]) {
            FileManager.default.fileExists(atPath: building($0))
        } restart: {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        }
        let second = try Program.run(["import", folder.path("files/players"), "--warehouse", path])
        #expect(second.status == 75 && second.error.contains("process \(builder.processIdentifier) is building"))
        #expect(!FileManager.default.fileExists(atPath: path))
        kill(builder.processIdentifier, SIGKILL)
        builder.waitUntilExit()
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        #expect(!FileManager.default.fileExists(atPath: building(builder)))
    }

    /// The owner is inside a transaction, for whose end SQLite would wait.
    @Test func ownerInsideATransactionRefusesAtOnceToo() async throws {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 3)).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        let warehouse = try SQLiteWarehouse(path: path)
        let (lease, dead) = try await Lease.take(warehouse, command: "test")
        #expect(dead == nil)
        let teams = try await warehouse.rows(RawTable.teams)
        try await warehouse.transaction { transaction in
            try await transaction.apply(.upsert(RawTable.teams, teams))
            for verb in [["backfill"], ["import", folder.path("files/players")]] {
                let result = try atOnce(verb + ["--warehouse", path])
                #expect(result.status == 75 && result.error.contains("another process is writing: fullcourt test, "))
            }
        }
        try await lease.release()
        try await warehouse.close()
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
    }

    /// A warehouse that nobody has backfilled has no ledger yet: reading makes none, and so need not wait for a writer.
    @Test func readersMakeNothing() async throws {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 3)).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        let warehouse = try SQLiteWarehouse(path: path)
        let teams = try await warehouse.rows(RawTable.teams)
        // Another writer ended and emptied the log.
        let other = try SQLiteWarehouse(path: path)
        try await other.transaction { try await $0.apply(.upsert(RawTable.teams, teams)) }
        try await other.close()
        try await warehouse.transaction { transaction in
            try await transaction.apply(.upsert(RawTable.teams, teams))
            for verb in ["status", "plan", "coverage", "gaps", "manifest"] {
                let result = try Program.run([verb, "--warehouse", path])
                #expect(result.status == 0, "\(verb): \(result.error)")
            }
        }
        let tables = try await warehouse.query(
            "SELECT count(*) FROM sqlite_schema WHERE name IN ('ledger', 'runs', 'lease')", limit: 1)
        #expect(tables.vectors[0].integer(0) == 0)
        try await warehouse.close()
    }
}

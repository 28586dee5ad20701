import Foundation
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// Every exit code that is promised, each reached by a process as a user starts it.
@Suite(.ownThreads) struct ExitCodeTests {
    private static let players = "files/game_logs_players/player_gamelogs_2023-24.csv"

    private func imported() throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 12)).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        return (folder, path)
    }

    @Test func zeroOneAndTwoAreWhatAGateSays() throws {
        let (folder, path) = try imported()
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
        let validate = ["validate", "team_offense", "--warehouse", path]
        #expect(try Program.run(validate + ["--strict"]).status == 0)
        try folder.write("fail.yaml", "gates:\n  team_offense:\n    games: {fail: 1000}\n")
        #expect(try Program.run(validate + ["--thresholds", folder.path("fail.yaml")]).status == 1)
        try folder.write("warn.yaml", "gates:\n  team_offense:\n    games: {warn: 1000}\n")
        let warn = validate + ["--thresholds", folder.path("warn.yaml")]
        #expect(try Program.run(warn).status == 0 && Program.run(warn + ["--strict"]).status == 2)
    }

    @Test func threeIsForDataThatCannotBeRead() throws {
        let folder = try TemporaryFolder()
        try folder.write("notes.csv", "a,b\n1,2\n")
        let result = try Program.run(
            ["import", folder.path("notes.csv"), "--warehouse", folder.path("w.sqlite")])
        #expect(result.status == 3 && result.error.contains("notes.csv"), "\(result.error)")
    }

    @Test func fourIsForUnitsThatAreBlocked() throws {
        let (folder, path) = try imported()
        // Stage 4 before anything that it reads.
        let backfill = try Program.run(["backfill", "--tables", "stage4", "--warehouse", path])
        #expect(backfill.status == 4 && backfill.error.contains("needs team_offense_game_summary"), "\(backfill.error)")
        try folder.write("p.yaml", "phases:\n  - {name: early, tables: [stage4]}\n")
        let run = try Program.run(["run", "--pipeline", folder.path("p.yaml"), "--warehouse", path])
        #expect(run.status == 4 && run.output.contains("status: incomplete"), "\(run.output)")
    }

    @Test func fiveIsForAPlanThatNoLongerFits() throws {
        let (folder, path) = try imported()
        let plan = folder.path("saved.plan")
        #expect(try Program.run(["plan", "--out", plan, "--warehouse", path]).status == 0)
        var lines = String(decoding: try folder.read(Self.players), as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        lines[1][23] = "\((Int(lines[1][23]) ?? 0) + 1)"
        try folder.write(Self.players, lines.map { $0.joined(separator: ",") }.joined(separator: "\n"))
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        let apply = try Program.run(["apply", plan, "--warehouse", path])
        #expect(apply.status == 5 && apply.error.contains("no longer fits"), "\(apply.error)")
    }

    @Test func sixtyFourAndSeventyEightAreForWhatWasAskedAndConfigured() throws {
        let (folder, path) = try imported()
        let usage = try Program.run(["preflight", "--force", "--warehouse", path])
        #expect(usage.status == 64 && usage.error.contains("--reason"), "\(usage.error)")
        let accuracy = try Program.run(["validate", "accuracy", "--warehouse", path])
        #expect(accuracy.status == 64 && accuracy.error.contains("which this version does not train"))
        try folder.write("f.yaml", "bootstrap: {mode: lax}\n")
        let configuration = try Program.run(["run", "--config", folder.path("f.yaml"), "--warehouse", path])
        #expect(configuration.status == 78 && configuration.error.contains("f.yaml line 1"), "\(configuration.error)")
    }

    /// Somebody else writes: writers refuse and name him, readers and validation answer all the same.
    @Test func seventyFiveNamesWhoeverIsWriting() async throws {
        let (folder, path) = try imported()
        defer { withExtendedLifetime(folder) {} }
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
        let warehouse = try SQLiteWarehouse(path: path)
        let (lease, _) = try await Lease.take(warehouse, command: "exercise")
        for verb in [["run"], ["backfill"], ["baseline", "pin", "--name", "a"]] {
            let result = try Program.run(verb + ["--warehouse", path])
            #expect(result.status == 75 && result.error.contains("fullcourt exercise"), "\(verb): \(result.error)")
        }
        let validate = try Program.run(["validate", "team_offense", "--warehouse", path])
        #expect(validate.status == 0 && validate.error.contains("nothing of this is kept"), "\(validate.error)")
        let kept = "SELECT count(*) FROM sqlite_schema WHERE name = 'unit_metrics'"
        #expect(try await warehouse.query(kept, limit: 1).vectors[0].integer(0) == 0)
        try await lease.release()
        try await warehouse.close()
        #expect(try Program.run(["validate", "team_offense", "--warehouse", path]).status == 0)
    }

    /// A run that waits for another process is stopped by a signal, which is deterministic: it waits as long as we like.
    @Test(arguments: [(Int32(2), Int32(130)), (Int32(15), Int32(143))]) func signalsAre128AndTheirNumber(
        number: Int32, status: Int32
    ) async throws {
        let (folder, path) = try imported()
        defer { withExtendedLifetime(folder) {} }
        let warehouse = try SQLiteWarehouse(path: path)
        let (lease, _) = try await Lease.take(warehouse, command: "exercise")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["run", "--attach", "--poll-interval", "86400", "--warehouse", path]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var told = ""
        while !told.contains("following fullcourt exercise") {
            let data = errors.fileHandleForReading.availableData
            try #require(!data.isEmpty, "\(told)")
            told += String(decoding: data, as: UTF8.self)
        }
        kill(process.processIdentifier, number)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == status)
        try await lease.release()
        try await warehouse.close()
    }
}

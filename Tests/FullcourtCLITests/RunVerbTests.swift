import Foundation
import Orchestration
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// The orchestrator as a process: exit codes, kills, following another process.
@Suite(.serialized, .ownThreads) struct RunVerbTests {
    private static let seed: UInt64 = 20_261_125

    private func imported(_ options: LeagueOptions = LeagueOptions(teams: 4, gamesPerTeam: 6)) throws -> (
        TemporaryFolder, String
    ) {
        let folder = try TemporaryFolder()
        try SimulatedLeague(options).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        return (folder, path)
    }

    private func value(_ path: String, _ sql: String) throws -> String {
        try Program.run(["query", sql, "--output", "csv", "--warehouse", path]).output
    }

    @Test func goIsZeroAndEventsAreJSONLines() throws {
        let (folder, path) = try imported()
        let plain = try Program.run(["run", "--warehouse", path, "--report", folder.path("report")])
        #expect(plain.status == 0 && plain.output.contains("decision: GO"), "\(plain.error)")
        #expect(plain.error.contains("gate player_summary: GO"))
        #expect(try Program.run(["report", "verify", folder.path("report")]).status == 0)
        let json = try Program.run(["run", "--warehouse", path, "--output", "json"])
        let events = try json.output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(
            events.first?["event"] as? String == "run_started" && events.last?["event"] as? String == "run_finished")
        #expect(events.allSatisfy { $0["schema_version"] as? Int == 1 })
    }

    @Test func noGoIsOneWarningsAreTwoAndMistakesAreNamed() throws {
        let (folder, path) = try imported()
        try folder.write("t.yaml", "gates:\n  team_offense:\n    games: {fail: 1000}\n")
        let noGo = try Program.run(["run", "--thresholds", folder.path("t.yaml"), "--warehouse", path])
        #expect(noGo.status == 1 && noGo.output.contains("judging"), "\(noGo.output)")
        #expect(
            try value(path, "SELECT count(*) AS n FROM ledger WHERE table_name = 'player_game_summary'") == "n\n0\n")
        #expect(try Program.run(["run", "--resume", "--warehouse", path]).status == 0)
        try folder.write("w.yaml", "gates:\n  team_offense:\n    games: {warn: 1000}\n")
        let warn = ["run", "--thresholds", folder.path("w.yaml"), "--warehouse", path]
        #expect(try Program.run(warn).status == 0 && Program.run(warn + ["--strict"]).status == 2)
        #expect(try Program.run(["run", "--resume", "--warehouse", path]).status == 64)
        #expect(try Program.run(["run", "--from-phase", "9", "--warehouse", path]).status == 64)
        #expect(try Program.run(["run", "--pipeline", folder.path("none"), "--warehouse", path]).status == 78)
        #expect(try Program.run(["run", "--resume", "--from-phase", "1", "--warehouse", path]).status == 64)
    }

    @Test func dryRunWritesNothing() throws {
        let (folder, path) = try imported()
        defer { withExtendedLifetime(folder) {} }
        let run = try Program.run(["run", "--dry-run", "--warehouse", path, "--output", "csv"])
        #expect(run.status == 0)
        #expect(run.output.contains("1,team_offense,team_offense_game_summary,team_offense,6,24"), "\(run.output)")
        #expect(try value(path, "SELECT count(*) AS n FROM sqlite_schema WHERE name = 'ledger'") == "n\n0\n")
    }

    @Test func thirtyKilledRunsEndAsAnUndisturbedOne() async throws {
        let options = LeagueOptions(seed: 3, teams: 8, gamesPerTeam: 40, defects: .all)
        let (folder, raw) = try imported(options)
        let (reference, path) = (folder.path("reference.sqlite"), folder.path("killed.sqlite"))
        for copy in [reference, path] { try FileManager.default.copyItem(atPath: raw, toPath: copy) }
        let clock = ContinuousClock()
        var undisturbed: Program.Result?
        let time = try clock.measure { undisturbed = try Program.run(["run", "--warehouse", reference, "--quiet"]) }
        #expect(undisturbed?.status == 0)
        let expected = try Program.run(["manifest", "--warehouse", reference]).output
        var moments = KillMoments(whole: time, seed: Self.seed)
        var kills = 0
        var stages: Set<String> = []
        // Until every phase was killed at least once while it was under way.
        while kills < 30 || Set(stages.compactMap(\.first)).count < 5 {
            try #require(kills < 200, "seed \(Self.seed): \(stages)")
            let (killed, status) = try Program.run(
                ["run", "--warehouse", path], signal: SIGKILL, after: moments.next())
            if killed { kills += 1 } else { #expect(status == 0, "seed \(Self.seed), kill \(kills)") }
            let warehouse = try SQLiteWarehouse(path: path)
            // A kill may come before the run has made its tables: `scan` has no rows then.
            let phases = try await warehouse.scan(RunStore.phases, columns: ["phase", "stage"], .all)
            for row in 0..<phases.count {
                let stage = phases.vectors[1].texts[row]
                if !["done", "waiting"].contains(stage) {
                    stages.insert("\(phases.vectors[0].integer(row) ?? 0)\(stage)")
                }
            }
            let runs = try await warehouse.scan(RunStore.runs, columns: ["status"], .all)
            try await warehouse.close()
            moments.learn(killed: killed, anythingDone: runs.count > 0)
            // A run that came to its end leaves nothing to disturb: start over.
            if (0..<runs.count).contains(where: { runs.vectors[0].texts[$0] == "finished" }) {
                #expect(try Program.run(["manifest", "--warehouse", path]).output == expected, "seed \(Self.seed)")
                for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
                try FileManager.default.copyItem(atPath: raw, toPath: path)
            }
        }
        #expect(Set(stages.compactMap(\.first)) == ["1", "2", "3", "4", "5"], "seed \(Self.seed): \(stages)")
        let last = try Program.run(["run", "--warehouse", path])
        #expect(last.status == 0 && last.output.contains("decision: GO"), "\(last.error)")
        #expect(try Program.run(["manifest", "--warehouse", path]).output == expected)
    }

    @Test func signalEndsWith130Or143AndTheSameCommandGoesOn() throws {
        let (folder, path) = try imported(LeagueOptions(seed: 3, teams: 8, gamesPerTeam: 40))
        defer { withExtendedLifetime(folder) {} }
        var random = SeededGenerator(seed: Self.seed)
        var stops = 0
        for round in 0..<20 where stops < 3 {
            let (_, status) = try Program.run(
                ["run", "--warehouse", path, "--workers", "1"], signal: stops == 0 ? SIGTERM : SIGINT,
                // Later and later: on a busy machine the program takes its time to take the signals over.
                after: random.integer(30_000...250_000) * (1 + round / 4))
            // 2 and 15 are the signals' own effect, before the program took them over.
            #expect([130, 143, 0, SIGINT, SIGTERM].contains(status), "seed \(Self.seed)")
            if status == 130 || status == 143 { stops += 1 }
        }
        #expect(stops > 0, "seed \(Self.seed)")
        #expect(try Program.run(["run", "--warehouse", path]).status == 0)
    }

    /// With a day between two full looks, the end of the other's work is seen at once all the same.
    @Test(.timeLimit(.minutes(10))) func attachFollowsTheHolderOfTheLeaseAndWakesWhenItEnds() async throws {
        let lab = try Lab(name: "w.sqlite")
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 6)).write(to: lab.folder.path("files"))
        try await lab.importFiles([lab.folder.path("files")])
        let (lease, _) = try await Lease.take(lab.warehouse, command: "backfill")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["run", "--attach", "--poll-interval", "86400", "--warehouse", lab.folder.path("w.sqlite")]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var told = ""
        while !told.contains("following fullcourt backfill, process") {
            let data = errors.fileHandleForReading.availableData
            try #require(!data.isEmpty, "\(told)")
            told += String(decoding: data, as: UTF8.self)
        }
        try await lab.backfill()
        try await lease.release()
        told += String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && told.contains("has ended"), "\(told)")
        #expect(told.contains("phase team_offense: 0 units to build"))
    }

    /// Whoever is gone holds nothing: no option, no waiting.
    @Test func leaseOfTheDeadIsTakenOverAtOnce() async throws {
        let (folder, path) = try imported()
        defer { withExtendedLifetime(folder) {} }
        let warehouse = try SQLiteWarehouse(path: path)
        _ = try await warehouse.prepare([Lease.table])
        var row = RowWriter(Lease.table.columns)
        for text in ["writer", "x", "backfill", "elsewhere"] { row.put(text) }
        row.put(1)
        row.put(1)
        row.put("2020-01-01T00:00:00Z")
        row.put(0)
        row.endRow()
        let owner = row.batch
        try await warehouse.transaction { try await $0.apply(.upsert(Lease.table, owner)) }
        try await warehouse.close()
        let result = try Program.run(["run", "--warehouse", path])
        #expect(result.status == 0 && result.error.contains("took over from fullcourt backfill"), "\(result.error)")
    }
}

import Basketball
import Foundation
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// Real processes killed with SIGKILL at random moments: what was committed is whole, and going on gives the same bytes.
@Suite(.serialized, .ownThreads) struct KillTests {
    private static let seed: UInt64 = 20_261_124
    private static let options = LeagueOptions(seed: 1, teams: 10, gamesPerTeam: 80, defects: .all)

    /// A folder with a league's files, and the manifest of an undisturbed run.
    private func prepare() async throws -> (Lab, String, [Manifest.Line]) {
        let reference = try await Lab.simulated(Self.options)
        try await reference.backfill()
        return (reference, reference.folder.path("files"), try await reference.manifest().lines)
    }

    /// What a run takes from start to end.
    private func duration(_ arguments: [String]) throws -> Duration {
        let clock = ContinuousClock()
        var status: Int32 = -1
        let time = try clock.measure { status = try Program.run(arguments).status }
        #expect(status == 0)
        return time
    }

    @Test func thirtyKilledBackfillsLeaveNoUnitWhoseRowsAndLedgerDisagree() async throws {
        let (lab, files, expected) = try await prepare()
        let raw = lab.folder.path("raw.sqlite")
        #expect(try Program.run(["import", files, "--warehouse", raw]).status == 0)
        let path = lab.folder.path("killed.sqlite")
        let backfill = ["backfill", "--warehouse", path, "--workers", "2"]
        func restart() throws {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            try FileManager.default.copyItem(atPath: raw, toPath: path)
        }
        try restart()
        var moments = KillMoments(whole: try duration(backfill), seed: Self.seed)
        var kills = 0
        var partial = 0
        try restart()
        while kills < 30 {
            let (killed, status) = try Program.run(backfill, signal: SIGKILL, after: moments.next())
            let warehouse = try SQLiteWarehouse(path: path)
            let states = try await UnitStates(warehouse)
            let dates = Array(try #require(states.calendar.span).dates)
            let manifest = try await Manifest(warehouse, Registry.tables, dates, ledger: states.ledger, workers: 1)
            try await warehouse.close()
            #expect(manifest.disagreements.isEmpty, "seed \(Self.seed), kill \(kills)")
            #expect(manifest.lines.allSatisfy(Set(expected).contains), "seed \(Self.seed), kill \(kills)")
            if !manifest.lines.isEmpty, manifest.lines.count < expected.count { partial += 1 }
            moments.learn(killed: killed, anythingDone: !manifest.lines.isEmpty)
            if killed { kills += 1 } else { #expect(status == 0) }
            // A run that came to its end, killed or not, leaves nothing to disturb: start over.
            if manifest.lines.count == expected.count {
                #expect(manifest.lines == expected)
                try restart()
            }
        }
        #expect(partial > 0, "seed \(Self.seed): no kill fell into the writing")
        #expect(try Program.run(backfill).status == 0)
        let text = try Program.run(["manifest", "--warehouse", path]).output
        #expect(text.split(separator: "\n").dropLast().map(String.init) == expected.map(\.text))
    }

    @Test func killedImportsAreVisibleWholeOrNotAtAll() async throws {
        let (lab, files, _) = try await prepare()
        let whole = try duration(["import", files, "--warehouse", lab.folder.path("whole.sqlite")])
        let expected = try await lab.rows(RawTable.shots).count
        var moments = KillMoments(whole: whole, seed: Self.seed)
        for number in 0..<10 {
            let path = lab.folder.path("import\(number).sqlite")
            // Every other time into a warehouse that is there already.
            if number % 2 == 1 {
                #expect(try Program.run(["import", "\(files)/players", "--warehouse", path]).status == 0)
            }
            _ = try Program.run(
                ["import", files, "--warehouse", path], signal: SIGKILL, after: moments.next())
            #expect(try Program.run(["import", files, "--warehouse", path]).status == 0)
            let warehouse = try SQLiteWarehouse(path: path)
            for (table, count) in [("shots", expected), ("imports", 1 + number % 2)] {
                let found = try await warehouse.query("SELECT count(*) FROM \(table)", limit: 1)
                #expect(found.vectors[0].integer(0) == count, "seed \(Self.seed), import \(number)")
            }
            try await warehouse.close()
        }
    }

    @Test func controlCFinishesWhatIsInFlightAndTheNextRunGoesOn() async throws {
        let (lab, files, expected) = try await prepare()
        let path = lab.folder.path("stopped.sqlite")
        #expect(try Program.run(["import", files, "--warehouse", path]).status == 0)
        let backfill = ["backfill", "--warehouse", path, "--workers", "1"]
        var stops = 0
        var random = SeededGenerator(seed: Self.seed)
        for round in 0..<20 {
            let (_, status) = try Program.run(
                backfill, signal: SIGINT,
                // Later and later: on a busy machine the program takes its time to take the signal over.
                after: random.integer(20_000...200_000) * (1 + round / 4))
            // 130: stopped by us; 0: done before; 2 is the signal's own effect, before the program took it over.
            #expect([130, 0, 2].contains(status))
            if status == 130 { stops += 1 }
            #expect(try Program.run(["manifest", "--warehouse", path]).status == 0)
        }
        #expect(stops > 0, "seed \(Self.seed)")
        #expect(try Program.run(backfill).status == 0)
        let text = try Program.run(["manifest", "--warehouse", path]).output
        #expect(text.split(separator: "\n").dropLast().map(String.init) == expected.map(\.text))
    }
}

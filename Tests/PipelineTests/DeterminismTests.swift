import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// The same raw content gives the same bytes (`engine.md` section 5).
@Suite struct DeterminismTests {
    private static let options = LeagueOptions(
        seed: 21, seasons: [Season(startYear: 2022), Season(startYear: 2023)], teams: 6, gamesPerTeam: 20, defects: .all
    )

    @Test func workersAndOrderOfFilesGiveOneManifest() async throws {
        var manifests: [[Manifest.Line]] = []
        for workers in [1, 2, 8] {
            let lab = try await Lab.simulated(Self.options, workers: workers)
            try await lab.backfill(workers: workers)
            manifests.append(try await lab.manifest().lines)
        }
        let league = SimulatedLeague(Self.options)
        let lab = try Lab()
        try league.write(to: lab.folder.path("files"))
        let order = [6, 4, 1, 3, 0, 5, 2].map { lab.folder.path("files/\(league.files[$0].path)") }
        for file in order { try await lab.importFiles([file]) }
        try await lab.backfill(workers: 2)
        manifests.append(try await lab.manifest().lines)
        #expect(!manifests[0].isEmpty)
        #expect(manifests.allSatisfy { $0 == manifests[0] })
    }

    @Test func piecesInAnyOrderGiveTheManifestOfTheWhole() async throws {
        let whole = try await Lab.simulated(Self.options)
        try await whole.backfill()
        let lab = try await Lab.simulated(Self.options)
        let span = try #require(try await lab.states().calendar.span)
        let middle = span.first + span.count / 2
        let late = try await lab.backfill(DateRange(middle, span.last))
        let blocked = late.entries.filter { $0.status == .blocked }
        #expect(!blocked.isEmpty && blocked.allSatisfy { $0.reason.hasPrefix("needs ") && $0.rowsWritten == 0 })
        try await lab.backfill(DateRange(span.first, middle))
        try await lab.backfill()
        #expect(try await lab.manifest().lines == whole.manifest().lines)
    }

    /// Of earlier seasons less is kept for a run of one season or a part of it: what its units read and give is the same.
    @Test func aSeasonAloneReadsWhatItReadsAmongOthers() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let before = try await lab.states().ledger
        let span = try #require(try await lab.states().calendar.span)
        let second = GameDate("2023-09-01") ?? span.first
        for first in [second, second + (span.last.dayNumber - second.dayNumber) * 2 / 3] {
            try await lab.warehouse.backfill(
                DateRange(first, span.last), tables: Registry.planned.filter { $0.kind == .asOf },
                policy: PlanPolicy(forceReason: "alone"))
        }
        let after = try await lab.states().ledger
        var compared = 0
        for table in Registry.planned {
            for (day, entry) in after.entries(of: table.name) where entry.run > 1 {
                let own = before.entries(of: table.name)[day]
                #expect(entry.inputDigest == own?.inputDigest, "\(entry.unit)")
                #expect(entry.outputDigest == own?.outputDigest, "\(entry.unit)")
                compared += 1
            }
        }
        #expect(compared > 80)
        #expect(try await lab.manifest().disagreements.isEmpty)
    }

    @Test func stopKeepsWhatWasCommittedAndGoingOnCompletesIt() async throws {
        let lab = try await Lab.simulated(Self.options)
        let states = try await lab.states()
        let dates = try #require(states.calendar.span.map { Array($0.dates) })
        let plan = Plan(states, tables: Registry.planned, dates: dates)
        let stop = StopFlag()
        let outcome = try await Executor(lab.warehouse, version: "test", workers: 1)
            .run(plan, states, stop: stop) { _ in stop.request() }
        #expect(outcome.stopped && !outcome.entries.isEmpty && outcome.entries.count < plan.units.count)
        #expect(try await lab.manifest().disagreements.isEmpty)
        let rest = try await lab.backfill()
        #expect(rest.results.count + outcome.results.count >= plan.units.count)
        let whole = try await Lab.simulated(Self.options)
        try await whole.backfill()
        #expect(try await lab.manifest().lines == whole.manifest().lines)
    }

    /// A summary reads its own date alone: another date's rows, changed in every value, change none of its bytes.
    @Test func summariesReadNoOtherDate() async throws {
        let options = LeagueOptions(seed: 2, teams: 4, gamesPerTeam: 6)
        let league = SimulatedLeague(options)
        let lab = try await Lab.simulated(options)
        try await lab.backfill()
        let before = try await lab.manifest().lines
        let date = league.seasons[0].games[4].date
        for index in [0, 1] {
            // That date's lines gain an assist each; the identities of the door do not look at assists.
            let assists = 23
            let text = league.files[index].text.split(separator: "\n").map(String.init).map { row -> String in
                guard row.contains(",\(date),") else { return row }
                var fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                fields[assists] = "\((Int(fields[assists]) ?? 0) + 1)"
                return fields.joined(separator: ",")
            }
            try lab.folder.write("changed/\(index).csv", text.joined(separator: "\n"))
        }
        try await lab.importFiles([lab.folder.path("changed")])
        try await lab.backfill()
        let after = try await lab.manifest().lines
        let changed = zip(before, after).filter { $0 != $1 }.map(\.1)
        #expect(before.count == after.count)
        let summaries = Set(History.sources)
        #expect(changed.count { summaries.contains($0.table) } == 3)
        #expect(changed.allSatisfy { !summaries.contains($0.table) || $0.date == date })
    }
}

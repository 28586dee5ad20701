import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// The promise of `engine.md` section 2: nothing missed and nothing in excess, whatever is corrected.
@Suite struct CorrectionTests {
    private static let seed: UInt64 = 20_261_125
    private static let corrections = 200
    /// Corrections between two full rebuilds. A unit that was wrongly left alone stays wrong until something that it
    /// reads changes again, so that a rebuild every few corrections finds it; one for each would take minutes.
    private static let stride = 10

    private static let summaries = Registry.planned.filter { $0.kind == .summary }

    private static let options = LeagueOptions(
        seed: 5, seasons: [Season(startYear: 2022), Season(startYear: 2023)], teams: 4, gamesPerTeam: 14)

    @Test func twoHundredCorrectionsGiveTheManifestOfARebuildAndRecomputeNothingInExcess() async throws {
        let lab = try Lab()
        let book = SourceBook(SimulatedLeague(Self.options))
        let withheld = book.games.enumerated().filter { $0.offset % 9 == 4 }.map(\.element)
        try book.write(
            book.games.filter { !withheld.contains($0) && $0.hasPrefix("00222") }, to: lab.folder, "first", people: true
        )
        try book.write(book.games.filter { !withheld.contains($0) && $0.hasPrefix("00223") }, to: lab.folder, "second")
        try await lab.importFiles([lab.folder.path("first"), lab.folder.path("second")])
        try await lab.backfill()
        var corrector = Corrector(book, withheld: withheld, seed: Self.seed)
        var before = try await DeclaredInputs(lab.warehouse)
        var since: [String] = []
        var recomputed = 0
        var left = 0
        for number in 1...Self.corrections {
            let what = "seed \(Self.seed), correction \(number): \(try await corrector.correct(lab))"
            since.append(what)
            // Every third time in two runs, so that what follows must be found by what the ledger says alone.
            var results: [UnitResult] = []
            if number % 3 == 0 { results += try await lab.warehouse.backfill(tables: Self.summaries).results }
            results += try await lab.backfill().results
            let now = try await DeclaredInputs(lab.warehouse, before: before)
            let calendar = try await lab.states().calendar
            for result in results {
                #expect(![.blocked, .failed].contains(result.entry.status), "\(what): \(result.entry.unit)")
                guard !result.isUnchanged else { continue }
                recomputed += 1
                let unit = result.entry.unit
                let table = try #require(Registry.table(unit.table)).planned
                #expect(
                    now.differ(from: before, for: table, on: unit.date) {
                        calendar.season(of: GameDate(dayNumber: $0))
                    }, "\(what): \(unit) was recomputed and nothing that it declares had changed")
            }
            left += results.count(where: \.isUnchanged)
            before = now
            #expect(try await lab.warehouse.plan().1.isEmpty, "\(what): the second backfill has work to do")
            guard number % Self.stride == 0 || number == Self.corrections else { continue }
            try await expectRebuild(lab, "after \(since.joined(separator: "\n"))")
            since = []
        }
        #expect(recomputed > Self.corrections && left > 0)
    }
}

import Basketball
import Pipeline
import Planning
import Quality
import Simulation
import Storage
import TestSupport
import Testing

/// The classic leaks, each planted where a careless implementation would have it, and the proofs that catch it.
@Suite(MuseumHouse()) struct LeakMuseumTests {
    /// A leak, the proofs that must catch it, and the tables in which at least one of them must.
    struct Exhibit: Sendable, CustomTestStringConvertible {
        let leak: Leak
        let proofs: [Proof]
        let tables: [String]

        var testDescription: String { leak.rawValue }
    }

    private static let players = [
        "upcoming_player_game_context", "player_shot_zone_analysis", "player_daily_cache", "ml_feature_store",
    ]

    /// Label permutation cannot see the population where the source lists only who played, nor a sum over all teams, nor
    /// lines: those three are for the other two proofs.
    static let museum = [
        Exhibit(leak: .todaysGame, proofs: Proof.allCases, tables: players),
        Exhibit(
            leak: .todaysTeamStats, proofs: Proof.allCases,
            tables: ["upcoming_team_game_context", "player_daily_cache"]),
        Exhibit(leak: .seasonTotals, proofs: Proof.allCases, tables: players),
        Exhibit(
            leak: .realParticipants, proofs: [.perturbation, .truncation],
            tables: ["upcoming_player_game_context", "player_composite_factors", "ml_feature_store"]),
        Exhibit(
            leak: .lateLine, proofs: [.perturbation, .truncation],
            tables: ["upcoming_team_game_context", "upcoming_player_game_context", "ml_feature_store"]),
        Exhibit(
            leak: .wholeSetNormalisation, proofs: [.perturbation, .truncation],
            tables: ["upcoming_team_game_context", "team_defense_zone_analysis"]),
        Exhibit(leak: .opponentAfterTheGame, proofs: Proof.allCases, tables: ["team_defense_zone_analysis"]),
    ]

    private static func report(_ leak: Leak?, seed: UInt64 = 7) async throws -> Proof.Report {
        let house = try MuseumHouse.opened()
        return try await Proof.run(
            house.lab.warehouse, house.states, dates: house.dates, seed: seed, workers: 2, leak: leak)
    }

    @Test func museumHasEveryLeak() {
        #expect(Self.museum.map(\.leak) == Leak.allCases)
    }

    @Test(arguments: museum) func leakIsCaughtByName(_ exhibit: Exhibit) async throws {
        let report = try await Self.report(exhibit.leak)
        #expect(!report.passed)
        for proof in exhibit.proofs {
            #expect(report.failures[proof, default: 0] > 0, "\(proof) missed \(exhibit.leak)")
        }
        for table in exhibit.tables {
            #expect(report.findings.contains { $0.table == table }, "nothing found in \(table)")
        }
        // Each finding names a column of its table, a date that was proved, an entity and two values that differ.
        for finding in report.findings {
            let schema = try #require(Registry.table(finding.table)).schema
            #expect(schema.index(of: finding.column) != nil && report.dates.contains(finding.date), "\(finding)")
            #expect(finding.clean != finding.tampered, "\(finding)")
            let words = finding.entity.split(separator: " ")
            let isRow = words.count == 2 && schema.key.contains(String(words[0])) && Int(words[1]) != nil
            #expect(isRow || finding.entity == "number of rows", "\(finding)")
        }
    }

    @Test func cleanBuildPassesEveryProof() async throws {
        let report = try await Self.report(nil)
        #expect(report.passed && report.findings.isEmpty && report.foreign.isEmpty)
        let tables = Registry.tables.filter { $0.planned.kind == .asOf }
        for proof in Proof.allCases {
            #expect(report.comparisons[proof] == report.dates.count * tables.count, "\(proof)")
        }
        #expect(report.tables == tables.map(\.name))
    }

    /// The planted lines are read at all: without them the museum's late line would prove nothing.
    @Test func plantedLinesAreRead() async throws {
        let house = try MuseumHouse.opened()
        let lines = try await house.lab.count(
            "SELECT count(*) FROM ml_feature_store WHERE points_line IS NOT NULL AND game_total = 220.5")
        #expect((lines ?? 0) > 20)
    }

    @Test func sameSeedSameReport() async throws {
        let (a, b) = (try await Self.report(.todaysGame), try await Self.report(.todaysGame))
        #expect(a.findings == b.findings && a.failures == b.failures && a.comparisons == b.comparisons)
        let other = try await Self.report(.todaysGame, seed: 8)
        #expect(other.findings != a.findings)
    }

    @Test func sampleIsDrawnByTheSeed() async throws {
        let house = try MuseumHouse.opened()
        let dates = Array(try #require(house.states.calendar.span).dates)
        func sample(_ seed: UInt64) -> [GameDate] { Proof.sample(house.states, dates: dates, count: 6, seed: seed) }
        #expect(sample(3) == sample(3) && sample(3) != sample(4) && sample(3) == sample(3).sorted())
        #expect(Set(sample(3)).count == 6 && sample(3).allSatisfy { !house.states.calendar.day($0).games.isEmpty })
    }

    /// A stored row that its inputs do not give is named, although no proof of the code can fail.
    @Test func storedRowsThatAreNotOursAreForeign() async throws {
        let lab = try await Lab.simulated(LeagueOptions(seed: 4, teams: 4, gamesPerTeam: 12))
        try await lab.backfill()
        let dates = Array((try await lab.states()).calendar.gameDates.suffix(1))
        let table = try #require(Registry.table("player_daily_cache"))
        var ledger = try #require(try await lab.states().ledger[Unit(table.name, dates[0])])
        ledger.outputDigest = "0"
        let change = Ledger.change([ledger])
        try await lab.warehouse.transaction { try await $0.apply(change) }
        let report = try await Proof.run(lab.warehouse, try await lab.states(), dates: dates, seed: 1, workers: 2)
        #expect(report.foreign == [Unit(table.name, dates[0])] && report.failures.isEmpty && !report.passed)
    }
}

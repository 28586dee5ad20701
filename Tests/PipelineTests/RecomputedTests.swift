import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// A rebuild in memory gives the manifest of what is stored, and finds what no plan can see.
@Suite struct RecomputedTests {
    private static let options = LeagueOptions(
        seed: 31, seasons: [Season(startYear: 2022), Season(startYear: 2023)], teams: 6, gamesPerTeam: 20, defects: .all
    )

    private func recomputed(
        _ lab: Lab, _ tables: [TableDefinition] = Registry.tables, _ dates: DateRange? = nil, workers: Int = 2
    ) async throws -> Manifest {
        let states = try await lab.states()
        let range = try #require(dates ?? states.span)
        return try await Manifest.recomputed(lab.warehouse, tables, Array(range.dates), states, workers: workers)
    }

    @Test func rebuildInMemoryIsWhatIsStored() async throws {
        let lab = try await Lab.simulated(Self.options)
        let before = try await recomputed(lab)
        try await lab.backfill()
        let counters = try await lab.warehouse.changeCounters()
        let stored = try await lab.manifest()
        for workers in [1, 3] {
            let again = try await recomputed(lab, workers: workers)
            #expect(again.lines == stored.lines && again.disagreements.isEmpty)
        }
        #expect(before.lines == stored.lines && before.disagreements.isEmpty)
        #expect(!stored.lines.isEmpty && Set(stored.lines.map(\.table)).count == Registry.tables.count)
        #expect(try await lab.warehouse.changeCounters() == counters, "nothing is stored")
    }

    @Test func partsAreThoseOfTheWhole() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let stored = try await lab.manifest().lines
        let span = try #require(try await lab.states().span)
        let part = try #require(DateRange(span.first + span.count / 2, span.last + -3))
        for name in ["team_offense_game_summary", "player_composite_factors", "ml_feature_store"] {
            let table = try #require(Registry.table(name))
            let expected = stored.filter { $0.table == name && part.contains($0.date) }
            #expect(!expected.isEmpty)
            #expect(try await recomputed(lab, [table], part).lines == expected)
        }
    }

    /// A raw row that another program changed, its game's inputs untouched, is no change for a plan.
    @Test func changeBehindEveryPlanIsFound() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let table = RawTable.playerBoxScores
        var rows = try await lab.warehouse.rows(table)
        let row = rows.count / 2
        rows = rows.selecting([row])
        let assists = try #require(table.columns.firstIndex { $0.name == "assists" })
        let value = rows.vectors[assists].integers[0] + 1
        rows.vectors[assists] = ColumnVector(.integer)
        rows.vectors[assists].append(value)
        let changed = rows
        try await lab.warehouse.transaction { try await $0.apply(.upsert(table, changed)) }
        #expect(try await lab.warehouse.plan().1.isEmpty)
        #expect(try await lab.manifest().disagreements.isEmpty)
        let found = try await recomputed(lab).disagreements
        #expect(found.contains { $0.table == "player_game_summary" })
        let date = try #require(found.map(\.date).min())
        #expect(found.filter { $0.table == "player_game_summary" }.map(\.date) == [date])
    }

    /// The ledger says that a unit has no rows, and it has.
    @Test func unitRecordedWithoutRowsIsFound() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let ledger = try await Ledger(lab.warehouse)
        let own = try #require(ledger.entries(of: "player_game_summary").values.min { $0.unit < $1.unit })
        var entry = LedgerEntry(own.unit, .notExpected)
        entry.codeVersion = own.codeVersion
        let change = Ledger.change([entry])
        try await lab.warehouse.transaction { try await $0.apply(change) }
        #expect(try await recomputed(lab).disagreements == [own.unit])
    }

    /// What nothing is stored of is no disagreement; what is blocked in a backfill is blocked here.
    @Test func whatIsBlockedHasNoLine() async throws {
        let lab = try await Lab.simulated(Self.options)
        let game = try #require(try await lab.warehouse.rows(RawTable.games)["game_id"].integers.first)
        let team = try #require(try await lab.warehouse.rows(RawTable.teamBoxScores)["team_id"].integers.first)
        try await RawEdit.deleteTeam(lab.warehouse, game: game, team: team)
        let outcome = try await lab.backfill()
        #expect(outcome.count(.blocked) > 0)
        // A reason to force is none to accept partial inputs.
        let table = try #require(Registry.table("team_offense_game_summary")).planned
        try await lab.warehouse.backfill(tables: [table], policy: PlanPolicy(forceReason: "again"))
        let again = try await recomputed(lab)
        #expect(again.disagreements.isEmpty)
        #expect(try await lab.manifest().lines == again.lines)
    }
}

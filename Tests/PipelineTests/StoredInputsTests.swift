import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// What a run does not compute it takes as it is stored: with the same result, and only where all of it is there.
@Suite struct StoredInputsTests {
    private static let asOf = Registry.planned.filter { $0.kind == .asOf }
    private static let context = Registry.table("upcoming_player_game_context")

    /// A short season with enough games for every table to have rows.
    private func full() async throws -> Lab {
        let lab = try await Lab.simulated(LeagueOptions(teams: 4, gamesPerTeam: 24))
        try await lab.backfill()
        return lab
    }

    private func force(_ table: PlannedTable, _ lab: Lab, dates: DateRange? = nil) async throws -> Executor.Outcome {
        try await lab.warehouse.backfill(
            dates, tables: [table], policy: PlanPolicy(forceReason: "its inputs are stored"))
    }

    @Test func eachTableAloneIsWhatItWasWithAllOthers() async throws {
        let lab = try await full()
        let before = try await lab.manifest().lines
        for table in Self.asOf {
            let outcome = try await force(table, lab)
            #expect(outcome.rows > 0, "\(table.name) has rows to compare")
            #expect(outcome.entries.allSatisfy { [.written, .partial, .notExpected].contains($0.status) })
            #expect(try await lab.manifest().lines == before, "after \(table.name) alone")
        }
    }

    /// A stored value is what the reader reads; a row that somebody took makes the run compute its inputs again.
    @Test func storedRowsAreReadUnlessSomeAreGone() async throws {
        let lab = try await full()
        let cache = try #require(Self.asOf.first { $0.name == "player_daily_cache" })
        let schema = try #require(Self.context).schema
        let rows = try await lab.rows(schema)
        let read = try await lab.rows(try #require(Registry.table(cache.name)).schema)
        let date = try #require(read["cache_date"].date(0))
        let own = (0..<rows.count).filter { rows["game_date"].date($0) == date }
        let stored = rows.selecting(own)
        let (before, day) = (try await digests(cache, lab), DateRange(date, date))

        var changed = stored
        let place = try #require(schema.index(of: "games_in_last_7_days"))
        let games = stored.vectors[place].integers.map { $0 + 1 }
        changed.vectors[place] = ColumnVector(.integer, integers: games)
        try await lab.warehouse.commit([.replace(schema, [date], changed)])
        _ = try await force(cache, lab, dates: day)
        #expect(try await digests(cache, lab)[date] != before[date])

        try await lab.warehouse.commit([.replace(schema, [date], changed.selecting(Array(1..<own.count)))])
        _ = try await force(cache, lab, dates: day)
        #expect(try await digests(cache, lab) == before)
    }

    /// Rows that nobody computed may name anybody: the unit that reads them fails and says so.
    @Test func storedRowsOfSomebodyElseFailTheUnit() async throws {
        let lab = try await full()
        let cache = try #require(Self.asOf.first { $0.name == "player_daily_cache" })
        let schema = try #require(Self.context).schema
        let rows = try await lab.rows(schema)
        let ids = rows["player_id"].integers
        let date = try #require(rows["game_date"].date(rows.count - 1))
        let own = (0..<rows.count).filter { rows["game_date"].date($0) == date }
        // Without the second game of the date its players are somebody else.
        let game = try #require(own.map { rows["game_id"].integers[$0] }.max())
        let gone = try #require(own.first { rows["game_id"].integers[$0] == game })
        try await RawEdit.setStatus(lab.warehouse, game: game, "postponed")
        try await lab.backfill()
        let left = own.filter { rows["game_id"].integers[$0] != game }
        let place = try #require(schema.index(of: "player_id"))
        var changed = rows.selecting(left.sorted { ids[$0] < ids[$1] })
        var players = changed.vectors[place].integers
        let at = players.firstIndex { $0 > ids[gone] } ?? players.count - 1
        players[at == 0 ? 0 : at - 1] = ids[gone]
        changed.vectors[place] = ColumnVector(.integer, integers: players)
        try await lab.warehouse.commit([.replace(schema, [date], changed)])
        let outcome = try await force(cache, lab, dates: DateRange(date, date))
        let entry = try #require(outcome.entries.first)
        #expect(entry.status == .failed)
        #expect(entry.reason.contains("player \(ids[gone]), whose team does not play"))
        // What the sentence says helps.
        _ = try await force(try #require(Self.context).planned, lab, dates: DateRange(date, date))
        try await lab.backfill()
        try await expectRebuild(lab, "after the remedy")
    }

    /// Input digest of each unit of a table.
    private func digests(_ table: PlannedTable, _ lab: Lab) async throws -> [GameDate: String] {
        try await Ledger(lab.warehouse).entries(of: table.name).values
            .reduce(into: [:]) { $0[$1.unit.date] = $1.inputDigest }
    }
}

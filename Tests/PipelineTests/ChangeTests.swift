import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// What makes a unit stale besides its data: code, settings, force; and what does not.
@Suite struct ChangeTests {
    private static let options = LeagueOptions(teams: 4, gamesPerTeam: 14)

    private func settings(_ mode: PipelineSettings.BootstrapMode) -> PipelineSettings {
        PipelineSettings(bootstrapMode: mode)
    }

    @Test func bootstrapModeMovesItsDatesThereAndBackAndThereAgain() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let strict = try await lab.manifest().lines
        let start = SimulatedLeague(Self.options).seasons[0].games[0].date
        let graded = try await lab.warehouse.backfill(settings: settings(.graded))
        let written = graded.results.filter { !$0.isUnchanged }.map(\.entry.unit)
        #expect(!written.isEmpty && written.allSatisfy { $0.date - start < 14 })
        #expect(written.allSatisfy { Registry.table($0.table)?.planned.stage != .analytics })
        let full = try await lab.manifest().lines
        #expect(full.count > strict.count)
        for _ in 0..<2 {
            let (_, plan) = try await lab.warehouse.plan()
            #expect(
                Set(plan.units.map(\.unit))
                    == Set(full.map { Unit($0.table, $0.date) }).subtracting(
                        strict.map {
                            Unit($0.table, $0.date)
                        }))
            #expect(plan.units.allSatisfy { $0.state == UnitState(.stale, "settings_changed(bootstrap)") })
            try await lab.backfill()
            #expect(try await lab.manifest().lines == strict)
            let report = try await lab.states().report(Registry.planned[7], lab.states().calendar.day(start))
            #expect(report.state == UnitState(.notExpected, "bootstrap(day 1 of 14)") && report.rowsWritten == 0)
            try await lab.warehouse.backfill(settings: settings(.graded))
            #expect(try await lab.manifest().lines == full)
            #expect(try await lab.warehouse.plan(settings: settings(.graded)).1.isEmpty)
        }
    }

    @Test func bookmakersTouchTheDatesWithLinesAlone() async throws {
        let lab = try await Lab.simulated(Self.options)
        let game = SimulatedLeague(Self.options).seasons[0].games[24]
        let player = game.home.lines[0].player.id
        try await RawEdit.addPointsLine(lab.warehouse, game.date, player: player, line: 10.5)
        try await RawEdit.addPointsLine(lab.warehouse, game.date, player: player, line: 11.5, bookmaker: "betmgm")
        try await lab.backfill()
        let before = try await lab.manifest().lines
        var other = PipelineSettings.standard
        other.bookmakers = ["betmgm", "draftkings"]
        let (_, plan) = try await lab.warehouse.plan(settings: other)
        #expect(Set(plan.units.map(\.unit.date)) == [game.date], "\(plan.units.map(\.unit))")
        let outcome = try await lab.warehouse.backfill(settings: other)
        let changed = Set(outcome.results.filter { !$0.isUnchanged }.map(\.entry.unit))
        let expected = ["player_game_summary", "upcoming_player_game_context", "ml_feature_store"]
        #expect(changed == Set(expected.map { Unit($0, game.date) }))
        let after = try await lab.manifest().lines
        #expect(Set(after).subtracting(before).count == 3)
        // Nobody looks again at what was found to be the same.
        #expect(
            try await UnitStates(lab.warehouse, settings: other).reports(
                Registry.planned, plan.dates
            ).allSatisfy { !$0.isSuspect })
    }

    @Test func otherCodeVersionMakesItsUnitsStaleAndTheirReadersFollow() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let before = try await lab.manifest().lines
        let table = "team_defense_zone_analysis"
        let ledger = try await Ledger(lab.warehouse)
        let older = ledger.entries(of: table).values.filter { $0.rowsWritten > 0 }.map { entry in
            var entry = entry
            entry.codeVersion = 0
            return entry
        }
        try await lab.warehouse.transaction { try await $0.apply(Ledger.change(older)) }
        let (_, plan) = try await lab.warehouse.plan()
        #expect(Set(plan.units.map(\.unit)) == Set(older.map(\.unit)))
        #expect(plan.units.allSatisfy { $0.state.reason.hasPrefix("code_changed(v0 -> v") })
        #expect(Set(plan.followers.map(\.unit.table)) == ["player_composite_factors", "ml_feature_store"])
        let outcome = try await lab.backfill()
        // It gave the same rows, so those that read them end as unchanged.
        #expect(outcome.unchanged == plan.followers.count)
        #expect(try await lab.manifest().lines == before)
    }

    @Test func forceRewritesWhatIsUpToDateAndRecordsWhy() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let before = try await lab.manifest().lines
        let tables = Registry.planned.filter { $0.name == "player_game_summary" }
        let outcome = try await lab.warehouse.backfill(tables: tables, policy: PlanPolicy(forceReason: "a look"))
        #expect(outcome.unchanged == 0 && outcome.rows > 0)
        #expect(outcome.entries.allSatisfy { $0.override == "a look" && $0.attempt == 2 && $0.run == 2 })
        // Rewritten with the same rows is no change for those that read them.
        #expect(outcome.entries.allSatisfy { $0.changedRun == 1 })
        #expect(try await lab.warehouse.plan().1.isEmpty)
        #expect(try await lab.manifest().lines == before)
        #expect(try await RunLog.all(lab.warehouse).last?.forceReason == "a look")
    }

    @Test func limitHoldsForWhatFollowsTooAndTheNextRunFindsIt() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let game = SimulatedLeague(Self.options).seasons[0].games[4]
        try await RawEdit.deletePlayerLine(
            lab.warehouse, game: game.id.number, player: game.home.lines[0].player.id)
        for _ in 0..<3 {
            let outcome = try await lab.warehouse.backfill(policy: PlanPolicy(limit: 2))
            #expect(outcome.planned == 2 && outcome.results.count == 2 && outcome.count(.blocked) == 0)
        }
        try await lab.backfill()
        try await expectRebuild(lab)
    }

    /// Rows that somebody damaged behind the ledger's back come back by force.
    @Test func forceMendsDamagedRows() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 2, gamesPerTeam: 3))
        try await lab.backfill()
        let before = try await lab.manifest().lines
        let schema = Registry.tables[0].schema
        let date = before[0].date
        try await lab.warehouse.transaction { try await $0.apply(.replace(schema, [date], ColumnBatch(schema))) }
        try await lab.warehouse.backfill(policy: PlanPolicy(forceReason: "damaged"))
        let after = try await lab.manifest()
        #expect(after.lines == before && after.disagreements.isEmpty)
    }

    @Test func failedUnitNamesTheValueIsNotTriedInVainAndFinishesAfterTheRepair() async throws {
        let lab = try await Lab.simulated(Self.options)
        let game = SimulatedLeague(Self.options).seasons[0].games.last
        let (date, id) = (try #require(game?.date), try #require(game?.id.number))
        try await RawEdit.addGameLine(lab.warehouse, date, game: id, spread: -3, total: 9_999)
        let first = try await lab.backfill()
        let failed = first.entries.filter { $0.status == .failed }
        #expect(failed.map(\.unit) == [Unit("ml_feature_store", date)], "\(failed)")
        #expect(failed.first?.reason.contains("game_total") == true && failed.first?.rowsWritten == 0)
        // The same inputs give the same end, so it waits for others, or for somebody to ask.
        #expect(try await lab.warehouse.plan().1.isEmpty)
        let again = try await lab.warehouse.backfill(policy: PlanPolicy(only: [.failed]))
        #expect(again.entries.map(\.status) == [.failed] && again.entries.map(\.attempt) == [2])
        try await RawEdit.addGameLine(lab.warehouse, date, game: id, spread: -3, total: 220)
        // What it reads first, so that nothing takes it along.
        try await lab.warehouse.backfill(tables: Registry.planned.filter { $0.stage == .analytics })
        let repaired = try await lab.backfill()
        #expect(repaired.entries.contains { $0.unit == Unit("ml_feature_store", date) && $0.status == .written })
        #expect(try await lab.warehouse.plan().1.isEmpty)
    }

    /// A table whose stored form is another is made anew: what the ledger had of it is forgotten, whatever its digests.
    @Test(arguments: ["player_game_summary", "upcoming_player_game_context"])
    func tableOfAnotherFormIsComputedAgainAsAWhole(name: String) async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let before = try await lab.manifest().lines
        let schema = try #require(Registry.table(name)).schema
        try await storeInAnotherForm(schema, lab)
        // Only some dates at first: the others must count as missing, not as written.
        let early = DateRange(before[0].date, before[0].date)
        try await lab.warehouse.backfill(early, policy: PlanPolicy(only: [.all]))
        #expect(try await lab.manifest().disagreements.isEmpty)
        try await lab.backfill()
        let after = try await lab.manifest()
        #expect(after.lines == before && after.disagreements.isEmpty)
    }

    /// What an assist touches is found although the rows of a table that does not read it went with another form.
    @Test func tableOfAnotherFormAndAnAssist() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        try await storeInAnotherForm(try #require(Registry.table("upcoming_player_game_context")).schema, lab)
        var book = SourceBook(SimulatedLeague(Self.options))
        let game = book.games[5]
        let assists = (book.players[game]?[0][23]).flatMap(Int.init) ?? 0
        book.setPlayer(game, 0, 23, "\(assists + 1)")
        try book.write(players: [try #require(book.players[game]?[0])], to: lab.folder, "assist")
        try await lab.importFiles([lab.folder.path("assist")])
        // The first finds that all rows are gone, the second that those before the game are missing.
        for _ in 0..<2 { try await lab.backfill() }
        try await expectRebuild(lab)
    }

    /// Stores a table's rows in a form that it had before, one column with another name: their canonical bytes are the same.
    private func storeInAnotherForm(_ schema: TableSchema, _ lab: Lab) async throws {
        let other = TableSchema(
            schema.name, .derived, key: schema.key, dateColumn: schema.dateColumn,
            schema.columns.map {
                ["usage_rate", "usage_rate_last_10"].contains($0.name)
                    ? Column("usage", $0.type, nullable: $0.nullable) : $0
            })
        let rows = try await lab.rows(schema)
        var renamed = ColumnBatch(other)
        renamed.vectors = rows.vectors
        let stored = renamed
        _ = try await lab.warehouse.prepare([other])
        try await lab.warehouse.transaction { try await $0.apply(.insert(other, stored)) }
    }

    /// Of a name that no as-of table reads, none is computed; those that could have read it are cleared, for good.
    @Test func renamedPlayerWithTheSameLookupTouchesHisSummaryAlone() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let book = SourceBook(SimulatedLeague(Self.options))
        let game = book.games[5]
        var line = book.players[game]?[0] ?? []
        line[SourceBook.Player.name] = line[SourceBook.Player.name].uppercased()
        try book.write(players: [line], to: lab.folder, "renamed")
        try await lab.importFiles([lab.folder.path("renamed")])
        let date = try #require(book.date(game))
        let outcome = try await lab.backfill()
        let changed = outcome.results.filter { !$0.isUnchanged }.map(\.entry)
        #expect(changed.map(\.unit) == [Unit("player_game_summary", date)], "\(changed)")
        let dates = Array(try #require(try await lab.states().calendar.span).dates)
        #expect(try await lab.states().reports(Registry.planned, dates).allSatisfy { !$0.isSuspect })
    }

    /// One table alone: what it reads of the same date is suspect, turns out to be the same, and blocks nothing.
    @Test func suspectInputsOutsideThePlanAreClearedByALook() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let book = SourceBook(SimulatedLeague(Self.options))
        let game = book.games[5]
        var line = book.players[game]?[0] ?? []
        // Assists are declared by all summaries and by no as-of table.
        line[23] = "\((Int(line[23]) ?? 0) + 1)"
        try book.write(players: [line], to: lab.folder, "assist")
        try await lab.importFiles([lab.folder.path("assist")])
        try await lab.warehouse.backfill(tables: Registry.planned.filter { $0.kind == .summary })
        let factors = Registry.planned.filter { $0.name == "player_composite_factors" }
        let outcome = try await lab.warehouse.backfill(tables: factors)
        #expect(outcome.count(.blocked) == 0)
        let ledger = try await Ledger(lab.warehouse)
        #expect(ledger.entries(of: "player_composite_factors").values.allSatisfy { $0.status == .written })
    }

    /// Suspect summaries of dates that are in the plan, though they themselves are not.
    @Test func suspectSummariesOutsideThePlanAreClearedByALook() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let early = try await lab.states()
        let date = early.calendar.gameDates[5]
        // A line that comes years late: the date's lines are others, and nothing that reads them is.
        try await lab.plant(date, [PlantedLine(1, 20.5, at: "2030-01-01T00:00:00Z")])
        let states = try await lab.states()
        let summaries = Registry.planned.filter { $0.kind == .summary }
        let suspects = states.reports(summaries, states.calendar.gameDates).filter(\.isSuspect)
        #expect(!suspects.isEmpty)
        let outcome = try await lab.warehouse.backfill(
            tables: Registry.planned.filter { $0.name == "player_composite_factors" },
            policy: PlanPolicy(forceReason: "a look"))
        #expect(outcome.planned > 0 && outcome.count(.blocked) == 0)
    }
}

import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// Every unit is at every moment in exactly one state (`engine.md` section 1).
@Suite struct UnitStateTests {
    private static let tables = Registry.planned
    private static let summaries = Registry.planned.filter { $0.kind == .summary }

    private func range(_ first: String, _ last: String) throws -> DateRange {
        let (start, end) = (try #require(GameDate(first)), try #require(GameDate(last)))
        return try #require(DateRange(start, end))
    }

    @Test(arguments: [
        ("2023-10-24", "2023-11-30"), ("2023-11-01", "2023-11-01"), ("2010-01-01", "2030-12-31"),
        ("2024-08-01", "2024-08-31"),
    ]) func statesSumToDatesTimesTables(first: String, last: String) async throws {
        let lab = try await Lab.simulated()
        let dates = Array(try range(first, last).dates)
        for step in 0..<2 {
            let plan = Plan(try await lab.states(), tables: Self.tables, dates: dates)
            #expect(plan.reports.count == dates.count * Self.tables.count, "step \(step)")
            #expect(plan.groups.reduce(0) { $0 + $1.units } == dates.count * Self.tables.count)
            #expect(Set(plan.reports.map(\.unit)).count == plan.reports.count)
            try await lab.backfill()
        }
    }

    /// The same with units of every state there is, over ranges drawn at random.
    @Test func everyUnitHasOneStateWhateverHappened() async throws {
        let options = LeagueOptions(teams: 4, gamesPerTeam: 14)
        let games = SimulatedLeague(options).seasons[0].games
        let lab = try await Lab.simulated(options)
        try await RawEdit.addGameLine(
            lab.warehouse, games[17].date, game: games[17].id.number, spread: -3, total: 9_999)
        try await RawEdit.deleteTeam(lab.warehouse, game: games[20].id.number, team: games[20].home.team.id)
        try await lab.backfill(DateRange(games[0].date, games[25].date))
        try await RawEdit.deletePlayerLine(
            lab.warehouse, game: games[2].id.number, player: games[2].home.lines[0].player.id)
        let states = try await lab.states()
        let seed: UInt64 = 9
        var random = SeededGenerator(seed: seed)
        for number in 0..<40 {
            let first = games[0].date + random.integer(-40...60)
            let dates = Array(try #require(DateRange(first, first + random.integer(0...60))).dates)
            let plan = Plan(states, tables: Self.tables, dates: dates)
            #expect(plan.groups.reduce(0) { $0 + $1.units } == dates.count * 10, "seed \(seed), range \(number)")
            #expect(Set(plan.reports.map(\.unit)).count == dates.count * 10)
            // What is not expected has no rows to count, and no unit is written without rows.
            for report in plan.reports {
                if report.state.status == .notExpected { #expect(report.rowsWritten == 0) }
                if report.state.status == .written { #expect(report.rowsWritten > 0, "\(report.unit)") }
                if report.state.status != .written { #expect(!report.state.reason.isEmpty, "\(report.unit)") }
            }
        }
        let all = states.reports(Self.tables, try #require(states.span).dates)
        #expect(Set(all.map(\.state.status)) == Set(UnitStatus.allCases))
    }

    @Test func offDaysAreNeverASuccess() async throws {
        let lab = try await Lab.simulated()
        try await lab.backfill()
        let states = try await lab.states()
        let span = try #require(states.calendar.span)
        for report in states.reports(Self.summaries, span.dates) {
            if states.calendar.day(report.unit.date).finals.isEmpty {
                #expect(report.state == UnitState(.notExpected, "no_games"))
                #expect(report.entry == nil)
            } else {
                #expect(report.state == UnitState(.written))
                #expect(report.rowsWritten == report.rowsExpected && report.rowsWritten > 0)
            }
        }
    }

    @Test func datesOutsideWhatIsLoadedSaySo() async throws {
        let lab = try await Lab.simulated()
        let states = try await lab.states()
        func state(_ date: String) throws -> UnitState {
            let day = try #require(GameDate(date))
            return states.report(Self.tables[0], states.calendar.day(day)).state
        }
        #expect(try state("2023-09-01") == UnitState(.notExpected, "off_season"))
        #expect(try state("2022-12-25") == UnitState(.notExpected, "not_loaded(2022-23)"))
        #expect(try state("2023-10-24") == UnitState(.missing, "never_written"))
        let plan = Plan(states, tables: Self.tables, dates: Array(try range("2021-12-01", "2023-12-01").dates))
        #expect(plan.unloaded.map(\.description) == ["2021-22", "2022-23"])
    }

    @Test func preseasonAndAllStarDatesAreExcludedByName() async throws {
        let lab = try Lab()
        let league = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 2))
        for index in [0, 1] {
            let text = league.files[index].text.replacing("00223", with: "00323")
            try lab.folder.write("files/\(index).csv", text)
        }
        try await lab.importFiles([lab.folder.path("files")])
        let states = try await lab.states()
        let report = states.report(Self.tables[0], states.calendar.day(league.seasons[0].games[0].date))
        #expect(report.state == UnitState(.notExpected, "excluded_season_type(003)"))
    }

    @Test func secondBackfillHasNothingToDo() async throws {
        let lab = try await Lab.simulated()
        let first = try await lab.backfill()
        #expect(first.results.count == first.planned && first.planned > 0)
        let second = try await lab.backfill()
        #expect(second.planned == 0 && second.run == nil)
    }
}

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

import Basketball
import Pipeline
import Planning
import Quality
import Simulation
import Storage
import TestSupport
import Testing

/// Decisions, metrics that are kept, and baselines.
@Suite struct GateTests {
    private func built(_ options: LeagueOptions = LeagueOptions(teams: 4, gamesPerTeam: 12)) async throws -> Lab {
        let lab = try await Lab.simulated(options)
        try await lab.backfill()
        return lab
    }

    private func range(_ first: GameDate, _ last: GameDate) throws -> DateRange { try #require(DateRange(first, last)) }

    @Test func levelsAreHeldAgainstValuesOnTheRightSide() throws {
        let asked = try Thresholds()
        let zones = asked["player_summary", "zones_known"]
        for (part, outcome) in [
            (0.39, CheckResult.Outcome.fail), (0.4, .warn), (0.74, .warn), (0.75, .pass), (1, .pass),
        ] {
            #expect(CheckResult(zones, .ratio(part * 100, 100, of: "rows")).outcome == outcome, "\(part)")
        }
        let blocking = asked["team_offense", "blocking_issues"]
        #expect(CheckResult(blocking, .count(0, 10, of: "rows")).outcome == .pass)
        #expect(CheckResult(blocking, .count(1, 10, of: "rows")).outcome == .fail)
        let empty = CheckResult(blocking, .count(0, 0, of: "rows"))
        #expect(empty.outcome == .notEvaluated && empty.reason == "no rows in the range")
    }

    @Test func decisionIsTheWorstAndNothingJudgedIsNoPass() {
        typealias Decision = GateReport.Decision
        #expect(Decision.all([.go, .noGo, .goWithWarnings]) == .noGo)
        #expect(Decision.all([.go, .goWithWarnings, .notEvaluated]) == .goWithWarnings)
        #expect(Decision.all([.notEvaluated, .go]) == .go)
        #expect(Decision.all([.notEvaluated]) == .notEvaluated && Decision.all([]) == .notEvaluated)
    }

    @Test func rangeOfOffDaysIsNeitherPassNorFailure() async throws {
        let lab = try await built()
        let span = try #require(try await lab.states().calendar.span)
        for dates in [try range(span.first + -40, span.first + -20), try range(span.first + 1, span.first + 1)] {
            for report in try await lab.judge(Gate.all, dates) {
                #expect(report.decision == .notEvaluated && report.note.contains("no rows are expected"))
                #expect(report.results.allSatisfy { $0.outcome == .notEvaluated })
            }
        }
    }

    @Test func nothingBuiltIsNoGo() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 2, gamesPerTeam: 3))
        for report in try await lab.judge([.teamOffense, .teamDefense, .playerSummary]) {
            #expect(report.decision == .noGo)
        }
        // A few days of bootstrap only: nothing is expected of what comes later.
        for report in try await lab.judge([.preflight, .precompute, .features]) {
            #expect(report.decision == .notEvaluated && report.note.contains("bootstrap on 3 dates"), "\(report.note)")
        }
    }

    @Test func rowsOnADateWithoutGamesAreJudgedThoughNothingIsExpected() async throws {
        let lab = try await built()
        let span = try #require(try await lab.states().calendar.span)
        let rows = try await lab.rows("team_offense_game_summary", span.first)
        let off = span.first + 1
        try await lab.plant(
            "team_offense_game_summary", off,
            rows.with("game_date", rows["game_id"].integers.map { _ in off.dayNumber }))
        let report = try #require(try await lab.judge([.teamOffense], try range(off, off)).first)
        #expect(report.decision == .noGo && report.troubles.contains { $0.name == "stray_rows" })
    }

    /// Sums of pieces, merged, are the sums of the whole; and a second validation reads no row.
    @Test func secondValidationOnlyMerges() async throws {
        let lab = try await built()
        let first = try await lab.judge()
        let stored = try await lab.rows(MetricTable.sums)
        let table = try #require(Registry.table("player_game_summary"))
        let rows = try await lab.rows(table.schema)
        #expect(try await lab.check(.playerSummary, "minutes_known").measurement.denominator == Double(rows.count))
        let counters = try await lab.warehouse.changeCounters()
        let second = try await lab.judge()
        #expect(second.map { $0.results.map(\.json) } == first.map { $0.results.map(\.json) })
        #expect(try await lab.warehouse.changeCounters() == counters)

        // A stored sum that is wrong shows: it was not made again. With --full it is.
        var wrong = stored
        let index = try #require(stored.columns.firstIndex { $0.name == "numerator" })
        wrong.vectors[index] = ColumnVector(reals: stored["numerator"].reals.map { $0 / 2 })
        let broken = wrong
        try await lab.warehouse.transaction { try await $0.apply(.upsert(MetricTable.sums, broken)) }
        #expect(try await lab.check(.playerSummary, "minutes_known").value == 0.5)
        let full = GateOptions(isFull: true)
        #expect(try await lab.check(.playerSummary, "minutes_known", options: full).value == 1)
        #expect(try await lab.check(.playerSummary, "minutes_known").value == 1)
    }

    @Test func changedUnitIsMeasuredAgain() async throws {
        let lab = try await built()
        let before = try await lab.check(.playerSummary, "minutes_known")
        try lab.rewrite("game_logs_players/player_gamelogs_2023-24.csv") { index, fields in
            var fields = fields
            if index < 5 { fields[10] = "" }
            return fields
        }
        try await lab.importFiles([lab.folder.path("files")])
        try await lab.backfill()
        let after = try await lab.check(.playerSummary, "minutes_known").measurement
        #expect(before.value == 1 && after.numerator == before.measurement.numerator - 5)
        #expect(after.failing.count == 5)
    }

    @Test func baselineMustBeStrictlyBeforeAndNotEmpty() async throws {
        let lab = try await built()
        let states = try await lab.states()
        let span = try #require(states.calendar.span)
        let middle = span.first + span.count / 2
        let full = GateOptions(isFull: true)
        func regression(_ from: GameDate, _ baseline: String? = nil) async throws -> [CheckResult] {
            var options = full
            options.baseline = baseline
            return try await lab.judge([.playerSummary], try range(from, span.last), options: options)[0].results.filter
            {
                $0.threshold.threshold.check == "regression"
            }
        }
        func pin(_ name: String, _ first: GameDate, _ last: GameDate) async throws {
            let facts = RangeFacts(states, dates: Array(try range(first, last).dates))
            _ = try await Baselines.pin(lab.warehouse, name: name, range: try range(first, last), facts, workers: 1)
        }
        #expect(try await regression(middle).map(\.reason) == ["no baseline is pinned"])
        try await pin("early", span.first, middle + -1)
        let judged = try await regression(middle)
        #expect(judged.count > 5 && judged.allSatisfy { $0.outcome == .pass })
        #expect(try await regression(span.first).map(\.outcome) == [.notEvaluated])
        try await pin("empty", span.first + -30, span.first + -10)
        #expect(try await regression(middle).allSatisfy { $0.outcome == .notEvaluated })
        #expect(try await regression(middle, "early").allSatisfy { $0.outcome == .pass })
        await #expect(throws: (any Error).self) { try await pin("early", span.first, span.first) }
    }

    /// New / baseline below 0.95 warns, below 0.90 fails.
    @Test(arguments: [(30, CheckResult.Outcome.pass), (14, .warn), (7, .fail)]) func worseThanTheBaseline(
        every: Int, outcome: CheckResult.Outcome
    ) async throws {
        let lab = try await built()
        let span = try #require(try await lab.states().calendar.span)
        let middle = span.first + span.count / 2
        let facts = RangeFacts(try await lab.states(), dates: Array(try range(span.first, middle + -1).dates))
        _ = try await Baselines.pin(
            lab.warehouse, name: "b", range: try range(span.first, middle + -1), facts, workers: 1)
        try lab.rewrite("game_logs_players/player_gamelogs_2023-24.csv") { index, fields in
            var fields = fields
            if fields[7] >= "\(middle)", index % every == 0 { fields[10] = "" }
            return fields
        }
        try await lab.importFiles([lab.folder.path("files")])
        try await lab.backfill()
        let report = try await lab.judge(
            [.playerSummary], try range(middle, span.last), options: GateOptions(isFull: true))[0]
        let check = try #require(report.results.first { $0.name == "regression(minutes_known)" })
        #expect(check.outcome == outcome, "\(String(describing: check.value))")
    }
}

import Basketball
import Testing

@testable import Planning

/// How long units will take, and what that rests on.
@Suite struct EstimateTests {
    private func run(_ units: Int?, _ milliseconds: Int?) -> RunLog.Entry {
        RunLog.Entry(
            run: 1, startedAt: "", finishedAt: nil, version: "", unitsPlanned: units ?? 0, unitsDone: units,
            milliseconds: milliseconds, outcome: nil, plan: nil, forceReason: nil, acceptPartialReason: nil, dates: nil,
            tables: nil)
    }

    @Test func lastFiveMeasuredRunsAreTheBasis() {
        let runs = [run(1, 1_000_000)] + Array(repeating: run(10, 100), count: 5)
        let estimate = RunEstimate(units: 200, runs: runs)
        #expect(estimate.seconds == 2)
        #expect(estimate.basis == "50 units of the last 5 run(s) took 500 ms")
    }

    @Test func killedRunsMeasureNothing() {
        let estimate = RunEstimate(units: 10, runs: [run(nil, nil), run(4, 8)])
        #expect(estimate.seconds == 0.02 && estimate.basis.hasPrefix("4 units of the last 1"))
    }

    @Test func withoutMeasurementItSaysSoAndHowToGetOne() {
        let estimate = RunEstimate(units: 10, runs: [])
        #expect(estimate.seconds == nil && estimate.basis.contains("--sample 3"))
        #expect(RunEstimate(units: 0, runs: []).seconds == 0)
    }
}

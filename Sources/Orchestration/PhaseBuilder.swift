import Basketball
import Pipeline
import Planning
import Quality
import Storage

/// Builds the tables of a phase. The only file of the orchestrator that asks the planner and runs the executor.
struct PhaseBuilder: Sendable {
    let warehouse: any Warehouse
    let version: String
    let workers: Int
    let settings: PipelineSettings

    /// What is to be built.
    struct Work: Sendable {
        let states: UnitStates
        let plan: Plan

        var units: Int { plan.isEmpty ? 0 : plan.units.count + plan.followers.count }
        var dates: Int { plan.dates.count }
    }

    /// What was built.
    struct Result: Sendable {
        var done = 0
        var failed = 0
        var rows = 0
        var stopped = false
    }

    func states() async throws -> UnitStates { try await UnitStates(warehouse, settings: settings) }

    /// - Parameter sample: the dates that alone are built; nil builds all.
    func work(_ tables: [String], _ states: UnitStates, _ dates: [GameDate], sample: [GameDate]? = nil) async throws
        -> Work
    {
        let chosen = Registry.planned.filter { tables.contains($0.name) }
        let (settled, plan) = try await StateKeeper(warehouse, workers: workers).plan(
            states, tables: chosen, dates: dates)
        return Work(states: settled, plan: sample.map { SamplePlan(plan, on: $0).plan } ?? plan)
    }

    /// - Parameter committed: called after each commit with the units that ended, those that failed, and the rows.
    func build(
        _ work: Work, stop: StopFlag, committed: @escaping @Sendable (_ done: Int, _ failed: Int, _ rows: Int) -> Void
    ) async throws -> Result {
        let executor = Executor(warehouse, version: version, workers: workers)
        let outcome = try await executor.run(work.plan, work.states, stop: stop) { results in
            let rows = results.reduce(0) { $0 + ($1.isUnchanged ? 0 : $1.entry.rowsWritten) }
            committed(results.count, PhaseBuilder.failed(results.map(\.entry)), rows)
        }
        return Result(
            done: outcome.entries.count, failed: PhaseBuilder.failed(outcome.entries), rows: outcome.rows,
            stopped: outcome.stopped)
    }

    /// How many units of some tables are not up to date, by what is cheap to see.
    func left(_ tables: [String], _ states: UnitStates, _ dates: [GameDate]) -> Int {
        Plan(states, tables: Registry.planned.filter { tables.contains($0.name) }, dates: dates).units.count
    }

    private static func failed(_ entries: [LedgerEntry]) -> Int {
        entries.count { $0.status == .failed || $0.status == .blocked }
    }

    /// Early, middle and late dates with final games: the same ones however much of them is built.
    static func sample(_ dates: [GameDate], _ states: UnitStates, count: Int) -> [GameDate] {
        SamplePlan.spread(dates.filter { !states.calendar.day($0).finals.isEmpty }, count)
    }
}

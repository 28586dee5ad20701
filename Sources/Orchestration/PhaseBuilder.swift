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
    var settings = PipelineSettings.standard

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

    func work(_ tables: [String], _ states: UnitStates, _ dates: [GameDate]) async throws -> Work {
        let chosen = Registry.planned.filter { tables.contains($0.name) }
        let (settled, plan) = try await StateKeeper(warehouse, workers: workers).plan(
            states, tables: chosen, dates: dates)
        return Work(states: settled, plan: plan)
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

    private static func failed(_ entries: [LedgerEntry]) -> Int {
        entries.count { $0.status == .failed || $0.status == .blocked }
    }

    /// Early, middle and late dates among those with work, or with games where there is none.
    static func sample(_ dates: [GameDate], _ states: UnitStates, count: Int) -> [GameDate] {
        let played = dates.filter { !states.calendar.day($0).finals.isEmpty }
        guard played.count > count, count > 1 else { return Array(played.prefix(max(1, count))) }
        return (0..<count).map { played[$0 * (played.count - 1) / (count - 1)] }
    }
}

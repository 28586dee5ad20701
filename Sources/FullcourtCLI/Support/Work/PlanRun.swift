import Basketball
import Pipeline
import Planning
import Storage
import Synchronization

/// Runs a plan for a verb: progress, a clean stop by signals, the summary and the status to end with.
struct PlanRun {
    let command: String
    let warehouse: any Warehouse
    let workers: Int
    let global: GlobalOptions

    /// What a run came to.
    struct Result: Sendable {
        let outcome: Executor.Outcome
        /// The status to end with when a signal stopped it.
        let stopped: ExitStatus?

        /// How the process ends.
        func status(strict: Bool) -> ExitStatus {
            if let stopped { return stopped }
            if outcome.count(.failed) + outcome.count(.blocked) > 0 || outcome.stopped { return .incomplete }
            return strict && outcome.count(.partial) > 0 ? .warnings : .success
        }
    }

    func run(_ plan: Plan, _ states: UnitStates, hash: String? = nil) async throws -> Result {
        let stop = StopFlag()
        let signal = Mutex<ExitStatus?>(nil)
        let total = plan.isEmpty ? 0 : plan.units.count + plan.followers.count
        let progress = ProgressReporter(command, total: total, terminal: global.terminal)
        let watcher = SignalWatcher { status in
            signal.withLock { $0 = status }
            stop.request()
            progress.log("stopping: finishing what is in flight; once more to stop at once")
        }
        defer { watcher.cancel() }
        let executor = Executor(warehouse, version: Version.number, workers: workers)
        let outcome = try await executor.run(plan, states, stop: stop, hash: hash) { results in
            for result in results {
                progress.record(result.outcome, rows: result.rowsStored)
            }
        }
        let stopped = signal.withLock { $0 }
        progress.finish(outcome.stopped ? "stopped; run the same again to go on" : nil)
        return Result(outcome: outcome, stopped: stopped)
    }

    /// What to do about a unit that waits.
    private func remedy(_ entry: LedgerEntry) -> String {
        guard entry.status == .blocked else { return "" }
        return entry.reason.hasSuffix(": missing")
            ? "; 'fullcourt backfill --tables +\(entry.unit.table)' computes what it reads too"
            : "; 'fullcourt explain \(entry.unit.table) \(entry.unit.date)' shows what it waits for"
    }

    /// Prints what a run did.
    func show(_ result: Result, _ plan: Plan, output: OutputFormat, notes extra: [String] = []) throws {
        let outcome = result.outcome
        let rows = plan.tables.map { table in
            RunRow(
                table: table.name, planned: (plan.units + plan.followers).count { $0.unit.table == table.name },
                results: outcome.results.filter { $0.entry.unit.table == table.name })
        }
        var notes = plan.unloaded.map { "nothing of season \($0) is loaded: its dates expect no rows" } + extra
        let troubles: [(UnitStatus, String)] = [
            (.failed, "failed"), (.blocked, "are blocked"), (.partial, "are partial"),
        ]
        for (status, words) in troubles {
            guard let first = outcome.results.first(where: { !$0.isUnchanged && $0.entry.status == status }) else {
                continue
            }
            notes.append(
                "\(outcome.count(status)) units \(words), for example \(first.entry.unit): \(first.entry.reason)"
                    + remedy(first.entry))
        }
        for note in notes { global.warn(note) }
        let left = plan.reports.count - plan.units.count - plan.followers.count
        let text = Output.render(
            kind: command, rows: rows,
            summary: [
                ("run", .integer(outcome.run)), ("units_planned", .integer(outcome.planned)),
                ("units_done", Cell.integer(outcome.results.count).styled(.strong)),
                ("units_left_as_they_are", .integer(left)), ("rows", .integer(outcome.rows)),
            ], notes: notes, format: output, terminal: global.terminal)
        try TextStream.output.write(text)
    }
}

/// What a run did to a table.
private struct RunRow: Listing {
    static let columns =
        [ListingColumn("table")]
        + ["planned", "written", "partial", "not_expected", "unchanged", "blocked", "failed", "rows"].map {
            ListingColumn($0, alignment: .right)
        }
    let table: String
    let planned: Int
    let results: [UnitResult]

    var cells: [Cell] {
        func count(_ status: UnitStatus) -> Cell {
            let number = results.count { !$0.isUnchanged && $0.entry.status == status }
            return Cell.integer(number).styled(number > 0 ? status.style : .plain)
        }
        return [
            .text(table), .integer(planned), count(.written), count(.partial), count(.notExpected),
            .integer(results.count(where: \.isUnchanged)), count(.blocked), count(.failed),
            .integer(results.reduce(0) { $0 + $1.rowsStored }),
        ]
    }
}

import ArgumentParser
import Basketball
import Pipeline
import Planning
import Storage
import Synchronization

/// `fullcourt backfill`: plans, and runs the plan.
struct BackfillVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill",
        abstract: "Compute every missing, stale or failed unit of a range.",
        discussion: """
            Rows and the ledger's entry for them are committed together, so a run that is killed at any moment is simply \
            run again: what was committed is kept. Control-C once finishes what is in flight; twice stops at once. \
            A second run has nothing to do.

            EXAMPLES:
              fullcourt backfill                              all that is loaded
              fullcourt backfill --from 2020-12-22 --to 2025-06-30 --workers 2
              fullcourt backfill --season 2023-24 --tables player_game_summary
              fullcourt backfill --season 2023-24 --dry-run
            """)

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var tables: TableOptions

    @Flag(help: "Show the plan and write nothing.")
    var dryRun = false

    @Flag(help: "Exit with 2 when a unit is partial.")
    var strict = false

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let loaded = try await UnitStates(warehouse, settings: .standard)
        let (states, plan) = try await StateKeeper(warehouse, workers: work.count()).plan(
            loaded, tables: try tables.selected().map(\.planned), dates: try range.dates(loaded.calendar))
        if dryRun {
            try PlanVerb.show(plan, output: output, global: global)
            return try await warehouse.close()
        }
        let (outcome, stopped) = try await BackfillVerb.run(
            plan, states, warehouse, workers: work.count(global), global: global)
        try await warehouse.close()
        try BackfillVerb.show(outcome, plan, output: output, global: global)
        if let stopped { throw stopped.code }
        let partial = outcome.count(.partial)
        let failed = outcome.count(.failed) + outcome.count(.blocked)
        if failed > 0 || outcome.stopped { throw ExitStatus.incomplete.code }
        if partial > 0 {
            global.warn("\(partial) units are partial; 'fullcourt explain TABLE DATE' says what is absent")
            if strict { throw ExitStatus.warnings.code }
        }
    }

    /// Runs a plan with progress and a clean stop by signals.
    ///
    /// - Returns: what was done, and the status to end with when a signal stopped it.
    static func run(
        _ plan: Plan, _ states: UnitStates, _ warehouse: any Warehouse, workers: Int, global: GlobalOptions
    ) async throws -> (Executor.Outcome, ExitStatus?) {
        let stop = StopFlag()
        let signal = Mutex<ExitStatus?>(nil)
        let total = plan.isEmpty ? 0 : plan.units.count + plan.followers.count
        let progress = ProgressReporter("backfill", total: total, terminal: global.terminal)
        let watcher = SignalWatcher { status in
            signal.withLock { $0 = status }
            stop.request()
            progress.log("stopping: finishing what is in flight; once more to stop at once")
        }
        defer { watcher.cancel() }
        let executor = Executor(warehouse, version: Version.number, workers: workers)
        let outcome = try await executor.run(plan, states, stop: stop) { results in
            for result in results {
                progress.record(result.outcome, rows: result.isUnchanged ? 0 : result.entry.rowsWritten)
            }
        }
        let status = signal.withLock { $0 }
        progress.finish(outcome.stopped ? "stopped; run the same again to go on" : nil)
        return (outcome, status)
    }

    /// Prints what a run did.
    static func show(_ outcome: Executor.Outcome, _ plan: Plan, output: OutputFormat, global: GlobalOptions) throws {
        let rows = plan.tables.map { table in
            let results = outcome.results.filter { $0.entry.unit.table == table.name }
            return BackfillRow(
                table: table.name, planned: (plan.units + plan.followers).count { $0.unit.table == table.name },
                results: results)
        }
        let notes = plan.unloaded.map { "nothing of season \($0) is loaded: its dates expect no rows" }
        for note in notes { global.warn(note) }
        let left = plan.reports.count - plan.units.count - plan.followers.count
        let text = Output.render(
            kind: "backfill", rows: rows,
            summary: [
                ("run", .integer(outcome.run)), ("units_planned", .integer(outcome.planned)),
                ("units_done", Cell.integer(outcome.results.count).styled(.strong)),
                ("units_left_as_they_are", .integer(left)), ("rows", .integer(outcome.rows)),
            ], notes: notes, format: output, terminal: global.terminal)
        try TextStream.output.write(text)
    }
}

/// What a run did to a table.
private struct BackfillRow: Listing {
    static let columns = [
        ListingColumn("table"), ListingColumn("planned", alignment: .right),
        ListingColumn("written", alignment: .right), ListingColumn("partial", alignment: .right),
        ListingColumn("unchanged", alignment: .right), ListingColumn("blocked", alignment: .right),
        ListingColumn("failed", alignment: .right), ListingColumn("rows", alignment: .right),
    ]
    let table: String
    let planned: Int
    let results: [UnitResult]

    var cells: [Cell] {
        func count(_ status: UnitStatus) -> Cell {
            let number = results.count { !$0.isUnchanged && $0.entry.status == status }
            return Cell.integer(number).styled(number > 0 ? status.style : .plain)
        }
        return [
            .text(table), .integer(planned), count(.written), count(.partial),
            .integer(results.count(where: \.isUnchanged)), count(.blocked), count(.failed),
            .integer(results.reduce(0) { $0 + ($1.isUnchanged ? 0 : $1.entry.rowsWritten) }),
        ]
    }
}

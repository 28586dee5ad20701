import ArgumentParser
import Planning
import Storage

/// `fullcourt backfill`: plans, and runs the plan.
struct BackfillVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill",
        abstract: "Compute every missing, stale or failed unit of a range.",
        discussion: """
            Rows and the ledger's entry for them are committed together, so a run that is killed at any moment is simply \
            run again: what was committed is kept. Control-C once finishes what is in flight; twice stops at once. \
            A second run has nothing to do. Units that read what runs follow it: they are looked at, and written only if \
            what they read is another.

            EXAMPLES:
              fullcourt backfill                              all that is loaded
              fullcourt backfill --from 2020-12-22 --to 2025-06-30 --workers 2
              fullcourt backfill --season 2023-24 --tables +player_daily_cache
              fullcourt backfill --tables stage4 --sample 3   some dates first, and an estimate for the rest
              fullcourt gaps --csv > dates.csv; fullcourt backfill --dates dates.csv
              fullcourt backfill --season 2023-24 --force --reason "checking the new machine"
            """)

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var tables: TableOptions
    @OptionGroup(title: "Which units") var policy: PolicyOptions

    @Option(
        help: ArgumentHelp(
            "Run only so many dates, early, middle and late ones, and estimate the rest.", valueName: "n"))
    var sample: Int?

    @Flag(help: "Show the plan and write nothing.")
    var dryRun = false

    @Flag(help: "Exit with 2 when a unit is partial.")
    var strict = false

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if let sample, sample < 1 { throw ValidationError("--sample is at least 1") }
    }

    func run() async throws {
        let output = try global.format()
        let workers = try work.count(global)
        if dryRun {
            let warehouse = try global.open()
            let planned = try await global.planned(warehouse, range, tables, policy: policy.policy, workers: workers).1
            try await PlanVerb.show(planned, warehouse, output: output, global: global)
            return try await warehouse.close()
        }
        let status = try await global.writing("backfill") { warehouse in
            let (states, whole) = try await global.planned(
                warehouse, range, tables, policy: policy.policy, workers: workers)
            let part = sample.map { SamplePlan(whole, dates: $0).plan } ?? whole
            let runner = PlanRun(command: "backfill", warehouse: warehouse, workers: workers, global: global)
            let result = try await runner.run(part, states)
            var notes: [String] = []
            if sample != nil { notes.append(try await estimate(whole, part, result, warehouse)) }
            try runner.show(result, part, output: output, notes: notes)
            return result.status(strict: strict)
        }
        if status != .success { throw status.code }
    }

    /// What the rest will take, going by the sample.
    private func estimate(
        _ whole: Plan, _ part: Plan, _ result: PlanRun.Result, _ warehouse: any Warehouse
    ) async throws -> String {
        let rest = whole.units.count + whole.followers.count - part.units.count - part.followers.count
        let runs = try await RunLog.all(warehouse).suffix(1)
        let estimate = RunEstimate(units: rest, runs: Array(runs))
        let time = estimate.seconds.map { ProgressText.span($0) } ?? "unknown"
        return "a sample only: \(rest) units are left, about \(time) (\(estimate.basis)); go on without --sample"
    }
}

import ArgumentParser
import Basketball
import Pipeline
import Planning
import Storage

/// `fullcourt retry`: the failed and blocked units of the last run, on its dates.
struct RetryVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Run the failed and blocked units of the last run again, on its dates.",
        discussion: """
            The same as 'fullcourt backfill --only failed' on the dates and tables of the last run.

            EXAMPLES:
              fullcourt retry
            """)

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let workers = try work.count(global)
        let settings = try global.settings().pipelineSettings
        let status = try await global.writing("retry") { warehouse in
            guard let last = try await RunLog.all(warehouse).last else {
                throw Fault("there was no run to retry", remedy: "run 'fullcourt backfill' first")
            }
            let dates = (last.dates ?? "").split(separator: ";").compactMap { GameDate($0) }
            let names = Set((last.tables ?? "").split(separator: ";").map(String.init))
            let loaded = try await UnitStates(warehouse, settings: settings)
            let (states, plan) = try await StateKeeper(warehouse, workers: workers).plan(
                loaded, tables: Registry.planned.filter { names.contains($0.name) }, dates: dates,
                policy: PlanPolicy(only: [.failed]))
            let runner = PlanRun(command: "retry", warehouse: warehouse, workers: workers, global: global)
            let result = try await runner.run(plan, states)
            try runner.show(result, plan, output: output)
            return result.status(strict: false)
        }
        if status != .success { throw status.code }
    }
}

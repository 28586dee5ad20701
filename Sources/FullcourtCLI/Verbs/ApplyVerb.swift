import ArgumentParser
import Basketball
import Foundation
import Pipeline
import Planning
import Storage

/// `fullcourt apply`: runs a saved plan, exactly.
struct ApplyVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Run exactly the units of a saved plan, or refuse because the world changed.",
        discussion: """
            The plan is made again under the lease and held against the saved one: when something was imported, computed or \
            configured since, nothing runs and the exit code is 5. A plan that was interrupted goes on with what is left of \
            it, and with units that it left failed or blocked; one that was applied does nothing.

            EXAMPLES:
              fullcourt plan --season 2023-24 --out fix.plan
              fullcourt apply fix.plan
            """)

    @Argument(help: "A file that 'fullcourt plan --out' wrote.")
    var plan: String

    @Flag(help: "Exit with 2 when a unit is partial.")
    var strict = false

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let workers = try work.count(global)
        let settings = try global.settings().pipelineSettings
        let saved = try read()
        let status = try await global.writing("apply") { warehouse in
            let tables = try saved.request.tables.map { try TableOptions.table($0).planned }
            let dates = saved.request.dates.compactMap { GameDate($0) }
            let loaded = try await UnitStates(warehouse, settings: settings)
            let (states, again) = try await StateKeeper(warehouse, workers: workers).plan(
                loaded, tables: tables, dates: dates, policy: saved.policy)
            let runs = Set(try await RunLog.all(warehouse).filter { $0.plan == saved.hash }.map(\.run))
            let match = PlanMatch(saved, states, registry: Registry.planned, runs: runs, again: again)
            guard match.differences.isEmpty else {
                throw Fault(
                    "the plan no longer fits the warehouse: \(match.differences.joined(separator: "; "))", place: plan,
                    remedy: "make it again with 'fullcourt plan --out'", status: .stalePlan)
            }
            if !match.done.isEmpty {
                global.tell(
                    "\(match.done.count) of \(saved.units.count + saved.followers.count) units are done already")
            }
            let rest = Plan(again, units: Set(match.units), followers: Set(match.followers))
            let runner = PlanRun(command: "apply", warehouse: warehouse, workers: workers, global: global)
            let result = try await runner.run(rest, states, hash: saved.hash)
            try runner.show(result, rest, output: output)
            return result.status(strict: strict)
        }
        if status != .success { throw status.code }
    }

    private func read() throws -> SavedPlan {
        let data: Data
        do { data = try Data(contentsOf: URL(fileURLWithPath: plan)) } catch {
            throw Fault(
                "cannot read the plan: \(error.localizedDescription)", place: plan, remedy: "check the path",
                status: .usage)
        }
        do { return try SavedPlan(data) } catch {
            throw Fault(
                error.message, place: plan, remedy: "make it again with 'fullcourt plan --out'", status: .stalePlan)
        }
    }
}

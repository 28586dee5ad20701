import ArgumentParser
import Basketball
import Foundation
import Pipeline
import Planning
import Storage

/// `fullcourt plan`: what a backfill would do, and why.
struct PlanVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show which units would run and why, and what all the others are.",
        discussion: """
            A unit is one table on one league date. The counts sum to dates x tables; nothing is left out. Missing, stale, \
            blocked and retryable units run; units that read them may follow. --out saves the plan with its hash and the \
            state of the world; 'fullcourt apply' runs exactly that plan, or refuses.

            EXAMPLES:
              fullcourt plan --season 2023-24
              fullcourt plan --season 2023-24 --tables player_game_summary+ --out fix.plan
              fullcourt plan --from 2023-11-01 --to 2023-11-30 --output json
            """)

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var tables: TableOptions
    @OptionGroup(title: "Which units") var policy: PolicyOptions

    @Option(name: .customLong("out"), help: ArgumentHelp("Save the plan for 'fullcourt apply'.", valueName: "path"))
    var destination: String?

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let (states, plan) = try await global.planned(
            warehouse, range, tables, policy: policy.policy, workers: work.count(global))
        if let destination {
            let file = try ExportFile(destination)
            let saved = SavedPlan(plan, states, registry: Registry.planned)
            try file.write(Array(try saved.data()))
            try file.finish()
            global.tell("plan \(saved.hash.prefix(12)) saved to \(destination)".printable)
        }
        try await PlanVerb.show(plan, warehouse, output: output, global: global)
        try await warehouse.close()
    }

    /// Prints a plan.
    static func show(
        _ plan: Plan, _ warehouse: any Warehouse, output: OutputFormat, global: GlobalOptions
    ) async throws {
        let notes = plan.unloaded.map { "nothing of season \($0) is loaded: its dates expect no rows" }
        for note in notes { global.warn(note) }
        let rows = plan.units.reduce(0) { $0 + ($1.rowsExpected ?? 0) }
        let estimate = RunEstimate(
            units: plan.isEmpty ? 0 : plan.units.count + plan.followers.count, runs: try await RunLog.all(warehouse))
        let text = Output.render(
            kind: "plan", rows: plan.groups.map(PlanRow.init),
            summary: [
                ("dates", .integer(plan.dates.count)), ("tables", .integer(plan.tables.count)),
                ("units", .integer(plan.reports.count)),
                ("units_to_run", Cell.integer(plan.units.count).styled(.strong)),
                ("units_that_may_follow", .integer(plan.followers.count)),
                ("rows_expected_where_known", .integer(rows)), ("estimated_seconds", .real(estimate.seconds)),
                ("estimate_basis", .text(estimate.basis)),
            ], notes: notes, format: output, terminal: global.terminal)
        try TextStream.output.write(text)
    }
}

/// Units of a table in one state for one reason.
private struct PlanRow: Listing {
    static let columns = [
        ListingColumn("table"), ListingColumn("action"), ListingColumn("state"), ListingColumn("reason"),
        ListingColumn("units", alignment: .right), ListingColumn("rows_expected", alignment: .right),
        ListingColumn("first_date"), ListingColumn("last_date"),
    ]
    let group: Plan.Group

    var cells: [Cell] {
        [
            .text(group.table), Cell.text(group.action.rawValue).styled(group.action == .skip ? .dim : .strong),
            Cell.text(group.status.rawValue).styled(group.status.style),
            .text(group.reason.isEmpty ? nil : group.reason), .integer(group.units), .integer(group.rowsExpected),
            .text("\(group.first)"), .text("\(group.last)"),
        ]
    }
}

extension UnitStatus {
    /// How the status looks on a terminal.
    var style: Style {
        switch self {
        case .written: .good
        case .partial, .missing, .stale: .warn
        case .failed, .blocked: .bad
        case .notExpected: .dim
        }
    }
}

import ArgumentParser
import Basketball
import Pipeline
import Planning

/// `fullcourt plan`: what a backfill would do, and why.
struct PlanVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show which units would run and why, and what all the others are.",
        discussion: """
            A unit is one table on one league date. The counts sum to dates x tables; nothing is left out. \
            Only missing, stale and failed units run.

            EXAMPLES:
              fullcourt plan --season 2023-24
              fullcourt plan --from 2023-11-01 --to 2023-11-30 --output json
            """)

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var tables: TableOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let states = try await UnitStates(warehouse)
        let (_, plan) = try await StateKeeper(warehouse, workers: 2).plan(
            states, tables: try tables.selected().map(\.planned), dates: try range.dates(states.calendar))
        try PlanVerb.show(plan, output: output, global: global)
        try await warehouse.close()
    }

    /// Prints a plan.
    static func show(_ plan: Plan, output: OutputFormat, global: GlobalOptions) throws {
        let notes = plan.unloaded.map { "nothing of season \($0) is loaded: its dates expect no rows" }
        for note in notes { global.warn(note) }
        let rows = plan.units.reduce(0) { $0 + ($1.rowsExpected ?? 0) }
        let text = Output.render(
            kind: "plan", rows: plan.groups.map(PlanRow.init),
            summary: [
                ("dates", .integer(plan.dates.count)), ("tables", .integer(plan.tables.count)),
                ("units", .integer(plan.reports.count)),
                ("units_to_run", Cell.integer(plan.units.count).styled(.strong)),
                ("units_that_may_follow", .integer(plan.followers.count)),
                ("rows_expected_where_known", .integer(rows)),
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

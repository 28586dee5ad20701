import ArgumentParser
import Basketball
import Pipeline
import Planning
import Storage

/// `fullcourt gaps`: the units that should be there and are not.
struct GapsVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gaps",
        abstract: "List the dates on which units are missing, partial, stale, failed or blocked.",
        discussion: """
            --csv writes the dates that a backfill could process, once each, in a column 'date'.

            EXAMPLES:
              fullcourt gaps --season 2023-24
              fullcourt gaps --csv > processable_dates.csv
              fullcourt backfill --dates processable_dates.csv
            """)

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var tables: TableOptions

    @Flag(help: "Only the dates that a backfill could process, as CSV.")
    var csv = false

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let (_, plan) = try await global.planned(warehouse, range, tables, workers: work.count(global))
        try await warehouse.close()
        if csv {
            let dates = Set(plan.units.map(\.unit.date)).sorted()
            return try TextStream.output.write(
                CSVText.render(keys: ["date"], rows: dates.map { [.text("\($0)")] }))
        }
        let gaps = plan.reports.filter { $0.state.status.isExpected && $0.state.status != .written }
        let text = Output.render(
            kind: "gaps", rows: gaps.map { GapRow(report: $0, action: plan.action($0.unit)) },
            summary: [
                ("units", .integer(gaps.count)), ("dates", .integer(Set(gaps.map(\.unit.date)).count)),
                ("units_of_the_range", .integer(plan.reports.count)),
            ], format: output, terminal: global.terminal)
        try TextStream.output.write(text)
    }
}

/// A unit that should be there and is not.
private struct GapRow: Listing {
    static let columns = ["date", "table", "state", "reason", "backfill"].map { ListingColumn($0) }
    let report: UnitReport
    let action: Plan.Action

    var cells: [Cell] {
        [
            .text("\(report.unit.date)"), .text(report.unit.table),
            Cell.text(report.state.status.rawValue).styled(report.state.status.style),
            .text(report.state.reason.isEmpty ? nil : report.state.reason), .text(action.rawValue),
        ]
    }
}

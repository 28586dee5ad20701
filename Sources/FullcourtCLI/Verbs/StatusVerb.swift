import ArgumentParser
import Basketball
import Pipeline
import Planning
import Storage

/// `fullcourt status`: what is loaded, and how many units of each table are in which state.
struct StatusVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what is loaded and how many units are in each state.",
        discussion: """
            The states of each table sum to the number of dates.

            EXAMPLES:
              fullcourt status
              fullcourt status --season 2023-24 --output json
            """)

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var tables: TableOptions
    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let (states, plan) = try await global.planned(warehouse, range, tables, workers: work.count(global))
        let (dates, reports) = (plan.dates, plan.reports)
        let grouped = Dictionary(grouping: reports, by: \.unit.table)
        let rows = plan.tables.map { StatusRow(table: $0.name, reports: grouped[$0.name] ?? []) }
        let owner = try await Lease.holder(warehouse)
        let seasons = states.calendar.seasons.keys.sorted().map(\.description).joined(separator: " ")
        let notes = StatusVerb.overrides(reports)
        for note in notes { global.warn(note) }
        let text = Output.render(
            kind: "status", rows: rows,
            summary: [
                ("seasons_loaded", .text(seasons)), ("first_date", .text(dates.first.map { "\($0)" })),
                ("last_date", .text(dates.last.map { "\($0)" })), ("dates", .integer(dates.count)),
                ("units", .integer(reports.count)), ("units_to_run", .integer(plan.units.count)),
                ("writer", .text(owner?.description)),
            ], notes: notes, format: output, terminal: global.terminal)
        try TextStream.output.write(text)
        try await warehouse.close()
    }

    /// Why units were forced or let pass, and how many.
    private static func overrides(_ reports: [UnitReport]) -> [String] {
        let forced = reports.compactMap { $0.entry?.override }.filter { !$0.isEmpty }
        let counts = Dictionary(grouping: forced) { $0 }.mapValues(\.count)
        return counts.keys.sorted().map { "\(counts[$0] ?? 0) units were forced or let pass, because: \($0)" }
    }
}

/// Units of a table by state.
private struct StatusRow: Listing {
    static let columns =
        [ListingColumn("table")] + UnitStatus.allCases.map { ListingColumn($0.rawValue, alignment: .right) }
        + [ListingColumn("dates", alignment: .right), ListingColumn("rows", alignment: .right)]
    let table: String
    let reports: [UnitReport]

    var cells: [Cell] {
        [.text(table)]
            + UnitStatus.allCases.map { status in
                let number = reports.count { $0.state.status == status }
                return Cell.integer(number).styled(number > 0 ? status.style : .dim)
            } + [.integer(reports.count), .integer(reports.reduce(0) { $0 + $1.rowsWritten })]
    }
}

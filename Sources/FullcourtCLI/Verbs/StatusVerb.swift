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
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let states = try await UnitStates(warehouse)
        let dates = try range.dates(states.calendar)
        let selected = try tables.selected().map(\.planned)
        let reports = states.reports(selected, dates)
        let rows = selected.map { table in
            StatusRow(table: table.name, reports: reports.filter { $0.unit.table == table.name })
        }
        let seasons = states.calendar.seasons.keys.sorted().map(\.description).joined(separator: " ")
        let text = Output.render(
            kind: "status", rows: rows,
            summary: [
                ("seasons_loaded", .text(seasons)), ("first_date", .text(dates.first.map { "\($0)" })),
                ("last_date", .text(dates.last.map { "\($0)" })), ("dates", .integer(dates.count)),
                ("units", .integer(reports.count)),
            ], format: output, terminal: global.terminal)
        try TextStream.output.write(text)
        try await warehouse.close()
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

import ArgumentParser
import Basketball
import Pipeline
import Planning
import Storage

/// `fullcourt coverage`: of what should be there, how much is; counted from the ledger.
struct CoverageVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Show how much of what is expected is there, with numerator, denominator and unit.",
        discussion: """
            What is expected comes from the schedule and the raw tables, what is there from the ledger; the tables \
            themselves are never asked how complete they are. Stale units do not count as there.

            EXAMPLES:
              fullcourt coverage
              fullcourt coverage --from 2023-11-01 --to 2023-11-30 --tables player_game_summary
            """)

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var tables: TableOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let states = try await UnitStates(warehouse, settings: try global.settings().pipelineSettings)
        let dates = try range.dates(states.calendar)
        try CoverageVerb.show(states, try tables.selected().map(\.planned), dates, output: output, global: global)
        try await warehouse.close()
    }

    /// Prints coverage.
    static func show(
        _ states: UnitStates, _ tables: [PlannedTable], _ dates: [GameDate], output: OutputFormat, global: GlobalOptions
    ) throws {
        let rows = tables.flatMap { table -> [CoverageRow] in
            let reports = states.reports([table], dates).filter(\.state.status.isExpected)
            let done = reports.filter { $0.state.status == .written }
            let games = { (reports: [UnitReport]) in
                reports.reduce(0) { $0 + states.calendar.day($1.unit.date).finals.count }
            }
            return [
                CoverageRow(table: table.name, unit: "dates", there: done.count, expected: reports.count),
                CoverageRow(table: table.name, unit: "games", there: games(done), expected: games(reports)),
                CoverageRow(
                    table: table.name, unit: table.noun, there: reports.reduce(0) { $0 + $1.rowsWritten },
                    expected: reports.reduce(0) { $0 + ($1.rowsExpected ?? 0) }),
            ]
        }
        let unloaded = Plan(states, tables: [], dates: dates).unloaded
        let notes = unloaded.map { "nothing of season \($0) is loaded: its dates are not in any denominator" }
        for note in notes { global.warn(note) }
        let text = Output.render(
            kind: "coverage", rows: rows,
            summary: [
                ("first_date", .text(dates.first.map { "\($0)" })), ("last_date", .text(dates.last.map { "\($0)" })),
                ("calendar_dates", .integer(dates.count)),
            ], notes: notes, format: output, terminal: global.terminal)
        try TextStream.output.write(text)
    }
}

/// A share of one kind of thing.
private struct CoverageRow: Listing {
    static let columns = [
        ListingColumn("table"), ListingColumn("covered", alignment: .right),
        ListingColumn("expected", alignment: .right), ListingColumn("unit"),
        ListingColumn("percent", alignment: .right, decimals: 1),
    ]
    let table: String
    let unit: String
    let there: Int
    let expected: Int

    var cells: [Cell] {
        // Nothing expected is no percentage.
        let percent = expected > 0 ? 100 * Double(there) / Double(expected) : nil
        return [
            .text(table), .integer(there), .integer(expected), .text(unit),
            Cell.real(percent).styled(there == expected ? .good : .warn),
        ]
    }
}

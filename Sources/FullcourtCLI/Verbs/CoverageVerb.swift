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
              fullcourt coverage --stage precompute     also games and participations really played
            """)

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var tables: TableOptions

    @Option(help: "One stage, with the games and appearances really played that it covers.")
    var stage: StageName?

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    /// The stages by the names that people use for them.
    enum StageName: String, ExpressibleByArgument, CaseIterable {
        case analytics, precompute, features

        var tables: [TableDefinition] {
            Registry.tables.filter { table in
                switch self {
                case .analytics: table.planned.stage == .analytics
                case .precompute: table.planned.stage == .precompute
                case .features: table.planned.stage == .features
                }
            }
        }
    }

    func validate() throws {
        if stage != nil, tables.tables != nil { throw ValidationError("give --stage or --tables, not both") }
    }

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let (states, plan) = try await global.planned(warehouse, range, tables, workers: work.count(global))
        let chosen = try stage?.tables ?? tables.selected()
        var shares: [StageCoverage.Share] = []
        if stage != nil {
            shares = try await StageCoverage(
                warehouse, states, tables: chosen, dates: plan.dates, reports: plan.reports
            ).shares
        }
        try await warehouse.close()
        try CoverageVerb.show(
            states, chosen.map(\.planned), plan.dates, reports: plan.reports, shares: shares, output: output,
            global: global)
    }

    /// Prints coverage.
    static func show(
        _ states: UnitStates, _ tables: [PlannedTable], _ dates: [GameDate], reports all: [UnitReport],
        shares: [StageCoverage.Share] = [], output: OutputFormat, global: GlobalOptions
    ) throws {
        let byTable = Dictionary(grouping: all, by: \.unit.table)
        var rows = tables.flatMap { table -> [CoverageRow] in
            let reports = (byTable[table.name] ?? []).filter(\.state.status.isExpected)
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
        rows += shares.map {
            CoverageRow(
                table: $0.table, unit: $0.unit == "games" ? "games" : "player-games", there: $0.covered,
                expected: $0.total, population: "played, \($0.population)")
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
        ListingColumn("percent", alignment: .right, decimals: 1), ListingColumn("population"),
    ]
    let table: String
    let unit: String
    let there: Int
    let expected: Int
    var population = "expected dates"

    var cells: [Cell] {
        // Nothing expected is no percentage.
        let percent = expected > 0 ? 100 * Double(there) / Double(expected) : nil
        return [
            .text(table), .integer(there), .integer(expected), .text(unit),
            Cell.real(percent).styled(there == expected ? .good : .warn), .text(population),
        ]
    }
}

import ArgumentParser
import Basketball
import Planning
import Storage

/// `fullcourt ledger`: what happened to every unit.
struct LedgerVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Print what the ledger has of every unit that was ever attempted.",
        discussion: """
            The ledger is the only checkpoint there is: each entry was committed together with the rows it speaks of.

            EXAMPLES:
              fullcourt ledger export --json > ledger.json
            """,
        subcommands: [LedgerExportVerb.self])
}

/// `fullcourt ledger export`.
struct LedgerExportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the ledger's entries, by table and date.",
        discussion: """
            EXAMPLES:
              fullcourt ledger export --json --season 2023-24
              fullcourt ledger export --output csv --out ledger.csv
            """)

    @Flag(help: "The same as --output json.")
    var json = false

    @Option(help: ArgumentHelp("Write to a file, which appears complete or not at all.", valueName: "path"))
    var out: String?

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var tables: TableOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let format = json ? OutputFormat.json : try global.format()
        let wanted = Set(try tables.selected().map(\.name))
        let warehouse = try global.open()
        _ = try await warehouse.prepare([Ledger.table])
        // Entries of dates that are no longer loaded belong to the ledger too.
        let dates = range.isGiven ? Set(try range.dates(try await LeagueCalendar(warehouse))) : nil
        let batch = try await warehouse.scan(Ledger.table, columns: Ledger.table.columns.map(\.name), .all)
        try await warehouse.close()
        let (names, days) = (batch["table_name"].texts, batch["unit_date"].integers)
        let rows = (0..<batch.count).filter { row in
            wanted.contains(names[row]) && dates?.contains(GameDate(dayNumber: days[row])) ?? true
        }.map { row in batch.vectors.map { Cell($0, row) } }
        let columns = ListingColumn.inferred(names: batch.columns.map(\.name), rows: rows)
        let file = try ExportFile(out)
        try file.write(
            Array(
                Output.render(
                    kind: "ledger", columns: columns, rows: rows, summary: [("entries", .integer(rows.count))],
                    format: format, terminal: global.terminal
                ).utf8))
        try file.finish()
    }
}

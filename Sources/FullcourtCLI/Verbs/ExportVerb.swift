import ArgumentParser
import Basketball
import Planning
import Storage

/// `fullcourt export`: a table as a file.
struct ExportVerb: AsyncParsableCommand {
    /// How rows are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case csv, json, jsonl
    }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a table as CSV, JSON or JSON lines, rows in key order.",
        discussion: """
            CSV is UTF-8 with a header; NULL is an empty field, booleans are true and false, numbers have the shortest form \
            that reads back the same. A file appears complete or not at all.

            EXAMPLES:
              fullcourt export player_game_summary --format csv --season 2023-24 > players.csv
              fullcourt export games --format jsonl --out games.jsonl
            """)

    @Argument(help: "A table; 'fullcourt schema' lists them.")
    var table: String

    @Option(help: "csv, json or jsonl.")
    var format: Format = .csv

    @Option(
        name: .customLong("out"),
        help: ArgumentHelp("The file to write; without it, standard output.", valueName: "path"))
    var destination: String?

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let schema = try SchemaVerb.named(table)
        let warehouse = try global.open()
        let states = try await UnitStates(warehouse)
        let file = try ExportFile(destination)
        do {
            try await write(schema, try selections(schema, states), warehouse, file)
            try file.finish()
        } catch {
            file.abandon()
            throw error
        }
        try await warehouse.close()
    }

    /// Pieces of the table, small enough to hold.
    private func selections(_ schema: TableSchema, _ states: UnitStates) throws -> [Selection] {
        guard range.isGiven || schema.kind == .derived else { return [.all] }
        guard let column = schema.dateColumn else {
            throw Fault("table \(schema.name) has no dates to choose by", remedy: "export all of it", status: .usage)
        }
        let days = try range.dates(states).map(\.dayNumber)
        var pieces: [ClosedRange<Int>] = []
        for day in days {
            if let last = pieces.last, last.upperBound == day - 1, last.count < 60 {
                pieces[pieces.count - 1] = last.lowerBound...day
            } else {
                pieces.append(day...day)
            }
        }
        return pieces.map { .range(column: column, $0) }
    }

    private func write(
        _ schema: TableSchema, _ selections: [Selection], _ warehouse: any Warehouse, _ file: ExportFile
    ) async throws {
        var text = RowText()
        var isFirst = true
        switch format {
        case .csv: text.append(schema.columns.map(\.name).joined(separator: ",") + "\n")
        case .json:
            text.append(
                "{\"schema_version\":\(Output.schemaVersion),\"kind\":\"export\",\"table\":\"\(schema.name)\",\"rows\":["
            )
        case .jsonl: break
        }
        for selection in selections {
            let batch = try await warehouse.scan(schema, columns: schema.columns.map(\.name), selection)
            for row in 0..<batch.count {
                switch format {
                case .csv: text.appendCSV(batch, row)
                case .json: text.append((isFirst ? "\n" : ",\n") + RowJSON.object(batch, row))
                case .jsonl: text.append(RowJSON.object(batch, row) + "\n")
                }
                isFirst = false
            }
            try file.write(text.bytes)
            text.removeAll()
        }
        if format == .json { text.append("\n]}\n") }
        try file.write(text.bytes)
    }
}

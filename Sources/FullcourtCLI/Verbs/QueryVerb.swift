import ArgumentParser
import Basketball
import Storage

/// `fullcourt query`: read-only SQL.
struct QueryVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Answer one SQL query; nothing can be changed by it.",
        discussion: """
            The SQL is SQLite's. 'fullcourt schema' lists tables and columns.

            EXAMPLES:
              fullcourt query "SELECT player_name, points, game_date FROM player_game_summary ORDER BY points DESC LIMIT 10"
              fullcourt query "SELECT * FROM quarantine" --output csv > quarantine.csv
            """)

    @Argument(help: "One SELECT.")
    var sql: String

    @Option(help: ArgumentHelp("At most so many rows.", valueName: "n"))
    var limit: Int?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit is not negative") }
    }

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let batch = try await warehouse.query(sql, limit: limit)
        try await warehouse.close()
        let rows = (0..<batch.count).map { row in batch.vectors.map { Cell($0, row) } }
        let columns = ListingColumn.inferred(names: batch.columns.map(\.name), rows: rows)
        try TextStream.output.write(
            Output.render(
                kind: "query", columns: columns, rows: rows, summary: [("rows", .integer(rows.count))], format: output,
                terminal: global.terminal))
    }
}

extension Cell {
    /// A value of a column as it is printed: dates and game ids as text.
    init(_ vector: ColumnVector, _ row: Int) {
        if vector.isNull(row) {
            self = .null
            return
        }
        switch vector.type {
        case .integer: self = .integer(vector.integers[row])
        case .boolean: self = .boolean(vector.integers[row] != 0)
        case .real: self = .real(vector.reals[row])
        case .text: self = .text(vector.texts[row])
        case .date: self = .text("\(GameDate(dayNumber: vector.integers[row]))")
        case .gameID: self = .text(GameID.text(vector.integers[row]))
        }
    }
}

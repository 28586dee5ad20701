import ArgumentParser
import Documents
import Pipeline
import Planning
import Storage

/// `fullcourt schema`: tables, or the columns of one.
struct SchemaVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "List the tables, or the columns of one with type, unit and meaning.",
        discussion: """
            EXAMPLES:
              fullcourt schema
              fullcourt schema team_offense_game_summary
            """)

    @Argument(help: "A table; without one, all are listed.")
    var table: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let text: String
        if let table {
            let schema = try SchemaVerb.named(table)
            text = Output.render(
                kind: "columns", rows: schema.columns.map { ColumnRow(column: $0, key: schema.key.contains($0.name)) },
                format: output, terminal: global.terminal)
        } else {
            text = Output.render(
                kind: "tables", rows: SchemaVerb.all.map(TableRow.init) + DocumentedViews.all.map(TableRow.init),
                format: output, terminal: global.terminal)
        }
        try TextStream.output.write(text)
    }

    /// The table of a name.
    static func named(_ name: String) throws(Fault) -> TableSchema {
        if let schema = all.first(where: { $0.name == name }) { return schema }
        let near = Nearest.name(to: name, among: all.map(\.name))
        throw Fault(
            "there is no table '\(name)'",
            remedy: near.map { "did you mean \($0)?" } ?? "'fullcourt schema' lists them", status: .usage)
    }

    /// Every table with rows that a user may want.
    static let all: [TableSchema] =
        RawTable.all + SourceTable.all + ProvenanceTable.all + [Ledger.table, UnitSums.table, RunLog.table]
        + Registry.tables.map(\.schema)
}

/// A table or view.
private struct TableRow: Listing {
    static let columns = ["table", "kind", "key", "reads", "read_by", "meaning"].map { ListingColumn($0) }
    private let values: [String]

    init(_ schema: TableSchema) {
        let table = Registry.table(schema.name)
        let readers = Registry.tables.filter { $0.reads.contains(schema.name) }.map(\.name)
        values = [
            schema.name, schema.kind.rawValue, schema.key.joined(separator: ", "),
            (table?.reads ?? []).joined(separator: ", "), readers.joined(separator: ", "), table?.meaning ?? "",
        ]
    }

    init(_ view: ViewDefinition) { values = [view.name, "view", "", "", "", view.meaning] }

    var cells: [Cell] { values.map { .text($0.isEmpty ? nil : $0) } }
}

/// A column.
private struct ColumnRow: Listing {
    static let columns = ["column", "type", "unit", "nullable", "key", "meaning"].map { ListingColumn($0) }
    let column: Column
    let key: Bool

    var cells: [Cell] {
        [
            .text(column.name), .text(column.type.rawValue), .text(column.unit.isEmpty ? nil : column.unit),
            .boolean(column.nullable), .boolean(key), .text(column.meaning.isEmpty ? nil : column.meaning),
        ]
    }
}

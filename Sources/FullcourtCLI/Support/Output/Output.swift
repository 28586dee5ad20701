import Documents

/// Writes listings: the one place that knows the formats.
package enum Output {
    /// The version of the JSON that listings are written as; it grows when a key is removed or changes its meaning.
    package static let schemaVersion = 1

    /// A listing as text that ends with a line feed.
    ///
    /// - Parameters:
    ///   - kind: what is listed, in snake case: `kind` of the JSON.
    ///   - summary: totals over the rows; below a table, beside the rows of JSON, absent from CSV.
    ///   - notes: sentences for JSON; a verb that has any writes them to standard error for people.
    /// - Complexity: linear in the number of cells.
    package static func render<Row: Listing>(
        kind: String, rows: [Row], summary: [(String, Cell)] = [], notes: [String]? = nil, format: OutputFormat,
        terminal: Terminal
    ) -> String {
        render(
            kind: kind, columns: Row.columns, rows: rows.map(\.cells), summary: summary, notes: notes, format: format,
            terminal: terminal)
    }

    /// The same for columns that are known at run time only, as in the result of a query; see `ListingColumn.inferred`.
    package static func render(
        kind: String, columns: [ListingColumn], rows: [[Cell]], summary: [(String, Cell)] = [],
        notes: [String]? = nil, format: OutputFormat, terminal: Terminal
    ) -> String {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row of \(kind) has not one cell a column")
        switch format {
        case .table: return TableText(columns: columns, terminal: terminal).render(rows: rows, summary: summary)
        case .csv: return CSVText.render(keys: columns.map(\.key), rows: rows)
        case .json:
            return document(kind: kind, columns: columns, rows: rows, summary: summary, notes: notes).text + "\n"
        }
    }

    private static func document(
        kind: String, columns: [ListingColumn], rows: [[Cell]], summary: [(String, Cell)], notes: [String]?
    ) -> JSONValue {
        let objects = rows.map { cells in
            JSONValue.object(zip(columns, cells).map { ($0.key, JSONValue($1)) })
        }
        return .object(
            [
                ("schema_version", .integer(schemaVersion)),
                ("kind", .string(kind)),
                ("rows", .array(objects)),
                ("summary", .object(summary.map { ($0, JSONValue($1)) })),
            ] + (notes.map { [("notes", .array($0.map { .string($0) }))] } ?? []))
    }
}

extension JSONValue {
    /// The value of a cell, without its style.
    package init(_ cell: Cell) {
        switch cell.value {
        case .text(let text): self = .string(text)
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        case .boolean(let truth): self = .boolean(truth)
        case .null: self = .null
        }
    }
}

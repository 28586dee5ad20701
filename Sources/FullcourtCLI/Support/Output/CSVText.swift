/// Comma-separated values, quoted as RFC 4180 says.
///
/// Lines end with a line feed alone, so that a list of dates can go straight into a shell loop.
/// Null is an empty field, an empty text is `""`, booleans are `true` and `false`, and reals have the shortest form that
/// reads back the same.
package enum CSVText {
    /// What ends each line.
    package static let lineEnd = "\n"

    /// A header of keys and the rows.
    package static func render(keys: [String], rows: [[Cell]]) -> String {
        rows.reduce(into: header(keys)) { $0 += line($1) }
    }

    /// The first line.
    package static func header(_ keys: [String]) -> String { line(keys.map { .text($0) }) }

    /// The line of one row, for callers that write rows as they come.
    package static func line(_ cells: [Cell]) -> String {
        // A line with nothing on it would be skipped by many readers: the only field of a row is never bare.
        if cells.count == 1, cells[0].value == .null { return "\"\"" + lineEnd }
        return cells.map { field($0) }.joined(separator: ",") + lineEnd
    }

    private static func field(_ cell: Cell) -> String {
        switch cell.value {
        case .text(let text): quoted(text)
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .boolean(let truth): truth ? "true" : "false"
        case .null: ""
        }
    }

    private static func quoted(_ text: String) -> String {
        // By bytes, because a carriage return and a line feed are one character.
        let special = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        guard special || text.isEmpty else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

/// Pieces of HTML. Everything that comes from data goes through `escape`.
enum HTML {
    static func escape(_ text: some StringProtocol) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    /// A table of texts; `numeric` columns stand at the right.
    static func table(_ columns: [String], _ rows: [[String]], numeric: Set<Int> = [], empty: String = "None.")
        -> String
    {
        if rows.isEmpty { return "<p class=\"dim\">\(escape(empty))</p>\n" }
        func cells(_ values: [String], _ tag: String) -> String {
            values.enumerated().map { index, value in
                "<\(tag)\(numeric.contains(index) ? " class=\"num\"" : "")>\(escape(value))</\(tag)>"
            }.joined()
        }
        let head = "<thead><tr>\(cells(columns, "th"))</tr></thead>"
        let body = rows.map { "<tr>\(cells($0, "td"))</tr>" }.joined(separator: "\n")
        return "<div class=\"scroll\"><table>\(head)<tbody>\n\(body)\n</tbody></table></div>\n"
    }

    /// A result or decision as a coloured word.
    static func badge(_ text: String, _ kind: String) -> String {
        "<span class=\"badge \(kind)\">\(escape(text))</span>"
    }
}

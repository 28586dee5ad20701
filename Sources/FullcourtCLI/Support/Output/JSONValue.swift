/// JSON whose objects keep the order in which their keys were given, for output that can be compared by eye and by diff.
package indirect enum JSONValue: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// A number; one that is not finite is written as null, since JSON has no such numbers.
    case real(Double)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])

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

    /// The value on several lines, indented by two spaces; no line feed at the end.
    package var text: String {
        var result = ""
        write(to: &result, indentation: "")
        return result
    }

    private func write(to result: inout String, indentation: String) {
        switch self {
        case .null: result += "null"
        case .boolean(let truth): result += truth ? "true" : "false"
        case .integer(let number): result += String(number)
        case .real(let number): result += number.isFinite ? String(number) : "null"
        case .string(let text): JSONValue.quote(text, to: &result)
        case .array(let items):
            JSONValue.block("[", items, "]", to: &result, indentation) { $0.write(to: &$1, indentation: $2) }
        case .object(let members):
            JSONValue.block("{", members, "}", to: &result, indentation) {
                JSONValue.quote($0.0, to: &$1)
                $1 += ": "
                $0.1.write(to: &$1, indentation: $2)
            }
        }
    }

    /// Items between brackets, one a line; nothing between them when there are none.
    private static func block<Item>(
        _ open: String, _ items: [Item], _ close: String, to result: inout String, _ indentation: String,
        item: (Item, inout String, String) -> Void
    ) {
        result += open
        let inner = indentation + "  "
        for (index, each) in items.enumerated() {
            result += (index == 0 ? "\n" : ",\n") + inner
            item(each, &result, inner)
        }
        result += (items.isEmpty ? "" : "\n" + indentation) + close
    }

    private static func quote(_ text: String, to result: inout String) {
        result += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\0"..<" ", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        result += "\""
    }
}

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

    /// The value on one line, without spaces: a line of JSON lines.
    package var line: String {
        switch self {
        case .array(let items): "[" + items.map(\.line).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { JSONValue.quoted($0.0) + ":" + $0.1.line }.joined(separator: ",") + "}"
        default: text
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = ""
        quote(text, to: &result)
        return result
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

extension JSONValue: Equatable {
    package static func == (a: JSONValue, b: JSONValue) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.boolean(let a), .boolean(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.real(let a), .real(let b)): a == b
        case (.integer(let a), .real(let b)), (.real(let b), .integer(let a)): Double(a) == b
        case (.string(let a), .string(let b)): a == b
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)):
            a.count == b.count && zip(a, b).allSatisfy { $0.0 == $1.0 && $0.1 == $1.1 }
        default: false
        }
    }
}

extension JSONValue {
    /// A member of an object; nil for other values and where there is none of that name.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }

    /// A member found along a path such as `bootstrap.mode`.
    package subscript(path names: [String]) -> JSONValue? { names.reduce(self) { $0?[$1] } }

    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var integer: Int? { if case .integer(let number) = self { number } else { nil } }
    package var boolean: Bool? { if case .boolean(let truth) = self { truth } else { nil } }
    package var array: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
    package var members: [(String, JSONValue)]? { if case .object(let members) = self { members } else { nil } }

    /// A number of either kind.
    package var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        default: nil
        }
    }

    package var isNull: Bool { if case .null = self { true } else { false } }
}

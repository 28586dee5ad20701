extension Shape {
    /// A document that says what a value says, with a comment at every key.
    ///
    /// - Parameter heading: lines of a comment at the top.
    package func yaml(_ value: JSONValue, heading: [String]) -> String {
        guard case .record(let fields) = self else { return YAMLText.inline(value) + "\n" }
        let top = heading.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
        return top + "\n" + YAMLText.record(fields, value, indentation: "", spaced: true)
    }
}

/// Writes values as YAML.
package enum YAMLText {
    static func record(_ fields: [Field], _ value: JSONValue, indentation: String, spaced: Bool) -> String {
        var text = ""
        for field in fields {
            guard let member = value[field.key] else { continue }
            if spaced, !text.isEmpty { text += "\n" }
            text += comment(field, indentation)
            text += entry(field.key, field.shape, member, indentation)
        }
        return text
    }

    private static func entry(_ key: String, _ shape: Shape, _ value: JSONValue, _ indentation: String) -> String {
        let inner = indentation + "  "
        switch (shape, value) {
        case (.record(let fields), .object):
            return "\(indentation)\(key):\n" + record(fields, value, indentation: inner, spaced: false)
        case (.dictionary(_, let item), .object(let members)) where !members.isEmpty:
            return "\(indentation)\(key):\n" + members.map { entry(scalar($0.0), item, $0.1, inner) }.joined()
        case (.list(let item), .array(let values)) where !values.isEmpty:
            return "\(indentation)\(key):\n" + values.map { listItem(item, $0, inner) }.joined()
        case (.optional(let shape), _) where !value.isNull: return entry(key, shape, value, indentation)
        default: return "\(indentation)\(key): \(inline(value))\n"
        }
    }

    /// `- first: 1` and the other keys of a record below it, without their comments, which would stand again and again.
    private static func listItem(_ shape: Shape, _ value: JSONValue, _ indentation: String) -> String {
        guard case .record(let fields) = shape else { return "\(indentation)- \(inline(value))\n" }
        let given = fields.filter { field in value[field.key].map { $0 != field.standard } ?? false }
        let lines = given.map { field in
            entry(field.key, field.shape, value[field.key] ?? .null, indentation + "  ")
        }.joined()
        return indentation + "- " + lines.dropFirst(indentation.count + 2)
    }

    private static func comment(_ field: Field, _ indentation: String) -> String {
        guard !field.meaning.isEmpty else { return "" }
        var facts = field.meaning
        if !field.isGroup {
            switch field.shape {
            case .text(let choices) where choices.isEmpty: break
            case .list, .dictionary: break
            default: facts += " (\(field.shape.expectation))"
            }
        }
        return wrapped(facts, width: 110 - indentation.count).map { "\(indentation)# \($0)\n" }.joined()
    }

    private static func wrapped(_ text: String, width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    /// A value on the rest of a line.
    package static func inline(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): scalar(text)
        case .array(let items): "[" + items.map { inline($0) }.joined(separator: ", ") + "]"
        case .object(let members):
            members.isEmpty
                ? "{}" : "{" + members.map { "\(scalar($0.0)): \(inline($0.1))" }.joined(separator: ", ") + "}"
        default: value.line
        }
    }

    /// Text as it is where nothing in it means anything to YAML, else quoted as JSON, which YAML understands.
    private static func scalar(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 47, 95].contains(byte)
        }
        let startsAsText = text.utf8.first.map { (65...90).contains($0) || (97...122).contains($0) } ?? false
        let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        if plain, startsAsText, !words.contains(text.lowercased()) { return text }
        return JSONValue.string(text).line
    }
}

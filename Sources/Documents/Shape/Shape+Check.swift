/// What was read from a document, checked, and the line of every value by its dotted path.
package struct Checked: Sendable {
    /// Only what was written, without defaults.
    package var value: JSONValue
    /// Lines by path, such as `bootstrap.mode`.
    package var lines: [String: Int]
}

extension Shape {
    /// Checks a document that a person wrote.
    ///
    /// - Parameter file: named in errors.
    /// - Throws: the first thing that is wrong: malformed YAML, an unknown key with the nearest known one, a value of the
    ///   wrong kind or out of its range, a key that is missing; with file and line.
    package func read(_ text: String, file: String) throws(DocumentError) -> Checked {
        guard let root = try YAMLReader.read(text, file: file), !root.isNull else {
            return Checked(value: .object([]), lines: [:])
        }
        var check = ShapeCheck(file: file)
        let value = try check.check(root, self, path: "")
        return Checked(value: value, lines: check.lines)
    }
}

/// Walks a document along its shape.
private struct ShapeCheck {
    let file: String
    var lines: [String: Int] = [:]

    private func place(_ line: Int) -> String { "\(file) line \(line)" }

    private func wrong(_ node: YAMLNode, _ shape: Shape, _ path: String) -> DocumentError {
        let name = path.isEmpty ? "the document" : path
        return DocumentError("\(name) is \(node.kind)", place: place(node.line), remedy: "give \(shape.expectation)")
    }

    mutating func check(_ node: YAMLNode, _ shape: Shape, path: String) throws(DocumentError) -> JSONValue {
        lines[path] = node.line
        switch (shape, node.content) {
        case (.optional, _) where node.isNull: return .null
        case (.optional(.list), _), (.optional(.record), _), (.optional(.dictionary), _):
            guard case .optional(let inner) = shape else { return .null }
            return try check(node, inner, path: path)
        case (.record(let fields), .map(let entries)): return try record(fields, entries, node, path)
        case (.record, _) where node.isNull: return .object([])
        case (.dictionary(let keys, let inner), .map(let entries)):
            var members: [(String, JSONValue)] = []
            for entry in entries {
                if !keys.isEmpty, !keys.contains(entry.key) { throw unknown(entry, keys, path) }
                members.append((entry.key, try check(entry.value, inner, path: join(path, entry.key))))
            }
            return .object(members)
        case (.dictionary, _) where node.isNull: return .object([])
        case (.list(let inner), .list(let items)):
            var values: [JSONValue] = []
            for (index, item) in items.enumerated() {
                values.append(try check(item, inner, path: "\(path)[\(index + 1)]"))
            }
            return .array(values)
        // Lists and groups on one line are for the environment only.
        case (.list, _), (.dictionary, _), (.record, _), (_, .list), (_, .map): throw wrong(node, shape, path)
        case (_, .scalar(let text, let isQuoted)):
            guard let value = shape.value(text, isQuoted: isQuoted) else { throw wrong(node, shape, path) }
            if case .string = value, !isQuoted, Double(text) != nil || ["true", "false"].contains(text) {
                throw DocumentError(
                    "\(path) is \(text), which is no text", place: place(node.line), remedy: "put it in quotes")
            }
            return value
        }
    }

    private mutating func record(
        _ fields: [Field], _ entries: [YAMLNode.Entry], _ node: YAMLNode, _ path: String
    ) throws(DocumentError) -> JSONValue {
        var members: [(String, JSONValue)] = []
        for entry in entries {
            guard let field = fields.first(where: { $0.key == entry.key }) else {
                throw unknown(entry, fields.map(\.key), path)
            }
            let inner = join(path, entry.key)
            members.append((entry.key, try check(entry.value, field.shape, path: inner)))
            lines[inner] = entry.line
        }
        for field in fields where field.standard == nil && !members.contains(where: { $0.0 == field.key }) {
            let name = join(path, field.key)
            throw DocumentError(
                "\(name) is missing", place: place(node.line), remedy: "give \(field.shape.expectation)")
        }
        return .object(members)
    }

    private func unknown(_ entry: YAMLNode.Entry, _ known: [String], _ path: String) -> DocumentError {
        let near = Nearest.name(to: entry.key, among: known)
        return DocumentError(
            "there is no key '\(join(path, entry.key))'", place: place(entry.line),
            remedy: near.map { "did you mean \(join(path, $0))?" } ?? "known are: \(known.joined(separator: ", "))")
    }

    private func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension Shape {
    /// The value that a piece of text means here, as in a YAML scalar or an environment variable; nil when it means none.
    package func value(_ text: String, isQuoted: Bool = false) -> JSONValue? {
        switch self {
        case .text(let choices):
            if !isQuoted, ["", "~", "null"].contains(text) { return nil }
            return choices.isEmpty || choices.contains(text) ? .string(text) : nil
        case .date: return Shape.isDate(text) ? .string(text) : nil
        case .integer(let range):
            guard !isQuoted, let number = Int(text), range.contains(number) else { return nil }
            return .integer(number)
        case .number(let range):
            guard !isQuoted, let number = Double(text), number.isFinite, range.contains(number) else { return nil }
            return Int(text).map { .integer($0) } ?? .real(number)
        case .boolean: return isQuoted ? nil : text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
        case .list(let item): return Shape.parts(text, item)
        case .dictionary(let keys, let item): return Shape.pairs(text, keys, item)
        case .record: return nil
        case .optional(let shape): return text.isEmpty ? .null : shape.value(text, isQuoted: isQuoted)
        }
    }

    /// `a,b,c`.
    private static func parts(_ text: String, _ item: Shape) -> JSONValue? {
        var values: [JSONValue] = []
        for part in text.split(separator: ",") {
            guard let value = item.value(part.trimmed) else { return nil }
            values.append(value)
        }
        return .array(values)
    }

    /// `a=1,b=2`.
    private static func pairs(_ text: String, _ keys: [String], _ item: Shape) -> JSONValue? {
        var members: [(String, JSONValue)] = []
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
            guard sides.count == 2, keys.isEmpty || keys.contains(sides[0]), let value = item.value(sides[1]) else {
                return nil
            }
            members.append((sides[0], value))
        }
        return .object(members)
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let month = Int(parts[1]), let day = Int(parts[2]) else { return false }
        return Int(parts[0]) != nil && (1...12).contains(month) && (1...31).contains(day)
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

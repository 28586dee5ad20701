import Documents

/// Holds a value against a JSON Schema: the keywords that Fullcourt's schemas use, written from the specification and
/// not from the code that makes them.
package enum SchemaCheck {
    /// What does not fit, each with its path; empty when all does. A keyword that is not known here is a fault too.
    package static func faults(_ value: JSONValue, _ schema: JSONValue, path: String = "$") -> [String] {
        var faults: [String] = []
        for (keyword, argument) in schema.members ?? [] {
            switch keyword {
            case "$schema", "title", "description", "default": break
            case "type":
                if !hasType(value, argument.string ?? "") { faults.append("\(path) is no \(argument.line)") }
            case "enum":
                if argument.array?.contains(value) != true { faults.append("\(path) is not among \(argument.line)") }
            case "minimum":
                if let n = value.number, n < argument.number ?? .infinity { faults.append("\(path) is too small") }
            case "maximum":
                if let n = value.number, n > argument.number ?? -.infinity { faults.append("\(path) is too large") }
            case "pattern":
                if let text = value.string, let pattern = argument.string, (try? Regex(pattern))?.matches(text) != true
                {
                    faults.append("\(path) does not match \(pattern)")
                }
            case "items":
                for (index, item) in (value.array ?? []).enumerated() {
                    faults += Self.faults(item, argument, path: "\(path)[\(index)]")
                }
            case "properties":
                for (name, inner) in argument.members ?? [] {
                    if let member = value[name] { faults += Self.faults(member, inner, path: "\(path).\(name)") }
                }
            case "additionalProperties": faults += additional(value, schema, argument, path)
            case "propertyNames":
                for (name, _) in value.members ?? [] { faults += Self.faults(.string(name), argument, path: path) }
            case "required":
                for name in argument.array ?? [] where value[name.string ?? ""] == nil {
                    faults.append("\(path) lacks \(name.line)")
                }
            case "anyOf":
                if argument.array?.contains(where: { Self.faults(value, $0).isEmpty }) != true {
                    faults.append("\(path) fits none of \(argument.array?.count ?? 0) shapes")
                }
            default: faults.append("\(path): keyword \(keyword) is not known to the test")
            }
        }
        return faults
    }

    private static func additional(_ value: JSONValue, _ schema: JSONValue, _ rule: JSONValue, _ path: String)
        -> [String]
    {
        let known = (schema["properties"]?.members ?? []).map(\.0)
        return (value.members ?? []).filter { !known.contains($0.0) }.flatMap { name, member in
            rule == .boolean(false) ? ["\(path) has an unknown \(name)"] : faults(member, rule, path: "\(path).\(name)")
        }
    }

    private static func hasType(_ value: JSONValue, _ type: String) -> Bool {
        switch type {
        case "string": value.string != nil
        case "integer": value.integer != nil
        case "number": value.number != nil
        case "boolean": value.boolean != nil
        case "array": value.array != nil
        case "object": value.members != nil
        case "null": value.isNull
        default: false
        }
    }
}

extension Regex {
    fileprivate func matches(_ text: String) -> Bool { (try? firstMatch(in: text)) != nil }
}

extension Shape {
    /// The JSON Schema (draft 2020-12) of documents of this shape.
    package func schema(title: String) -> JSONValue {
        guard case .object(let members) = schema else { return schema }
        return .object(
            [
                ("$schema", .string("https://json-schema.org/draft/2020-12/schema")), ("title", .string(title)),
            ] + members)
    }

    private var schema: JSONValue {
        switch self {
        case .text(let choices):
            return .object(
                [("type", .string("string"))]
                    + (choices.isEmpty ? [] : [("enum", .array(choices.map { .string($0) }))]))
        case .date:
            return .object([("type", .string("string")), ("pattern", .string("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))])
        case .integer(let range):
            return .object(
                [("type", .string("integer")), ("minimum", .integer(range.lowerBound))]
                    + (range.upperBound == .max ? [] : [("maximum", .integer(range.upperBound))]))
        case .number(let range):
            return .object(
                [("type", .string("number")), ("minimum", .real(range.lowerBound))]
                    + (range.upperBound == .infinity ? [] : [("maximum", .real(range.upperBound))]))
        case .boolean: return .object([("type", .string("boolean"))])
        case .list(let item): return .object([("type", .string("array")), ("items", item.schema)])
        case .record(let fields): return Shape.schema(of: fields)
        case .dictionary(let keys, let item):
            let names = keys.map { JSONValue.string($0) }
            return .object(
                [("type", .string("object"))]
                    + (keys.isEmpty ? [] : [("propertyNames", .object([("enum", .array(names))]))])
                    + [("additionalProperties", item.schema)])
        case .optional(let shape):
            return .object([("anyOf", .array([shape.schema, .object([("type", .string("null"))])]))])
        }
    }

    private static func schema(of fields: [Field]) -> JSONValue {
        let properties = fields.map { field -> (String, JSONValue) in
            var members: [(String, JSONValue)] =
                field.meaning.isEmpty ? [] : [("description", .string(field.meaning))]
            if let standard = field.standard, !field.isGroup { members.append(("default", standard)) }
            return (field.key, .object(members + (field.shape.schema.members ?? [])))
        }
        let required = fields.filter { $0.standard == nil }.map { JSONValue.string($0.key) }
        return .object(
            [
                ("type", .string("object")), ("additionalProperties", .boolean(false)),
                ("properties", .object(properties)),
            ] + (required.isEmpty ? [] : [("required", .array(required))]))
    }
}

extension Field {
    /// Whether the key holds keys that have defaults of their own.
    var isGroup: Bool { if case .record = shape { true } else { false } }
}

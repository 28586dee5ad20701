/// What a document or a part of it must look like. Declared once; the check of what people wrote, the file with comments
/// that they start from, and the JSON Schema are made from it.
package indirect enum Shape: Sendable {
    /// Text; one of the choices where there are any.
    case text(choices: [String] = [])
    /// A league date, `YYYY-MM-DD`.
    case date
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case boolean
    case list(of: Shape)
    /// Known keys, each with its own shape.
    case record([Field])
    /// Keys that the user names, all with values of one shape; only the known ones where any are given.
    case dictionary(keys: [String], of: Shape)
    /// The same, or nothing.
    case optional(Shape)

    /// What is expected, for messages: `an integer from 1 to 64`.
    package var expectation: String {
        switch self {
        case .text(let choices) where choices.isEmpty: "text"
        case .text(let choices): choices.count == 1 ? choices[0] : "one of " + choices.joined(separator: ", ")
        case .date: "a date such as 2023-11-20"
        case .integer(let range):
            range.upperBound == .max
                ? "an integer of at least \(range.lowerBound)"
                : "an integer from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            range.upperBound == .infinity
                ? "a number of at least \(Shape.plain(range.lowerBound))"
                : "a number from \(Shape.plain(range.lowerBound)) to \(Shape.plain(range.upperBound))"
        case .boolean: "true or false"
        case .list(let item): "a list, each of it \(item.expectation)"
        case .record: "a group of keys"
        case .dictionary(_, let value): "a group of names, each with \(value.expectation)"
        case .optional(let shape): "\(shape.expectation), or null"
        }
    }

    /// A number without a needless `.0`.
    static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
}

/// A key of a record.
package struct Field: Sendable {
    package let key: String
    package let shape: Shape
    /// Nil where the key must be given.
    package let standard: JSONValue?
    package let meaning: String

    package init(_ key: String, _ shape: Shape, default standard: JSONValue? = nil, _ meaning: String) {
        self.key = key
        self.shape = shape
        self.standard = standard
        self.meaning = meaning
    }

    /// A key that holds a record, whose default is that of its own keys.
    package static func group(_ key: String, _ fields: [Field], _ meaning: String) -> Field {
        Field(key, .record(fields), default: Shape.record(fields).filled(.object([])), meaning)
    }
}

extension Shape {
    /// The value with the defaults of all keys that it lacks, keys in the declared order.
    package func filled(_ value: JSONValue) -> JSONValue {
        switch (self, value) {
        case (.record(let fields), .object(let members)):
            let given = Dictionary(members, uniquingKeysWith: { $1 })
            return .object(
                fields.compactMap { field in
                    if let value = given[field.key] { return (field.key, field.shape.filled(value)) }
                    return field.standard.map { (field.key, $0) }
                })
        case (.list(let item), .array(let values)): return .array(values.map { item.filled($0) })
        case (.dictionary(_, let shape), .object(let members)):
            return .object(members.map { ($0.0, shape.filled($0.1)) })
        case (.optional(let shape), _): return value.isNull ? .null : shape.filled(value)
        default: return value
        }
    }
}

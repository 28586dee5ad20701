import Basketball
import Documents
import Storage

/// A raw row as SQL gives it, column by name.
struct SlowRow {
    private let values: [String: JSONValue]

    /// The rows of a query.
    static func query(_ warehouse: any Warehouse, _ sql: String) async throws -> [SlowRow] {
        let batch = try await warehouse.query(sql, limit: nil)
        return (0..<batch.count).map { row in
            SlowRow(
                values: Dictionary(
                    uniqueKeysWithValues: zip(batch.columns, batch.vectors).map { ($0.name, value($1, row)) }))
        }
    }

    func integer(_ name: String) -> Int? { values[name]?.number.map { Int($0) } }
    func real(_ name: String) -> Double? { values[name]?.number }
    func text(_ name: String) -> String? { values[name]?.string }

    /// A value of any column: dates and game ids as text, truth values as 1 and 0.
    static func value(_ vector: ColumnVector, _ row: Int) -> JSONValue {
        if vector.isNull(row) { return .null }
        return switch vector.type {
        case .integer, .boolean: .integer(vector.integers[row])
        case .real: .real(vector.reals[row])
        case .text: .string(vector.texts[row])
        case .date: .string("\(GameDate(dayNumber: vector.integers[row]))")
        case .gameID: .string(GameID.text(vector.integers[row]))
        }
    }
}

extension JSONValue {
    /// An integer, or null.
    static func known(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
    /// A real, or null.
    static func known(_ value: Double?) -> JSONValue { value.map { .real($0) } ?? .null }
    /// A text, or null.
    static func known(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    /// 1, 0 or null.
    static func known(_ value: Bool?) -> JSONValue { value.map { .integer($0 ? 1 : 0) } ?? .null }

    /// Whether two values are the same; reals to a billionth, integers exactly.
    func agrees(with other: JSONValue) -> Bool {
        if case .integer = self, case .integer = other { return self == other }
        if let a = number, let b = other.number { return abs(a - b) <= 1e-9 * max(1, abs(b)) }
        return self == other
    }
}

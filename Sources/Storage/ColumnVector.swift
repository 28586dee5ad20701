import Basketball

/// The values of one column, unboxed. Integers hold integers, booleans, day numbers and game ids.
package struct ColumnVector: Sendable {
    package enum Values: Sendable {
        case integers([Int])
        case reals([Double])
        case texts(TextVector)
    }

    package let type: ColumnType
    package private(set) var values: Values
    /// Whether a row is NULL; empty while no row is.
    package private(set) var nulls: [Bool] = []

    package init(_ type: ColumnType) {
        self.type = type
        switch type {
        case .integer, .boolean, .date, .gameID: values = .integers([])
        case .real: values = .reals([])
        case .text: values = .texts(TextVector())
        }
    }

    package var count: Int {
        switch values {
        case .integers(let v): v.count
        case .reals(let v): v.count
        case .texts(let v): v.count
        }
    }

    /// Makes room for so many values.
    mutating func reserve(_ rows: Int) {
        switch values {
        case .integers(var v):
            values = .integers([])
            v.reserveCapacity(rows)
            values = .integers(v)
        case .reals(var v):
            values = .reals([])
            v.reserveCapacity(rows)
            values = .reals(v)
        case .texts(var v):
            values = .texts(TextVector())
            v.reserve(rows, bytesEach: 12)
            values = .texts(v)
        }
    }

    @inline(__always) package func isNull(_ row: Int) -> Bool { !nulls.isEmpty && nulls[row] }

    package mutating func append(_ value: Int?) {
        guard case .integers(var v) = values else { preconditionFailure("an integer in a column of \(type)") }
        values = .integers([])
        note(null: value == nil, at: v.count)
        v.append(value ?? 0)
        values = .integers(v)
    }

    package mutating func append(_ value: Double?) {
        guard case .reals(var v) = values else { preconditionFailure("a real in a column of \(type)") }
        values = .reals([])
        // Not a number is no number: it is never written, and what made it must say why it is unknown.
        precondition(value?.isFinite ?? true, "a value that is not finite")
        note(null: value == nil, at: v.count)
        v.append(value ?? 0)
        values = .reals(v)
    }

    package mutating func append(_ value: Bool?) { append(value.map { $0 ? 1 : 0 }) }
    package mutating func append(_ value: GameDate?) { append(value?.dayNumber) }

    package mutating func append(_ value: String?) {
        guard case .texts(var v) = values else { preconditionFailure("text in a column of \(type)") }
        values = .texts(TextVector())
        note(null: value == nil, at: v.count)
        if let value { v.append(value) } else { v.appendEmpty() }
        values = .texts(v)
    }

    /// Texts of items, one after the other; nil is NULL.
    package mutating func append<Item>(_ items: [Item], _ text: (Item) -> String?) {
        guard case .texts(var v) = values else { preconditionFailure("text in a column of \(type)") }
        values = .texts(TextVector())
        v.reserve(v.count + items.count, bytesEach: 8)
        for item in items {
            let text = text(item)
            note(null: text == nil, at: v.count)
            if let text { v.append(text) } else { v.appendEmpty() }
        }
        values = .texts(v)
    }

    package mutating func append(bytes: UnsafeBufferPointer<UInt8>) {
        guard case .texts(var v) = values else { preconditionFailure("text in a column of \(type)") }
        values = .texts(TextVector())
        note(null: false, at: v.count)
        v.append(bytes)
        values = .texts(v)
    }

    /// Rows of another column of the same type.
    package mutating func append(_ other: ColumnVector, rows: Range<Int>) {
        let start = count
        switch (values, other.values) {
        case (.integers(var v), .integers(let o)):
            values = .integers([])
            v.append(contentsOf: o[rows])
            values = .integers(v)
        case (.reals(var v), .reals(let o)):
            values = .reals([])
            v.append(contentsOf: o[rows])
            values = .reals(v)
        case (.texts(var v), .texts(let o)):
            values = .texts(TextVector())
            v.append(o, rows: rows)
            values = .texts(v)
        default: preconditionFailure("columns of \(type) and \(other.type)")
        }
        guard !nulls.isEmpty || !other.nulls.isEmpty else { return }
        if nulls.isEmpty { nulls = Array(repeating: false, count: start) }
        if other.nulls.isEmpty {
            nulls.append(contentsOf: repeatElement(false, count: rows.count))
        } else {
            nulls.append(contentsOf: other.nulls[rows])
        }
    }

    /// Integers one after the other; `nulls` is empty when none is null, else as long.
    package mutating func append(integers: UnsafeBufferPointer<Int>, nulls: UnsafeBufferPointer<Bool>) {
        guard case .integers(var v) = values else { preconditionFailure("integers in a column of \(type)") }
        values = .integers([])
        note(nulls, at: v.count, count: integers.count)
        v.append(contentsOf: integers)
        values = .integers(v)
    }

    /// Reals one after the other; `nulls` is empty when none is null, else as long.
    package mutating func append(reals: UnsafeBufferPointer<Double>, nulls: UnsafeBufferPointer<Bool>) {
        guard case .reals(var v) = values else { preconditionFailure("reals in a column of \(type)") }
        precondition(reals.allSatisfy(\.isFinite), "a value that is not finite")
        values = .reals([])
        note(nulls, at: v.count, count: reals.count)
        v.append(contentsOf: reals)
        values = .reals(v)
    }

    private mutating func note(_ new: UnsafeBufferPointer<Bool>, at row: Int, count: Int) {
        if new.isEmpty, nulls.isEmpty { return }
        if nulls.isEmpty { nulls = Array(repeating: false, count: row) }
        if new.isEmpty {
            nulls.append(contentsOf: repeatElement(false, count: count))
        } else {
            nulls.append(contentsOf: new)
        }
    }

    private mutating func note(null: Bool, at row: Int) {
        if nulls.isEmpty {
            guard null else { return }
            nulls = Array(repeating: false, count: row)
        }
        nulls.append(null)
    }
}

extension ColumnVector {
    /// Integer values (also booleans as 0 and 1, day numbers, game ids); 0 in rows that are null.
    package var integers: [Int] {
        guard case .integers(let v) = values else { preconditionFailure("no integers in a column of \(type)") }
        return v
    }

    /// Real values; 0 in rows that are null.
    package var reals: [Double] {
        guard case .reals(let v) = values else { preconditionFailure("no reals in a column of \(type)") }
        return v
    }

    /// Texts; empty in rows that are null.
    package var texts: TextVector {
        guard case .texts(let v) = values else { preconditionFailure("no texts in a column of \(type)") }
        return v
    }

    package func integer(_ row: Int) -> Int? { isNull(row) ? nil : integers[row] }
    package func real(_ row: Int) -> Double? { isNull(row) ? nil : reals[row] }
    package func text(_ row: Int) -> String? { isNull(row) ? nil : texts[row] }
    package func boolean(_ row: Int) -> Bool? { integer(row).map { $0 != 0 } }
    package func date(_ row: Int) -> GameDate? { integer(row).map { GameDate(dayNumber: $0) } }
}

extension ColumnVector {
    /// Integers, booleans, day numbers or game ids, none of them null.
    package init(_ type: ColumnType, integers: [Int]) {
        precondition(type != .real && type != .text, "integers in a column of \(type)")
        self.type = type
        values = .integers(integers)
    }

    /// Reals, none of them null. Each must be finite.
    package init(reals: [Double]) {
        type = .real
        values = .reals(reals)
    }

    /// Texts, none of them null.
    package init(texts: TextVector) {
        type = .text
        values = .texts(texts)
    }
}

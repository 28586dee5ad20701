import Basketball
import Storage

/// One column of a computed table: what it is, and how a row's value comes about.
package struct ColumnRule<Row: AnyObject>: Sendable {
    package let column: Column
    /// Appends the column's values of rows, whose references are not counted: the caller keeps the rows alive.
    let fill: @Sendable ([Unmanaged<Row>], inout ColumnVector) -> Void

    private init(_ column: Column, _ fill: @escaping @Sendable ([Unmanaged<Row>], inout ColumnVector) -> Void) {
        self.column = column
        self.fill = fill
    }

    /// Whole numbers.
    package static func integer(
        _ name: String, unit: String = "", nullable: Bool = false, _ meaning: String = "",
        _ value: @escaping @Sendable (Row) -> Int?
    ) -> ColumnRule {
        ColumnRule(Column(name, .integer, unit: unit, nullable: nullable, meaning)) { rows, vector in
            fillIntegers(rows, &vector, value)
        }
    }

    /// Doubles.
    package static func real(
        _ name: String, unit: String = "", nullable: Bool = false, _ meaning: String = "",
        _ value: @escaping @Sendable (Row) -> Double?
    ) -> ColumnRule {
        ColumnRule(Column(name, .real, unit: unit, nullable: nullable, meaning)) { rows, vector in
            fillReals(rows, &vector, value)
        }
    }

    /// Texts.
    package static func text(
        _ name: String, unit: String = "", nullable: Bool = false, _ meaning: String = "",
        _ value: @escaping @Sendable (Row) -> String?
    ) -> ColumnRule {
        ColumnRule(Column(name, .text, unit: unit, nullable: nullable, meaning)) { rows, vector in
            vector.append(rows) { $0._withUnsafeGuaranteedRef(value) }
        }
    }

    /// True or false.
    package static func boolean(
        _ name: String, nullable: Bool = false, _ meaning: String = "", _ value: @escaping @Sendable (Row) -> Bool?
    ) -> ColumnRule {
        ColumnRule(Column(name, .boolean, nullable: nullable, meaning)) { rows, vector in
            fillIntegers(rows, &vector) { value($0).map { $0 ? 1 : 0 } }
        }
    }

    /// League dates.
    package static func date(
        _ name: String, _ meaning: String = "", _ value: @escaping @Sendable (Row) -> GameDate
    ) -> ColumnRule {
        ColumnRule(Column(name, .date, meaning)) { rows, vector in
            fillIntegers(rows, &vector) { value($0).dayNumber }
        }
    }

    /// Game ids, by their number.
    package static func gameNumber(
        _ name: String, _ meaning: String = "", _ value: @escaping @Sendable (Row) -> Int
    ) -> ColumnRule {
        ColumnRule(Column(name, .gameID, meaning)) { rows, vector in
            fillIntegers(rows, &vector) { value($0) }
        }
    }

    /// Game ids.
    package static func gameID(
        _ name: String, _ meaning: String = "", _ value: @escaping @Sendable (Row) -> GameID
    ) -> ColumnRule {
        ColumnRule(Column(name, .gameID, meaning)) { rows, vector in
            fillIntegers(rows, &vector) { value($0).number }
        }
    }
}

/// Appends a value for each row, made in plain memory first.
private func fillIntegers<Row: AnyObject>(
    _ rows: [Unmanaged<Row>], _ vector: inout ColumnVector, _ value: (Row) -> Int?
) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: rows.count) { values in
        withUnsafeTemporaryAllocation(of: Bool.self, capacity: rows.count) { nulls in
            var hasNull = false
            for index in rows.indices {
                let found = rows[index]._withUnsafeGuaranteedRef(value)
                values.initializeElement(at: index, to: found ?? 0)
                nulls.initializeElement(at: index, to: found == nil)
                if found == nil { hasNull = true }
            }
            vector.append(
                integers: UnsafeBufferPointer(values),
                nulls: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(nulls)[..<(hasNull ? rows.count : 0)]))
        }
    }
}

private func fillReals<Row: AnyObject>(
    _ rows: [Unmanaged<Row>], _ vector: inout ColumnVector, _ value: (Row) -> Double?
) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { values in
        withUnsafeTemporaryAllocation(of: Bool.self, capacity: rows.count) { nulls in
            var hasNull = false
            for index in rows.indices {
                let found = rows[index]._withUnsafeGuaranteedRef(value)
                values.initializeElement(at: index, to: found ?? 0)
                nulls.initializeElement(at: index, to: found == nil)
                if found == nil { hasNull = true }
            }
            vector.append(
                reals: UnsafeBufferPointer(values),
                nulls: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(nulls)[..<(hasNull ? rows.count : 0)]))
        }
    }
}

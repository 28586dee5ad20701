import Basketball
import Storage

/// One column of a computed table: what it is, and how a row's value comes about.
package struct ColumnRule<Row>: Sendable {
    package let column: Column
    let fill: @Sendable ([Row], inout ColumnVector) -> Void

    private init(_ column: Column, _ fill: @escaping @Sendable ([Row], inout ColumnVector) -> Void) {
        self.column = column
        self.fill = fill
    }

    /// Whole numbers.
    package static func integer(
        _ name: String, unit: String = "", nullable: Bool = false, _ meaning: String = "",
        _ value: @escaping @Sendable (Row) -> Int?
    ) -> ColumnRule {
        ColumnRule(Column(name, .integer, unit: unit, nullable: nullable, meaning)) { rows, vector in
            for row in rows { vector.append(value(row)) }
        }
    }

    /// Doubles.
    package static func real(
        _ name: String, unit: String = "", nullable: Bool = false, _ meaning: String = "",
        _ value: @escaping @Sendable (Row) -> Double?
    ) -> ColumnRule {
        ColumnRule(Column(name, .real, unit: unit, nullable: nullable, meaning)) { rows, vector in
            for row in rows { vector.append(value(row)) }
        }
    }

    /// Texts.
    package static func text(
        _ name: String, unit: String = "", nullable: Bool = false, _ meaning: String = "",
        _ value: @escaping @Sendable (Row) -> String?
    ) -> ColumnRule {
        ColumnRule(Column(name, .text, unit: unit, nullable: nullable, meaning)) { rows, vector in
            for row in rows { vector.append(value(row)) }
        }
    }

    /// True or false.
    package static func boolean(
        _ name: String, nullable: Bool = false, _ meaning: String = "", _ value: @escaping @Sendable (Row) -> Bool?
    ) -> ColumnRule {
        ColumnRule(Column(name, .boolean, nullable: nullable, meaning)) { rows, vector in
            for row in rows { vector.append(value(row)) }
        }
    }

    /// League dates.
    package static func date(
        _ name: String, _ meaning: String = "", _ value: @escaping @Sendable (Row) -> GameDate
    ) -> ColumnRule {
        ColumnRule(Column(name, .date, meaning)) { rows, vector in for row in rows { vector.append(value(row)) } }
    }

    /// Game ids.
    package static func gameID(
        _ name: String, _ meaning: String = "", _ value: @escaping @Sendable (Row) -> GameID
    ) -> ColumnRule {
        ColumnRule(Column(name, .gameID, meaning)) { rows, vector in
            for row in rows { vector.append(value(row).number) }
        }
    }
}

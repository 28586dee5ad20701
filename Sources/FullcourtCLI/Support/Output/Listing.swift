/// A row of a listing: conform to it, and the listing can be written in every `OutputFormat`.
///
///     struct GapRow: Listing {
///         static let columns = [ListingColumn("table"), ListingColumn("days", alignment: .right)]
///         let table: String
///         let days: Int
///         var cells: [Cell] { [.text(table), .integer(days)] }
///     }
package protocol Listing {
    /// The columns, in the order in which they are written.
    static var columns: [ListingColumn] { get }
    /// One cell a column.
    var cells: [Cell] { get }
}

/// A column of a listing.
package struct ListingColumn: Sendable, Equatable {
    /// The side that the cells of a column share in a table.
    package enum Alignment: Sendable, Equatable {
        case left
        case right
    }

    /// The key in JSON and in the header of CSV, in snake case.
    package let key: String
    /// The heading in a table.
    package let title: String
    /// The side that the cells share in a table.
    package let alignment: Alignment
    /// Decimals that a table shows of reals; nil shows all. JSON and CSV always have all.
    package let decimals: Int?

    /// A column; without a title the heading is the key with spaces for underscores.
    package init(_ key: String, _ title: String? = nil, alignment: Alignment = .left, decimals: Int? = nil) {
        self.key = key
        self.title = title ?? ListingColumn.words(key)
        self.alignment = alignment
        self.decimals = decimals
    }

    /// Columns of a result whose names are known at run time only: each key is made unique (`x`, `x_2`), the heading is
    /// the name as it is, and a column in which every value is a number is aligned right.
    package static func inferred(names: [String], rows: [[Cell]]) -> [ListingColumn] {
        var taken = Set(names)
        var seen: Set<String> = []
        return names.enumerated().map { index, name in
            var key = name
            var number = 2
            while !seen.insert(key).inserted || (key != name && taken.contains(key)) {
                key = "\(name)_\(number)"
                number += 1
            }
            taken.insert(key)
            let values = rows.lazy.map { $0[index] }.filter { $0.value != .null }
            let numeric = !values.isEmpty && values.allSatisfy(\.isNumber)
            return ListingColumn(key, key, alignment: numeric ? .right : .left)
        }
    }

    /// A key as words: `units_done` is `units done`.
    static func words(_ key: String) -> String { String(key.map { $0 == "_" ? " " : $0 }) }
}

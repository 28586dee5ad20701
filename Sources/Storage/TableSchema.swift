/// How a column's values are held and written.
package enum ColumnType: String, Sendable {
    /// 64-bit integer.
    case integer
    /// IEEE double; never NaN or infinite.
    case real
    /// UTF-8 text.
    case text
    /// true or false; 1 or 0 in SQLite.
    case boolean
    /// A league date: a day number in memory, `YYYY-MM-DD` text in SQL.
    case date
    /// A game id: its number in memory, ten digits of text in SQL.
    case gameID
}

/// One column: its SQL name, type, unit and meaning.
package struct Column: Sendable, Hashable {
    package let name: String
    package let type: ColumnType
    package let unit: String
    package let nullable: Bool
    package let meaning: String

    package init(_ name: String, _ type: ColumnType, unit: String = "", nullable: Bool = false, _ meaning: String = "")
    {
        self.name = name
        self.type = type
        self.unit = unit
        self.nullable = nullable
        self.meaning = meaning
    }
}

/// A table: columns in their published order and the primary key.
package struct TableSchema: Sendable, Hashable {
    /// Who owns the rows, and so what a change of schema means.
    package enum Kind: String, Sendable {
        /// Imported: never dropped by us.
        case raw
        /// Computed: dropped and built again when its columns change.
        case derived
        /// The ledger, counters, provenance.
        case system
    }

    /// How rows are written.
    package enum Layout: Sendable, Hashable {
        /// By key: inserted, replaced and deleted one by one.
        case keyed
        /// The same with a key of two whole numbers, the second of at most so many bits.
        case numbered(bits: Int)
        /// By date alone, all rows of a date at a time (`Change.replace`), in key order, each key once; the key is the date
        /// and whole numbers.
        case byDate
    }

    package let name: String
    package let kind: Kind
    package let layout: Layout
    package let columns: [Column]
    /// Names of the key columns, in key order. Rows are stored and read in this order.
    package let key: [String]
    /// The column that holds the league date, where rows belong to one.
    package let dateColumn: String?

    package init(
        _ name: String, _ kind: Kind, _ layout: Layout = .keyed, key: [String], dateColumn: String? = nil,
        _ columns: [Column]
    ) {
        precondition(layout != .byDate || dateColumn != nil, "a table that is written by date without a date")
        let keyColumns = columns.filter { key.contains($0.name) }
        precondition(
            layout == .keyed || !keyColumns.contains { [.text, .real].contains($0.type) }, "a key that is no number")
        self.name = name
        self.kind = kind
        self.layout = layout
        self.columns = columns
        self.key = key
        self.dateColumn = dateColumn
    }

    /// The same with rows that are found by a tree of keys.
    var keyed: TableSchema { TableSchema(name, kind, key: key, dateColumn: dateColumn, columns) }

    /// Position of a column; nil when there is none of that name.
    package func index(of column: String) -> Int? { columns.firstIndex { $0.name == column } }

    /// The named columns, in the order given.
    package func columns(named names: [String]) throws(StorageError) -> [Column] {
        var found: [Column] = []
        for name in names {
            guard let column = columns.first(where: { $0.name == name }) else {
                throw StorageError(.unknownColumn, "table \(self.name) has no column \(name)")
            }
            found.append(column)
        }
        return found
    }
}

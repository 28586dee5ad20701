import Basketball

/// Numbers that stand for the key as the INTEGER PRIMARY KEY of a table: SQLite appends such rows in two thirds of the time
/// that it takes to append to a tree of keys.
enum RowNumbers {
    /// The column, behind those of the schema.
    static let column = "row_number"
    /// Room for the place of a row among those of its date.
    private static let bitsOfPlace = 20

    /// Bits behind those of the leading column; nil where the table has no numbers.
    private static func bits(_ table: TableSchema) -> Int? {
        switch table.layout {
        case .keyed: nil
        case .numbered(let bits): bits
        case .byDate: bitsOfPlace
        }
    }

    /// The column whose ranges are ranges of numbers; nil where the table has no numbers.
    static func leading(_ table: TableSchema) -> String? {
        switch table.layout {
        case .keyed: nil
        case .numbered: table.key.first
        case .byDate: table.dateColumn
        }
    }

    /// The numbers of all rows with values of the leading column in a range.
    static func range(_ table: TableSchema, _ values: ClosedRange<Int>) -> ClosedRange<Int> {
        let bits = bits(table) ?? 0
        let most = Int.max >> bits
        let values = values.clamped(to: -most...most)
        return (values.lowerBound << bits)...(values.upperBound << bits | (1 << bits - 1))
    }

    /// The numbers of rows by their key of two numbers, which may be all that the batch has.
    ///
    /// - Throws: when there is no room for the second.
    static func ofKeys(_ table: TableSchema, _ batch: ColumnBatch) throws(StorageError) -> [Int] {
        let first = batch[table.key[0]].integers
        let second = batch[table.key[1]].integers
        let bits = bits(table) ?? 0
        var numbers: [Int] = []
        numbers.reserveCapacity(first.count)
        for row in first.indices {
            guard second[row] >= 0, second[row] < 1 << bits else {
                throw StorageError(
                    .write, "\(table.key[1]) \(second[row]) of \(table.name) is not from 0 to \(1 << bits - 1)")
            }
            numbers.append(first[row] << bits | second[row])
        }
        return numbers
    }

    /// The number of a row in SQL.
    static func expression(_ table: TableSchema) -> String {
        let bits = bits(table) ?? 0
        guard table.layout == .byDate, let date = table.dateColumn else {
            return "CAST(\"\(table.key[0])\" AS INTEGER) << \(bits) | \"\(table.key[1])\""
        }
        let key = table.key.map { "\"\($0)\"" }.joined(separator: ", ")
        return "unixepoch(\"\(date)\") / 86400 << \(bits) | "
            + "(row_number() OVER (PARTITION BY \"\(date)\" ORDER BY \(key)) - 1)"
    }

    /// Numbers rows of a table that is written by date, piece by piece: `day << 20 | place`, the place in key order. What a
    /// tree of keys would refuse, the same key twice, is refused here.
    struct ByDate {
        private let table: TableSchema
        private let date: Int
        private let key: [Int]
        /// Day, place and key of the last row.
        private var day = Int.min
        private var place = 0
        private var last: [Int] = []

        init(_ table: TableSchema) {
            self.table = table
            let date = table.dateColumn.flatMap { table.index(of: $0) } ?? 0
            self.date = date
            key = table.key.compactMap { table.index(of: $0) }.filter { $0 != date }
        }

        /// Numbers for the next rows.
        ///
        /// - Throws: when rows of a date are not in key order, or one is there twice.
        mutating func next(_ batch: ColumnBatch) throws(StorageError) -> [Int] {
            let days = batch.vectors[date].integers
            let keys = key.map { batch.vectors[$0].integers }
            var numbers: [Int] = []
            numbers.reserveCapacity(days.count)
            for row in days.indices {
                if days[row] != day {
                    (day, place) = (days[row], 0)
                } else {
                    guard isBehindLast(keys, row) else {
                        let date = GameDate(dayNumber: day)
                        throw StorageError(.write, "rows of \(table.name) on \(date) out of key order, or one twice")
                    }
                    place += 1
                }
                guard place < 1 << bitsOfPlace else {
                    throw StorageError(.write, "more than \(1 << bitsOfPlace) rows of \(table.name) on one date")
                }
                numbers.append(day << bitsOfPlace | place)
            }
            if let end = days.indices.last { last = keys.map { $0[end] } }
            return numbers
        }

        /// Whether a row's key is behind that of the row before, which may be the last of the piece before.
        @inline(__always) private func isBehindLast(_ keys: [[Int]], _ row: Int) -> Bool {
            for column in keys.indices {
                let (before, own) = (row > 0 ? keys[column][row - 1] : last[column], keys[column][row])
                if before != own { return before < own }
            }
            return false
        }
    }
}

extension TableSchema {
    /// Names of the columns that a SQLite file has of the table.
    package var storedColumns: [String] { columns.map(\.name) + (layout == .keyed ? [] : [RowNumbers.column]) }
}

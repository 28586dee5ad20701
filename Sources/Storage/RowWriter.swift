import Basketball

/// Writes rows value by value, in column order, into a batch.
package struct RowWriter {
    package private(set) var batch: ColumnBatch
    private var column = 0

    package init(_ columns: [Column]) { batch = ColumnBatch(columns) }

    /// An integer, a game id's number or NULL.
    @inline(__always) package mutating func put(_ value: Int?) {
        batch.vectors[column].append(value)
        column += 1
    }

    @inline(__always) package mutating func put(_ value: Double?) {
        batch.vectors[column].append(value)
        column += 1
    }

    @inline(__always) package mutating func put(_ value: String?) {
        batch.vectors[column].append(value)
        column += 1
    }

    package mutating func put(_ value: Bool?) { put(value.map { $0 ? 1 : 0 }) }
    package mutating func put(_ value: GameDate?) { put(value?.dayNumber) }

    /// The fourteen counts and plus-minus, one column each.
    package mutating func put(_ stats: CountingStats) {
        for stat in Stat.allCases { put(stats[stat]) }
    }

    /// Ends the row; every column must have its value.
    package mutating func endRow() {
        precondition(column == batch.columns.count, "a row of \(column) values for \(batch.columns.count) columns")
        column = 0
    }
}

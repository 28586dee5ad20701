/// Rows of a table, column by column.
package struct ColumnBatch: Sendable {
    package let columns: [Column]
    package var vectors: [ColumnVector]

    /// No rows.
    package init(_ columns: [Column]) {
        self.columns = columns
        vectors = columns.map { ColumnVector($0.type) }
    }

    /// Columns without names, just to look at their values.
    package init(_ vectors: [ColumnVector]) {
        columns = vectors.map { Column("", $0.type) }
        self.vectors = vectors
    }

    package init(_ schema: TableSchema) { self.init(schema.columns) }

    package var count: Int { vectors.first?.count ?? 0 }
    package var isEmpty: Bool { count == 0 }

    /// The vector of a column; traps on a name that was not asked for, which is a mistake of the program.
    package subscript(name: String) -> ColumnVector {
        guard let index = columns.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("no column \(name) among \(columns.map(\.name))")
        }
        return vectors[index]
    }

    /// Makes room for so many rows.
    package mutating func reserve(_ rows: Int) {
        for index in vectors.indices { vectors[index].reserve(rows) }
    }

    /// Appends rows of a batch with the same columns.
    package mutating func append(_ other: ColumnBatch, rows: Range<Int>? = nil) {
        precondition(columns == other.columns, "batches of different columns")
        for index in vectors.indices { vectors[index].append(other.vectors[index], rows: rows ?? 0..<other.count) }
    }

    /// Some of the columns, in the order given; traps on a name that is not there, which is a mistake of the program.
    package func selecting(columns names: [String]) -> ColumnBatch {
        let places = names.map { name in
            guard let place = columns.firstIndex(where: { $0.name == name }) else {
                preconditionFailure("no column \(name) among \(columns.map(\.name))")
            }
            return place
        }
        var picked = ColumnBatch(places.map { columns[$0] })
        picked.vectors = places.map { vectors[$0] }
        return picked
    }

    /// Rows in the order given.
    package func selecting(_ rows: [Int]) -> ColumnBatch {
        var picked = ColumnBatch(columns)
        for index in vectors.indices {
            for row in rows { picked.vectors[index].append(vectors[index], rows: row..<(row + 1)) }
        }
        return picked
    }
}

/// Changes as the writer takes them: the rows of large ones encoded in an image, everything else to be bound.
struct StagedChanges: Sendable {
    /// Values from which on rows are worth an image of their own, and those from which on they are worth a place in one:
    /// SQLite has to read the definitions of its tables.
    private static let leastValues = (alone: 20_000, besides: 2_000)

    let changes: [Change]
    /// Nil where no change is large or can be encoded, or there is no memory for it.
    let image: DatabaseImage?
    /// Positions of the changes whose rows are in the image.
    private(set) var imaged: Set<Int> = []

    /// - Throws: when rows of a date are not in key order, or one is there twice.
    init(_ changes: [Change], memory: () -> PageMemory?) throws {
        self.changes = changes
        guard changes.contains(where: { $0.values >= StagedChanges.leastValues.alone }), let memory = memory() else {
            image = nil
            return
        }
        var image = DatabaseImage(memory)
        for (index, change) in changes.enumerated() where change.values >= StagedChanges.leastValues.besides {
            guard let (table, pieces) = change.newRows else { continue }
            if image.add(table, try NumberedRows.make(table, pieces)) { imaged.insert(index) }
        }
        guard !image.isEmpty, image.finish() else {
            imaged = []
            self.image = nil
            return
        }
        self.image = image
    }
}

extension Change {
    /// Rows that are added to a table of numbered rows and replace none of the same number.
    var newRows: (table: TableSchema, pieces: [ColumnBatch])? {
        switch self {
        case .insert(let table, let rows) where table.layout != .keyed: (table, [rows])
        case .replace(let table, _, let pieces) where table.layout != .keyed: (table, pieces)
        default: nil
        }
    }

    /// Values of those rows.
    fileprivate var values: Int {
        guard let (table, pieces) = newRows else { return 0 }
        return pieces.reduce(0) { $0 + $1.count } * table.columns.count
    }
}

extension NumberedRows {
    /// Rows of a table whose rows have numbers, and these.
    static func make(_ table: TableSchema, _ pieces: [ColumnBatch]) throws(StorageError) -> [NumberedRows] {
        var byDate = RowNumbers.ByDate(table)
        var made: [NumberedRows] = []
        for rows in pieces {
            precondition(rows.columns == table.columns, "a batch of other columns than \(table.name) has")
            let numbers = try table.layout == .byDate ? byDate.next(rows) : RowNumbers.ofKeys(table, rows)
            made.append(NumberedRows(rows: rows, numbers: numbers))
        }
        return made
    }
}

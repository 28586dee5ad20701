import GRDBSQLite

/// A SQLite database in memory with rows that are about to be written, made without SQLite.
///
/// SQLite copies rows from one database to another as they are (`INSERT INTO a SELECT * FROM b`, both of the same definition),
/// in a quarter of the time that it takes to bind and encode their values. So rows are encoded here, beside the writer;
/// whether a row number is there twice is SQLite's to check, as ever.
struct DatabaseImage: Sendable {
    private let memory: PageMemory
    /// The tables, each with the page at the root of its tree.
    private var tables: [(schema: TableSchema, root: Int)] = []

    /// - Parameter memory: is overwritten.
    init(_ memory: PageMemory) {
        self.memory = memory
        memory.shrink(to: 0)
        _ = memory.add()
    }

    var isEmpty: Bool { tables.isEmpty }

    /// The bytes of the database, once it is finished; valid as long as the image.
    var bytes: (start: UnsafeMutablePointer<UInt8>, count: Int) {
        (memory.start.assumingMemoryBound(to: UInt8.self), memory.byteCount)
    }

    /// Gives the memory back for another image.
    func recycled() -> PageMemory { memory }

    /// Adds a table and its rows.
    ///
    /// - Returns: false, and nothing is added, where only SQLite itself can write the rows or say what is wrong with them:
    ///   when they do not come in the order of their numbers, one is longer than a page, a value is not what its column may
    ///   hold, or the image would be too large.
    mutating func add(_ table: TableSchema, _ pieces: [NumberedRows]) -> Bool {
        let before = memory.pages
        guard !tables.contains(where: { $0.schema.name == table.name }), let leaves = leaves(table, pieces),
            let root = root(of: leaves), memory.pages <= PageMemory.most
        else {
            memory.shrink(to: before)
            return false
        }
        tables.append((table, root))
        return true
    }

    /// Pages with all rows, each with its last number; nil when that cannot be.
    private func leaves(_ table: TableSchema, _ pieces: [NumberedRows]) -> [(page: Int, last: Int)]? {
        var record = RecordEncoder(columns: table.columns.count)
        var leaves: [(page: Int, last: Int)] = []
        var last = Int.min
        var number = memory.add()
        var page = TreePage(.leaf, memory[number])
        for piece in pieces where !piece.rows.isEmpty {
            let fits = CellPointers.with(piece.rows) { cells in
                for (row, key) in piece.numbers.enumerated() {
                    guard key > last, record.encode(cells, table.columns, row) else { return false }
                    if !page.add(record, number: key) {
                        page.finish()
                        leaves.append((number, last))
                        number = memory.add()
                        page = TreePage(.leaf, memory[number])
                        guard page.add(record, number: key) else { return false }
                    }
                    last = key
                }
                return true
            }
            guard fits else { return nil }
        }
        page.finish()
        return leaves + [(number, last)]
    }

    /// The page above the leaves.
    ///
    /// - Returns: the root; nil when there are more leaves than one page can name, some 280 MB.
    private func root(of leaves: [(page: Int, last: Int)]) -> Int? {
        guard let rightmost = leaves.last, leaves.count > 1 else { return leaves.last?.page }
        let number = memory.add()
        var page = TreePage(.interior, memory[number])
        for leaf in leaves.dropLast() {
            guard page.add(child: leaf.page, last: leaf.last) else { return nil }
        }
        page.finish(rightmost: rightmost.page)
        return number
    }

    /// Writes the first page: the header of the file and the definitions of the tables.
    ///
    /// - Returns: false when the definitions have no room in it.
    func finish() -> Bool {
        writeHeader()
        var page = TreePage(.leaf, memory[1], isFirst: true)
        var definitions = ColumnBatch(
            [Column("type", .text), Column("name", .text), Column("tbl_name", .text), Column("rootpage", .integer)]
                + [Column("sql", .text)])
        for (table, root) in tables {
            for (index, text) in ["table", table.name, table.name].enumerated() {
                definitions.vectors[index].append(text)
            }
            definitions.vectors[3].append(root)
            definitions.vectors[4].append(SQLDialect.create(table))
        }
        var record = RecordEncoder(columns: definitions.columns.count, isNumbered: false)
        return CellPointers.with(definitions) { cells in
            for row in tables.indices {
                guard record.encode(cells, definitions.columns, row), page.add(record, number: row + 1) else {
                    return false
                }
            }
            page.finish()
            return true
        }
    }

    /// The header of the file ([file format](https://sqlite.org/fileformat2.html#the_database_header), section 1.3).
    private func writeHeader() {
        let page = memory[1]
        func put(_ value: Int, _ offset: Int) {
            page.storeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian, toByteOffset: offset, as: UInt32.self)
        }
        let magic: StaticString = "SQLite format 3"
        page.copyMemory(from: magic.utf8Start, byteCount: magic.utf8CodeUnitCount)
        // 1 stands for 65536.
        page.storeBytes(of: UInt16(1).bigEndian, toByteOffset: 16, as: UInt16.self)
        for (offset, byte) in zip(18..., [1, 1, 0, 64, 32, 32] as [UInt8]) {
            page.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
        }
        let changes = 1
        put(changes, 24)
        put(memory.pages, 28)
        put(1, 40)  // counts changes of definitions
        put(4, 44)  // the form of records in which 0 and 1 need no byte
        put(1, 56)  // UTF-8
        put(changes, 92)
        put(Int(SQLITE_VERSION_NUMBER), 96)
    }
}

/// Rows and the number of each.
struct NumberedRows {
    let rows: ColumnBatch
    let numbers: [Int]

    /// The same with the numbers as the last column.
    var asColumns: ColumnBatch { ColumnBatch(rows.vectors + [ColumnVector(.integer, integers: numbers)]) }
}

import GRDB
import GRDBSQLite

extension SQLiteConnection {
    /// Reads rows from the pages of the file, which takes a fraction of the time that SQLite takes to hand them over value by
    /// value (ADR 27).
    ///
    /// - Parameter log: who knows how much of the write-ahead log is in the file.
    /// - Returns: nil where only SQLite can read them: then nothing is known.
    static func scanPages(
        _ table: TableSchema, _ columns: [Column], _ selection: Selection, _ log: LogKeeper, _ db: Database
    ) throws -> ColumnBatch? {
        guard let ranges = numbers(table, selection), Set(columns.map(\.name)).count == columns.count else {
            return nil
        }
        // This is also what makes the transaction see one state from here on.
        let sql = "SELECT rootpage, sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?"
        guard let definition = try Row.fetchOne(try db.cachedStatement(sql: sql), arguments: [table.name]) else {
            return nil
        }
        let root: Int = definition[0]
        let stored: String = definition[1]
        // Most tables of keys are small: for them no more is copied than what opening a warehouse leaves in the log.
        let most = table.layout == .keyed ? LogKeeper.mostCopied.keyed : LogKeeper.mostCopied.numbered
        guard stored == SQLDialect.create(table), isFileTheSnapshot(log, copying: most, db), let file = PageFile(db)
        else { return nil }
        var batch = ColumnBatch(columns)
        var decoder = RecordDecoder(stored: table.columnsOfRecords, wanted: columns, pick: selection.pick)
        for numbers in ranges {
            let tree = PageTree(file: file, root: root, numbers: numbers)
            if selection.pick == nil { batch.reserve(batch.count + tree.count()) }
            guard tree.walk({ decoder.add($0, to: &batch) }) else { return nil }
        }
        decoder.flush(into: &batch)
        return batch
    }

    /// The numbers of the rows among which a selection's are; nil where they have none or others than it goes by.
    private static func numbers(_ table: TableSchema, _ selection: Selection) -> [ClosedRange<Int>]? {
        switch selection {
        case .all: return [Int.min...Int.max]
        case .range(let name, let range):
            return RowNumbers.leading(table) == name ? [RowNumbers.range(table, range)] : nil
        case .among(let name, _, let dates):
            guard table.layout == .byDate, let place = table.index(of: name), table.columns[place].type == .integer
            else { return nil }
            return dates.map { dates in
                dates.map(\.dayNumber).ranges(widestGap: 1).map { RowNumbers.range(table, $0) }
            } ?? [Int.min...Int.max]
        }
    }

    /// Whether the file holds what a connection sees: nothing of that is in the log alone.
    ///
    /// Once this is true it stays so until the connection's transaction ends: nobody copies later commits from the log into
    /// the file as long as an earlier one is read.
    ///
    /// - Parameter most: bytes of a log that may be copied first.
    private static func isFileTheSnapshot(_ log: LogKeeper, copying most: Int, _ db: Database) -> Bool {
        guard sqlite3_txn_state(db.sqliteConnection, "main") == SQLITE_TXN_READ, let size = logSize(db) else {
            return false
        }
        return size == 0 || size <= most && log.isCopied()
    }

    /// Whether others find at the path of a connection's file that file.
    static func isInPlace(_ db: Database) -> Bool {
        var hasMoved: Int32 = 1
        let code = sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
        return code == SQLITE_OK && hasMoved == 0
    }

    /// Bytes of the write-ahead log that a connection has open; nil where it has none, or others would find another file at
    /// the same place.
    private static func logSize(_ db: Database) -> Int? {
        guard isInPlace(db) else { return nil }
        var found: UnsafeMutablePointer<sqlite3_file>?
        let code = withUnsafeMutablePointer(to: &found) {
            sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_JOURNAL_POINTER, $0)
        }
        var size: sqlite3_int64 = 0
        guard code == SQLITE_OK, let file = found, file.pointee.pMethods?.pointee.xFileSize?(file, &size) == SQLITE_OK
        else { return nil }
        return Int(size)
    }
}

extension Selection {
    /// A column of whole numbers, and the numbers that are wanted of it.
    fileprivate var pick: (column: String, numbers: [Int])? {
        guard case .among(let column, let numbers, _) = self else { return nil }
        return (column, numbers)
    }
}

extension TableSchema {
    /// The columns in the order in which records have them: in a tree of keys these come first.
    fileprivate var columnsOfRecords: [Column] {
        guard layout == .keyed else { return columns }
        let keys = key.compactMap { name in columns.first { $0.name == name } }
        return keys + columns.filter { !key.contains($0.name) }
    }
}

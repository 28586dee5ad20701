import Basketball
import GRDB
import GRDBSQLite

/// The work on one SQLite connection: bulk changes and reads. Everything here runs on GRDB's queue of that connection.
enum SQLiteConnection {
    /// Applies changes in the transaction that is open.
    ///
    /// - Parameter image: the rows of large changes; nil where they are to be bound like all others.
    static func apply(_ staged: StagedChanges, _ image: AttachedImage?, _ db: Database) throws {
        for (index, change) in staged.changes.enumerated() {
            try apply(change, staged.imaged.contains(index) ? image : nil, db)
        }
    }

    private static func apply(_ change: Change, _ image: AttachedImage?, _ db: Database) throws {
        switch change {
        case .insert(let table, _), .upsert(let table, _), .delete(let table, _):
            precondition(table.layout != .byDate, "\(table.name) is written by date")
        case .replace, .update: break
        }
        switch change {
        case .insert(let table, let batch):
            try insert(table, [batch], replacing: false, image, db)
            try bump(table, db)
        case .upsert(let table, let batch):
            try insert(table, [batch], replacing: true, nil, db)
            try bump(table, db)
        case .delete(let table, let keys):
            guard !keys.isEmpty else { return }
            let statement = try db.cachedStatement(sql: SQLDialect.delete(table))
            var keys = keys
            if table.layout != .keyed {
                keys = ColumnBatch([ColumnVector(.integer, integers: try RowNumbers.ofKeys(table, keys))])
            }
            try run(db, statement, keys, rows: 0..<keys.count, width: 1)
            try bump(table, db)
        case .replace(let table, let dates, let pieces):
            guard let column = table.dateColumn else {
                throw StorageError(.write, "table \(table.name) has no date to replace by")
            }
            let statement = try db.cachedStatement(sql: SQLDialect.deleteDate(table, column: column))
            for date in dates {
                let (first, last) = try bounds(table, column, date.dayNumber...date.dayNumber)
                try statement.execute(arguments: [first, last])
            }
            try insert(table, pieces, replacing: false, image, db)
            try bump(table, db)
        case .update(let table, let batch):
            guard !batch.isEmpty else { return }
            let rows = NumberedRows(rows: batch, numbers: try places(table, batch, db)).asColumns
            let statement = try db.cachedStatement(sql: SQLDialect.insert(table, rows: 1, replacing: true))
            try run(db, statement, rows, rows: 0..<rows.count, width: 1)
            try bump(table, db)
        }
    }

    /// The numbers of stored rows with the keys of others.
    private static func places(_ table: TableSchema, _ rows: ColumnBatch, _ db: Database) throws -> [Int] {
        guard table.layout == .byDate, let date = table.dateColumn else {
            throw StorageError(.write, "table \(table.name) is not written by date")
        }
        let statement = try db.cachedStatement(sql: SQLDialect.place(table))
        let days = rows[date].integers
        let key = try table.columns(named: table.key.filter { $0 != date }).map { ($0, rows[$0.name].integers) }
        return try days.indices.map { row in
            let (first, last) = try bounds(table, date, days[row]...days[row])
            let values = [first, last] + key.map { value($0.1[row], $0.0) }
            guard let place = try Int.fetchOne(statement, arguments: StatementArguments(values)) else {
                let named = key.map { "\($0.0.name) \($0.1[row])" }.joined(separator: ", ")
                throw StorageError(
                    .write,
                    "\(table.name) has no row of \(named) on \(GameDate(dayNumber: days[row])) to take the place of")
            }
            return place
        }
    }

    /// Values that one insert statement takes: rows of one statement go in without a search from the root for each.
    private static let valuesPerInsert = 1000

    private static func insert(
        _ table: TableSchema, _ batches: [ColumnBatch], replacing: Bool, _ image: AttachedImage?, _ db: Database
    ) throws {
        if let image { return try image.insert(table, db) }
        let batches = batches.filter { !$0.isEmpty }
        if batches.isEmpty { return }
        let width = max(1, valuesPerInsert / table.storedColumns.count)
        let many = try db.cachedStatement(sql: SQLDialect.insert(table, rows: width, replacing: replacing))
        let one = try db.cachedStatement(sql: SQLDialect.insert(table, rows: 1, replacing: replacing))
        let stored = table.layout == .keyed ? batches : try NumberedRows.make(table, batches).map(\.asColumns)
        for batch in stored {
            let wide = batch.count / width * width
            if wide > 0 { try run(db, many, batch, rows: 0..<wide, width: width) }
            if wide < batch.count { try run(db, one, batch, rows: wide..<batch.count, width: 1) }
        }
    }

    private static func run(
        _ db: Database, _ statement: Statement, _ batch: ColumnBatch, rows: Range<Int>, width: Int
    ) throws {
        sqlite3_reset(statement.sqliteStatement)
        // GRDB keeps its own count of a statement's use; ours ends before it is given back.
        let code = RowBinder.run(statement.sqliteStatement, batch, rows: rows, width: width)
        sqlite3_clear_bindings(statement.sqliteStatement)
        guard code == SQLITE_DONE else { throw error(db, "writing failed") }
    }

    private static func bump(_ table: TableSchema, _ db: Database) throws {
        let sql = """
            INSERT INTO "change_counters" ("table_name", "counter") VALUES (?, 1)
            ON CONFLICT ("table_name") DO UPDATE SET "counter" = "counter" + 1
            """
        try db.cachedStatement(sql: sql).execute(arguments: [table.name])
    }

    static func scan(_ table: TableSchema, _ columns: [Column], _ selection: Selection, _ db: Database) throws
        -> ColumnBatch
    {
        let sql = SQLDialect.select(table, columns, selection)
        let statement: Statement
        do { statement = try db.cachedStatement(sql: sql) } catch {
            // What was never written reads as empty, so that readers need not create anything.
            if try !hasTable(table.name, db) { return ColumnBatch(columns) }
            throw StorageError(
                .schemaMismatch, "table \(table.name) has other columns than this version of fullcourt knows",
                remedy: table.kind == .derived || table.layout != .keyed
                    ? "'fullcourt backfill' brings it up to date"
                    : "import into a new warehouse (--warehouse NEW.sqlite)")
        }
        sqlite3_reset(statement.sqliteStatement)
        var batch = ColumnBatch(columns)
        for bounds in try ranges(table, selection) {
            if let (first, last) = bounds { try statement.setArguments([first, last]) }
            let code = RowReader.read(statement.sqliteStatement, into: &batch)
            sqlite3_reset(statement.sqliteStatement)
            if code == SQLITE_MISMATCH {
                throw StorageError(
                    .corrupt, "table \(table.name) holds a number that is not finite, which fullcourt never writes",
                    remedy: "see who else writes to the warehouse, and bring the rows back with "
                        + (table.kind == .derived ? "'fullcourt backfill --force --reason TEXT'" : "'fullcourt import'")
                )
            }
            guard code == SQLITE_DONE else { throw error(db, sql) }
        }
        return batch
    }

    /// What the statement of a selection is run with, once for each; nil where it has no parameters.
    private static func ranges(
        _ table: TableSchema, _ selection: Selection
    ) throws(StorageError) -> [(DatabaseValue, DatabaseValue)?] {
        switch selection {
        case .all: return [nil]
        case .range(let name, let range): return [try bounds(table, name, range)]
        case .among(let name, _, let dates):
            guard let date = RowNumbers.leading(table), date == table.dateColumn,
                try table.columns(named: [name])[0].type == .integer
            else {
                throw StorageError(.query, "rows of \(table.name) cannot be picked by \(name)")
            }
            guard let dates else { return [(Int.min.databaseValue, Int.max.databaseValue)] }
            var found: [(DatabaseValue, DatabaseValue)?] = []
            for range in dates.map(\.dayNumber).ranges(widestGap: 1) { found.append(try bounds(table, date, range)) }
            return found
        }
    }

    /// Asks SQLite itself: GRDB would remember which databases are attached, and images come and go.
    private static func hasTable(_ name: String, _ db: Database) throws -> Bool {
        let sql = "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND name = ?"
        return try Int.fetchOne(db, sql: sql, arguments: [name]) ?? 0 > 0
    }

    /// What a range of a column's values is compared with.
    private static func bounds(
        _ table: TableSchema, _ name: String, _ range: ClosedRange<Int>
    ) throws(StorageError) -> (DatabaseValue, DatabaseValue) {
        if RowNumbers.leading(table) == name {
            let numbers = RowNumbers.range(table, range)
            return (numbers.lowerBound.databaseValue, numbers.upperBound.databaseValue)
        }
        let column = try table.columns(named: [name])[0]
        return (value(range.lowerBound, column), value(range.upperBound, column))
    }

    private static func value(_ number: Int, _ column: Column) -> DatabaseValue {
        switch column.type {
        case .date: GameDate(dayNumber: number).description.databaseValue
        case .gameID: GameID.text(number).databaseValue
        default: number.databaseValue
        }
    }

    static func error(_ db: Database, _ sql: String) -> DatabaseError {
        let message = db.sqliteConnection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
        let code = db.sqliteConnection.map { sqlite3_extended_errcode($0) } ?? SQLITE_ERROR
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
    }
}

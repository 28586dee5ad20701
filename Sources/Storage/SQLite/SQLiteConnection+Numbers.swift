import GRDB

extension SQLiteConnection {
    /// Brings a table with a tree of keys, as earlier versions made it, to numbered rows; nothing of it is lost.
    ///
    /// - Throws: `schemaMismatch` when a row's key has no room in a number.
    static func number(_ table: TableSchema, _ db: Database) throws {
        if let misfit = SQLDialect.misfit(table), let found = try Row.fetchOne(db, sql: misfit) {
            throw StorageError(
                .schemaMismatch,
                "\(table.name) has a row with \(table.key[0]) \(found[0] as String) and \(table.key[1]) "
                    + "\(found[1] as String), which no source has and this version cannot keep",
                remedy: "import the files into a new warehouse (--warehouse NEW.sqlite), where such rows are refused")
        }
        try db.execute(sql: SQLDialect.number(table))
    }
}

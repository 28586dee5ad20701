import GRDB
import GRDBSQLite

/// An image as a database of a connection, from which SQLite copies rows.
struct AttachedImage {
    /// Its name in SQL.
    private let name: String
    /// Kept alive while SQLite may read it.
    let image: DatabaseImage

    /// - Parameter number: that no other image of the connection has.
    init(_ image: DatabaseImage, number: Int, _ db: Database) throws {
        name = "image\(number)"
        self.image = image
        try AttachedImage.run("ATTACH ':memory:' AS \(name)", db)
    }

    /// Puts the image in the place of the empty database that was attached.
    func open(_ db: Database) throws {
        let (start, count) = image.bytes
        // Not read-only: a transaction of the connection begins in all of its databases.
        let code = sqlite3_deserialize(db.sqliteConnection, name, start, Int64(count), Int64(count), 0)
        guard code == SQLITE_OK else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: "cannot open rows in memory")
        }
    }

    /// Copies all rows of a table.
    func insert(_ table: TableSchema, _ db: Database) throws {
        try AttachedImage.run("INSERT INTO main.\"\(table.name)\" SELECT * FROM \(name).\"\(table.name)\"", db)
    }

    /// Lets go of the image.
    ///
    /// - Returns: false, and SQLite may still read it, while a transaction is open, or when a cancelled task interrupts.
    func detach(_ db: Database) -> Bool { (try? AttachedImage.run("DETACH \(name)", db)) != nil }

    /// Without GRDB, which would take its idea of the schema to be outdated each time.
    private static func run(_ sql: String, _ db: Database) throws {
        let code = sqlite3_exec(db.sqliteConnection, sql, nil, nil, nil)
        if code != SQLITE_OK { throw SQLiteConnection.error(db, sql) }
    }
}

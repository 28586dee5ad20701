import Foundation
import GRDB

extension SQLiteWarehouse {
    /// Opens without waiting for a writer.
    ///
    /// GRDB's pool writes to the log where that is empty, for which it would wait until another process has committed. Then
    /// one connection without a pool does: it reads the last commit just the same.
    static func openPool(_ path: String, _ configuration: Configuration) throws -> any DatabaseWriter {
        let size = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        if size ?? 0 > 0 { return try DatabasePool(path: path, configuration: configuration) }
        var impatient = Configuration()
        impatient.busyMode = .immediateError
        do {
            // Refused, too, while another process that has just opened the file looks through its log.
            let first = try DatabaseQueue(path: path, configuration: impatient)
            try first.writeWithoutTransaction { db in
                try refuseForeign(db, path)
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try db.inTransaction(.immediate) {
                    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                    try db.execute(sql: "PRAGMA user_version = \(version)")
                    return .commit
                }
            }
            // The last connection to close would take the log with it.
            let pool = try DatabasePool(path: path, configuration: configuration)
            try first.close()
            return pool
        } catch let error as DatabaseError where error.resultCode.primaryResultCode == .SQLITE_BUSY {
            return try DatabaseQueue(path: path, configuration: configuration)
        }
    }

    /// What is somebody else's is left as it is: every warehouse has had its counters from its first moment on.
    static func refuseForeign(_ db: Database, _ path: String) throws {
        let sql =
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name = 'change_counters' DESC, name"
        guard let first = try String.fetchOne(db, sql: sql), first != "change_counters" else { return }
        throw StorageError(
            .open, "this SQLite file is no warehouse: it has the table \(first) of something else", place: path,
            remedy: "name another with --warehouse")
    }
}

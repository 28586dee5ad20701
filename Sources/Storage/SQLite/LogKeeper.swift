import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// Keeps the write-ahead log short without keeping the writer waiting.
///
/// When the log has grown, a connection of its own copies its pages into the database while the writer goes on. What came
/// meanwhile is little: the writer copies that itself after a commit, whereupon the next begins the log anew.
final class LogKeeper: Sendable {
    private enum Phase {
        case idle
        case copying
        /// All is copied but what came meanwhile.
        case copied
    }

    /// Bytes of a log that readers may have copied, so that they find everything in the file: of a table of keys, and of one of
    /// numbered rows.
    static let mostCopied = (keyed: 128 << 10, numbered: 8 << 20)

    private let path: String
    private let configuration: Configuration
    private let longest: Int
    private let queue = DispatchQueue(label: "fullcourt.log")
    private let phase = Mutex(Phase.idle)
    private let connections = Mutex(Connections())

    private struct Connections {
        /// Copies.
        var copier: DatabaseQueue?
        /// Reads while the other copies on its own account.
        var reader: DatabaseQueue?
    }

    /// - Parameters:
    ///   - configuration: of the connection that copies.
    ///   - longest: pages of the log from which on it is copied.
    init(path: String, _ configuration: Configuration, longest: Int) {
        self.path = path
        self.configuration = configuration
        self.longest = longest
    }

    /// Looks at the log after each commit of a connection, which must not outlive the keeper.
    func watch(_ db: Database) {
        sqlite3_wal_hook(
            db.sqliteConnection,
            { keeper, db, _, pages in
                guard let keeper else { return SQLITE_OK }
                Unmanaged<LogKeeper>.fromOpaque(keeper).takeUnretainedValue().committed(db, pages: Int(pages))
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func committed(_ db: OpaquePointer?, pages: Int) {
        switch phase.withLock(\.self) {
        case .copying: break
        case .copied:
            // Who reads an old commit keeps pages from being copied; then the next time.
            sqlite3_wal_checkpoint_v2(db, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            phase.withLock { $0 = .idle }
        case .idle:
            guard pages > longest else { return }
            phase.withLock { $0 = .copying }
            queue.async { [self] in
                // Where this fails the writer copies everything.
                try? copyWhileReading()
                phase.withLock { $0 = .copied }
            }
        }
    }

    /// Copies while a connection reads, so that nobody begins the log anew meanwhile: SQLite before 3.51.3 could then take pages
    /// for copied that are not ([the WAL-reset bug](https://sqlite.org/wal.html#walresetbug)).
    private func copyWhileReading() throws {
        let reader = try open(\.reader)
        try reader.read { db in
            _ = try Int.fetchOne(db, sql: "PRAGMA schema_version")
            _ = try copy()
        }
    }

    /// Copies what is in the log and not in the file, if nobody does already.
    ///
    /// - Returns: whether all of the log is in the file. Only for who reads: then nobody can begin the log anew meanwhile.
    func isCopied() -> Bool {
        if phase.withLock({ $0 == .copying }) { return false }
        guard let log = try? copy() else { return false }
        return log.walFrameCount >= 0 && log.walFrameCount == log.checkpointedFrameCount
    }

    /// - Returns: pages of the log, and how many of them are in the file.
    private func copy() throws -> (walFrameCount: Int, checkpointedFrameCount: Int) {
        try open(\.copier).writeWithoutTransaction { db in
            // Another file in the place of the one that was opened says nothing of it.
            guard SQLiteConnection.isInPlace(db) else { return (-1, -1) }
            return try db.checkpoint(.passive)
        }
    }

    private func open(_ which: WritableKeyPath<Connections, DatabaseQueue?>) throws -> DatabaseQueue {
        try connections.withLock { open in
            if let known = open[keyPath: which] { return known }
            let made = try DatabaseQueue(path: path, configuration: configuration)
            open[keyPath: which] = made
            return made
        }
    }

    /// Waits for what is being copied, and gives the connection back.
    func close() async {
        await withCheckedContinuation { done in
            queue.async { [self] in
                connections.withLock { open in
                    try? open.copier?.close()
                    try? open.reader?.close()
                    open = Connections()
                }
                done.resume()
            }
        }
    }
}

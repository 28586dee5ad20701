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
    static let mostCopied = (keyed: 128 << 10, numbered: 4 << 20)

    private let path: String
    private let configuration: Configuration
    private let longest: Int
    private let queue = DispatchQueue(label: "fullcourt.log")
    private let phase = Mutex(Phase.idle)
    private let connection = Mutex<DatabaseQueue?>(nil)

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
                _ = try? copy()
                phase.withLock { $0 = .copied }
            }
        }
    }

    /// Copies what is in the log and not in the file, if nobody does already.
    ///
    /// - Returns: whether all of the log is in the file.
    func isCopied() -> Bool {
        if phase.withLock({ $0 == .copying }) { return false }
        guard let log = try? copy() else { return false }
        return log.walFrameCount >= 0 && log.walFrameCount == log.checkpointedFrameCount
    }

    /// - Returns: pages of the log, and how many of them are in the file.
    private func copy() throws -> (walFrameCount: Int, checkpointedFrameCount: Int) {
        let queue = try connection.withLock { open in
            if let open { return open }
            let made = try DatabaseQueue(path: path, configuration: configuration)
            open = made
            return made
        }
        return try queue.writeWithoutTransaction { try $0.checkpoint(.passive) }
    }

    /// Waits for what is being copied, and gives the connection back.
    func close() async {
        await withCheckedContinuation { done in
            queue.async { [self] in
                connection.withLock { open in
                    try? open?.close()
                    open = nil
                }
                done.resume()
            }
        }
    }
}

import Foundation
import GRDB
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

    private let path: String
    private let configuration: Configuration
    private let longest: Int
    private let queue = DispatchQueue(label: "fullcourt.log")
    private let phase = Mutex(Phase.idle)
    private let connection = Mutex<DatabaseQueue?>(nil)

    /// - Parameter longest: bytes of the log from which on it is copied.
    init(path: String, _ configuration: Configuration, longest: Int) {
        self.path = path
        self.configuration = configuration
        self.longest = longest
    }

    /// To be called on the writer's connection after each commit.
    func committed(_ db: Database) {
        switch phase.withLock(\.self) {
        case .copying: break
        case .copied:
            _ = try? db.checkpoint(.passive)
            phase.withLock { $0 = .idle }
        case .idle:
            var status = stat()
            guard stat(path + "-wal", &status) == 0, status.st_size > longest else { return }
            phase.withLock { $0 = .copying }
            queue.async { [self] in
                // Where this fails the writer copies everything.
                try? copy()
                phase.withLock { $0 = .copied }
            }
        }
    }

    private func copy() throws {
        let queue = try connection.withLock { open in
            if let open { return open }
            let made = try DatabaseQueue(path: path, configuration: configuration)
            open = made
            return made
        }
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
    }

    /// Waits for what is being copied, and ends.
    func close() {
        queue.sync {
            connection.withLock { open in
                try? open?.close()
                open = nil
            }
        }
    }
}

import Foundation
import Storage
import Synchronization

/// Keeps the folders of warehouses until their warehouses are gone, whatever a test still names: a warehouse opens its file
/// again when it needs one more connection.
enum KeptFolders {
    private struct Kept {
        weak var warehouse: SQLiteWarehouse?
        let folder: TemporaryFolder
    }

    private static let kept = Mutex<[Kept]>([])
    private static let atExit: Void = { _ = atexit { KeptFolders.kept.withLock { $0 = [] } } }()

    static func keep(_ folder: TemporaryFolder, for warehouse: SQLiteWarehouse) {
        atExit
        // Folders are removed outside the lock.
        let gone = kept.withLock { kept in
            let gone = kept.filter { $0.warehouse == nil }
            kept.removeAll { $0.warehouse == nil }
            kept.append(Kept(warehouse: warehouse, folder: folder))
            return gone
        }
        withExtendedLifetime(gone) {}
    }
}

import Foundation
import GRDB

extension SQLiteWarehouse {
    /// Whether this process may write to a file, beside it, where SQLite keeps its log, and to the log that is there.
    static func isWritable(_ file: String) -> Bool {
        func may(_ path: String) -> Bool { faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 }
        guard may(file), may(URL(fileURLWithPath: file).deletingLastPathComponent().path) else { return false }
        return ["-wal", "-shm"].allSatisfy { !FileManager.default.fileExists(atPath: file + $0) || may(file + $0) }
    }

    /// Opens a file that this process may only read.
    ///
    /// Where somebody has a log beside it that is used. Else SQLite would make one, which the owner could not write: the file
    /// is read as one that nobody changes, and whether that is so is looked at after each read.
    static func openToRead(_ file: String, _ configuration: Configuration) throws -> (any DatabaseWriter, FrozenFile?) {
        var reading = configuration
        reading.readonly = true
        let frozen = FrozenFile(file)
        if frozen.hasLog { return (try DatabaseQueue(path: file, configuration: reading), nil) }
        let characters = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "?#%"))
        let escaped = file.addingPercentEncoding(withAllowedCharacters: characters) ?? file
        return (try DatabaseQueue(path: "file://\(escaped)?immutable=1", configuration: reading), frozen)
    }
}

/// A file that is taken for one that nobody changes.
struct FrozenFile: Sendable {
    private struct Look: Equatable {
        var (device, inode): (UInt, UInt) = (0, 0)
        var (size, seconds, nanoseconds) = (0, 0, 0)
        var hasLog = false

        init(_ file: String) {
            var found = stat()
            guard stat(file, &found) == 0 else { return }
            (device, inode) = (UInt(found.st_dev), UInt(found.st_ino))
            size = Int(found.st_size)
            (seconds, nanoseconds) = (found.st_mtim.tv_sec, found.st_mtim.tv_nsec)
            hasLog = FileManager.default.fileExists(atPath: file + "-wal")
        }
    }

    private let file: String
    private let look: Look

    init(_ file: String) {
        self.file = file
        look = Look(file)
    }

    /// Whether there was a log beside it.
    var hasLog: Bool { look.hasLog }

    /// - Throws: `busy` where somebody has begun to write since.
    func check(_ path: String) throws(StorageError) {
        if Look(file) == look { return }
        throw StorageError(
            .busy, "another program wrote to the warehouse while it was read", place: path, remedy: "run the same again"
        )
    }
}

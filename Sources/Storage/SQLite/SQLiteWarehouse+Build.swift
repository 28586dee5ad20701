import Foundation

extension SQLiteWarehouse {
    /// Builds a warehouse where there is none: it appears under its name when `body` returns, complete and safe on disk,
    /// and not at all when `body` throws or the process dies. Nobody can read it before, so nothing is written twice.
    ///
    /// - Throws: `busy` when somebody else made a file of that name meanwhile.
    package static func build<Result: Sendable>(
        path: String, _ body: (SQLiteWarehouse) async throws -> Result
    ) async throws -> Result {
        try removeLeftovers(path)
        removeOrphanedLog(path)
        let temporary = "\(path).new-\(ProcessInfo.processInfo.processIdentifier)"
        do {
            let warehouse = try SQLiteWarehouse(building: temporary)
            let result = try await body(warehouse)
            try await warehouse.close()
            try publish(temporary, as: path)
            return result
        } catch {
            unlink(temporary)
            // The name that the user knows.
            if let error = error as? StorageError, error.place == temporary {
                throw StorageError(error.code, error.message, place: path, remedy: error.remedy)
            }
            throw error
        }
    }

    /// Gives a finished file its name, unless there is a file of that name.
    private static func publish(_ temporary: String, as path: String) throws(StorageError) {
        guard synchronise(temporary), link(temporary, path) == 0 else {
            let code = errno
            if code == EEXIST {
                throw StorageError(
                    .busy, "another program made the warehouse meanwhile", place: path, remedy: "run the same again")
            }
            throw StorageError(.write, "cannot write the warehouse: \(String(cString: strerror(code)))", place: path)
        }
        unlink(temporary)
        _ = synchronise(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    /// Waits until a file or folder is safe on disk.
    private static func synchronise(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { Foundation.close(descriptor) }
        return fsync(descriptor) == 0
    }

    /// Removes the log of a warehouse that is gone, as SQLite itself does where there is no database: beside a new file it would
    /// be taken for the log of that.
    private static func removeOrphanedLog(_ path: String) {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
    }

    /// Removes what builders left behind that died.
    ///
    /// - Throws: `busy` when one is alive.
    private static func removeLeftovers(_ path: String) throws(StorageError) {
        let file = URL(fileURLWithPath: path)
        let folder = file.deletingLastPathComponent().path
        let start = "\(file.lastPathComponent).new-"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(start) {
            guard let process = Int32(name.dropFirst(start.count)) else { continue }
            if kill(process, 0) != 0, errno == ESRCH {
                unlink("\(folder)/\(name)")
            } else if process != ProcessInfo.processInfo.processIdentifier {
                throw StorageError(
                    .busy, "process \(process) is building this warehouse", place: path, remedy: "wait until it is done"
                )
            }
        }
    }
}

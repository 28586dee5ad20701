import Foundation
import GRDB
import Synchronization

/// A warehouse in one ordinary SQLite file, which any other tool may read while a run writes.
///
/// Write-ahead log, 16 kB pages, tables stored in key order; one connection writes, others read the last commit. Rows of
/// large changes are encoded before they come to the writer (`DatabaseImage`), who copies them.
package final class SQLiteWarehouse: Warehouse {
    private let pool: any DatabaseWriter
    private let gate = WriterGate()
    /// None of a file without a log.
    private let log: LogKeeper?
    /// The file as it was opened, where it is read without a log because this process may not write.
    private let frozen: FrozenFile?
    private let hasWritten = Atomic<Bool>(false)
    /// Images that the transaction in progress reads.
    private let attached = AttachedImages()
    /// Whether nobody else knows of the file yet.
    private let isBuilding: Bool
    /// Where the file is.
    package let path: String

    /// Opens the file, and creates it when there is none.
    ///
    /// - Parameter longestLog: pages of the write-ahead log from which on it is copied into the file.
    package init(path: String, longestLog: Int = 300) throws(StorageError) {
        self.path = path
        isBuilding = false
        do {
            if !FileManager.default.fileExists(atPath: path) { try Self.createEmpty(path) }
            // Where SQLite keeps the log: behind links.
            let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            if Self.isWritable(file) {
                let log = LogKeeper(path: file, Self.configuration("PRAGMA synchronous = NORMAL;"), longest: longestLog)
                self.log = log
                frozen = nil
                pool = try Self.openPool(file, Self.configuration("PRAGMA synchronous = NORMAL;") { log.watch($0) })
            } else {
                log = nil
                (pool, frozen) = try Self.openToRead(file, Self.configuration(""))
            }
            try pool.read { try Self.refuseForeign($0, path) }
            try Self.createCounters(pool)
        } catch {
            throw Self.translate(error, path: path, .open)
        }
    }

    /// A file that nobody else knows of yet: written once, without a journal.
    init(building path: String) throws(StorageError) {
        self.path = path
        isBuilding = true
        do {
            try Self.createEmpty(path)
            let configuration = Self.configuration(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;")
            pool = try DatabaseQueue(path: path, configuration: configuration)
            log = nil
            frozen = nil
            try Self.createCounters(pool)
        } catch {
            throw Self.translate(error, path: path, .open)
        }
    }

    /// What all connections have in common.
    ///
    /// - Parameter prepare: called with each connection that may write.
    private static func configuration(
        _ pragmas: String, prepare: @escaping @Sendable (Database) -> Void = { _ in }
    ) -> Configuration {
        var configuration = Configuration()
        configuration.label = "fullcourt"
        // A transaction of ours spans several accesses of the writer's queue, so that its changes can be made meanwhile.
        configuration.allowsUnsafeTransactions = true
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // What is deleted is no secret: Debian's SQLite would overwrite it with zeros.
            try db.execute(
                sql: """
                    PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 1073741824;
                    PRAGMA secure_delete = OFF;
                    """)
            if db.configuration.readonly { return }
            try db.execute(sql: pragmas)
            prepare(db)
        }
        return configuration
    }

    private static func createCounters(_ writer: any DatabaseWriter) throws {
        if try writer.read({ try $0.tableExists("change_counters") }) { return }
        try writer.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS "change_counters"
                    ("table_name" TEXT NOT NULL PRIMARY KEY, "counter" INTEGER NOT NULL) WITHOUT ROWID
                    """)
        }
    }

    /// The page size can be chosen only while a database has no content and no write-ahead log.
    private static func createEmpty(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA page_size = 16384; PRAGMA user_version = 0; VACUUM;")
        }
        try queue.close()
    }

    package func prepare(_ tables: [TableSchema]) async throws -> [String] {
        // What is there already needs no wait for another process that writes.
        let stored = try await read { try Self.definitions($0) }
        if tables.allSatisfy({ stored[$0.name] == SQLDialect.create($0) }) { return [] }
        let path = self.path
        return try await alone { db in
            var recreated: [String] = []
            try db.inTransaction(.immediate) {
                let found = try Self.definitions(db)
                for table in tables {
                    let wanted = SQLDialect.create(table)
                    if found[table.name] == wanted { continue }
                    if Self.hasKeys(table, found) {
                        try SQLiteConnection.number(table, db)
                        continue
                    }
                    if found[table.name] != nil {
                        guard table.kind == .derived else {
                            throw StorageError(
                                .schemaMismatch, "table \(table.name) has other columns than this version writes",
                                place: path, remedy: "import into a new warehouse (--warehouse NEW.sqlite)")
                        }
                        try db.execute(sql: "DROP TABLE \"\(table.name)\"")
                        recreated.append(table.name)
                    }
                    try db.execute(sql: wanted)
                }
                return .commit
            }
            return recreated
        }
    }

    package func modernise(_ tables: [TableSchema]) async throws {
        let stored = try await read { try Self.definitions($0) }
        let old = tables.filter { Self.hasKeys($0, stored) }
        guard !old.isEmpty else { return }
        try await alone { db in
            try db.inTransaction(.immediate) {
                let found = try Self.definitions(db)
                for table in old where Self.hasKeys(table, found) { try SQLiteConnection.number(table, db) }
                return .commit
            }
        }
    }

    /// Whether a table with numbered rows is stored with a tree of keys, as earlier versions did.
    private static func hasKeys(_ table: TableSchema, _ stored: [String: String]) -> Bool {
        table.layout != .keyed && stored[table.name] == SQLDialect.create(table.keyed)
    }

    /// The statement that created each table.
    private static func definitions(_ db: Database) throws -> [String: String] {
        try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
            .reduce(into: [:]) { $0[$1["name"]] = $1["sql"] }
    }

    package func transaction<Result: Sendable>(
        _ body: @Sendable (any WarehouseTransaction) async throws -> Result
    ) async throws -> Result {
        await gate.enter()
        hasWritten.store(true, ordering: .relaxed)
        do {
            try await write { try $0.execute(sql: "BEGIN IMMEDIATE") }
            do {
                let result = try await body(SQLiteTransaction(warehouse: self))
                try await write { [attached] db in
                    try db.execute(sql: "COMMIT")
                    attached.detach(db)
                }
                await gate.leave()
                return result
            } catch {
                try? await finish { [attached] db in
                    if db.isInsideTransaction { try db.execute(sql: "ROLLBACK") }
                    attached.detach(db)
                }
                throw error
            }
        } catch {
            await gate.leave()
            throw error
        }
    }

    package func commit(_ changes: [Change]) async throws { try await staged(changes).run() }

    package func staged(_ changes: [Change]) async throws -> StagedCommit {
        let staged = try attached.stage(changes)
        return StagedCommit { [self] in try await commit(staged) }
    }

    private func commit(_ staged: StagedChanges) async throws {
        // One access of the writer's queue; while somebody's transaction of several accesses is open, in line behind it.
        if try await committed(staged) { return }
        await gate.enter()
        do {
            let done = try await committed(staged)
            precondition(done, "a transaction is open that did not enter the gate")
            await gate.leave()
        } catch {
            await gate.leave()
            throw error
        }
    }

    /// False, and nothing is done, while a transaction is open.
    private func committed(_ staged: StagedChanges) async throws -> Bool {
        hasWritten.store(true, ordering: .relaxed)
        return try await write { [attached] db in
            guard !db.isInsideTransaction else { return false }
            defer { attached.detach(db) }
            let image = try attached.attach(staged, db)
            try db.inTransaction(.immediate) {
                try SQLiteConnection.apply(staged, image, db)
                return .commit
            }
            return true
        }
    }

    /// Applies a change in the transaction that is open.
    fileprivate func apply(_ change: Change) async throws {
        let staged = try attached.stage([change])
        try await write { [attached, isBuilding] db in
            let image = try attached.attach(staged, db)
            try SQLiteConnection.apply(staged, image, db)
            guard image != nil, isBuilding else { return }
            // Nobody sees the file before all of it is there: the image's memory can be used again at once.
            try db.execute(sql: "COMMIT")
            attached.detach(db)
            try db.execute(sql: "BEGIN IMMEDIATE")
        }
    }

    package func scan(_ table: TableSchema, columns: [String], _ selection: Selection) async throws -> ColumnBatch {
        let wanted = try table.columns(named: columns)
        return try await read { [log] db in
            if let log, let rows = try SQLiteConnection.scanPages(table, wanted, selection, log, db) { return rows }
            return try SQLiteConnection.scan(table, wanted, selection, db)
        }
    }

    package func query(_ sql: String, limit: Int?) async throws -> ColumnBatch {
        do {
            return try await pool.read { try SQLiteQuery.run(sql, limit: limit, $0) }
        } catch {
            throw Self.translate(error, path: path, .query)
        }
    }

    package func changeCounters() async throws -> [String: Int] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT table_name, counter FROM change_counters")
                .reduce(into: [:]) { $0[$1["table_name"]] = $1["counter"] }
        }
    }

    package func close() async throws {
        await log?.close()
        // Another process that writes or reads at the moment will tidy up itself.
        if pool is DatabasePool, hasWritten.load(ordering: .relaxed) {
            try? await finish { try $0.checkpoint(.truncate) }
        }
        do { try pool.close() } catch { throw Self.translate(error, path: path, .write) }
    }

    /// One access of the writer's queue that begins a transaction itself: in line behind one of several accesses.
    func alone<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        await gate.enter()
        hasWritten.store(true, ordering: .relaxed)
        do {
            let result = try await write(body)
            await gate.leave()
            return result
        } catch {
            await gate.leave()
            throw error
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        do {
            return try await pool.writeWithoutTransaction(body)
        } catch {
            throw Self.translate(error, path: path, .write)
        }
    }

    /// What must run to its end even when the task is cancelled.
    private func finish(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
        try await Task.detached { [self] in try await write { try body($0) } }.value
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        do {
            let result = try await pool.read(body)
            try frozen?.check(path)
            return result
        } catch {
            throw Self.translate(error, path: path, .corrupt)
        }
    }

    /// Turns GRDB's errors into ours; ours, and cancellation, pass.
    static func translate(_ error: any Error, path: String, _ fallback: StorageError.Code) -> StorageError {
        if let ours = error as? StorageError { return ours }
        guard let error = error as? DatabaseError else {
            return StorageError(fallback, "\(error)", place: path)
        }
        let message = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        return switch error.resultCode.primaryResultCode {
        case .SQLITE_CANTOPEN:
            StorageError(
                .open, "cannot open the warehouse", place: path,
                remedy: "check that it is a file, that its folder exists and that you may write there")
        case .SQLITE_NOTADB:
            StorageError(
                .open, "this file is not a SQLite database", place: path, remedy: "name another with --warehouse")
        case .SQLITE_BUSY:
            StorageError(.busy, "another program is writing to the warehouse", place: path, remedy: "try again")
        case .SQLITE_FULL:
            StorageError(.full, "the disk is full", place: path, remedy: "free some space and run the same again")
        case .SQLITE_READONLY:
            StorageError(.write, "the warehouse cannot be written", place: path, remedy: "check its permissions")
        case .SQLITE_CORRUPT:
            StorageError(.corrupt, "the warehouse is damaged: \(message)", place: path, remedy: "import into a new one")
        default: StorageError(fallback, message, place: path)
        }
    }
}

/// A transaction in progress on the writer's connection.
private final class SQLiteTransaction: WarehouseTransaction {
    private let warehouse: SQLiteWarehouse
    /// Tables that it has changed.
    private let changed = Mutex<Set<String>>([])

    init(warehouse: SQLiteWarehouse) { self.warehouse = warehouse }

    func apply(_ change: Change) async throws {
        try Task.checkCancellation()
        changed.withLock { _ = $0.insert(change.table.name) }
        try await warehouse.apply(change)
    }

    func scan(_ table: TableSchema, columns: [String], _ selection: Selection) async throws -> ColumnBatch {
        // Of what it has not changed the readers see the same, since nobody else commits meanwhile.
        if !changed.withLock({ $0.contains(table.name) }) {
            return try await warehouse.scan(table, columns: columns, selection)
        }
        let wanted = try table.columns(named: columns)
        return try await warehouse.write { try SQLiteConnection.scan(table, wanted, selection, $0) }
    }
}

/// Lets one transaction of this process run at a time; the others wait in line.
private actor WriterGate {
    private var busy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func enter() async {
        if busy { await withCheckedContinuation { waiting.append($0) } } else { busy = true }
    }

    func leave() {
        if waiting.isEmpty { busy = false } else { waiting.removeFirst().resume() }
    }
}

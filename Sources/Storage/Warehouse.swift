import Basketball

/// Where tables live.
///
/// Two promises carry the product. A `transaction` is atomic: a reader, and a process that comes after a crash, sees all
/// of its changes or none, so a ledger row and the rows it speaks of cannot disagree. And readers are never refused: they
/// see the last committed state while a transaction runs.
///
/// **Engines without transactions over several tables** (BigQuery, Spark on object storage) can comply. Write the rows of
/// each partition under a new, unique version; then append the ledger rows, which name those versions, in one statement or
/// one atomic file: that append is the commit. Reads join the newest ledger row of each partition, so rows whose ledger
/// row never came are invisible, and a later run deletes them. Only `transaction` and `scan` know of this.
package protocol Warehouse: Sendable {
    /// Creates tables that are not there. A derived table whose columns changed is dropped and created again; its name is
    /// among those returned, so that what was recorded about its rows can be forgotten in the same way. Waits for the end of
    /// a transaction that is open, so never from inside one; the same holds of `modernise` and `define`.
    ///
    /// - Throws: `schemaMismatch` when a raw or system table has other columns.
    func prepare(_ tables: [TableSchema]) async throws -> [String]

    /// Brings tables that an earlier version stored in another form, with the same columns, to today's. No row is lost, and
    /// what is not there is not made.
    func modernise(_ tables: [TableSchema]) async throws

    /// Runs changes that become visible together, when `body` returns; none of them when it throws.
    func transaction<Result: Sendable>(
        _ body: @Sendable (any WarehouseTransaction) async throws -> Result
    ) async throws -> Result

    /// Runs changes that are known beforehand as one transaction. Commits that wait for one another need nothing of their
    /// callers meanwhile, so that the writer goes from one to the next.
    func commit(_ changes: [Change]) async throws

    /// Makes ready, beside whoever writes, what can be made ready of a `commit`.
    func staged(_ changes: [Change]) async throws -> StagedCommit

    /// Rows in key order, as of the last commit; none where the table was never created, so that readers create nothing.
    ///
    /// - Throws: `unknownColumn`; `schemaMismatch` when the stored table has other columns than the schema.
    func scan(_ table: TableSchema, columns: [String], _ selection: Selection) async throws -> ColumnBatch

    /// Answers a read-only SQL query; a statement that would write is an error.
    ///
    /// - Parameter limit: most rows to return.
    func query(_ sql: String, limit: Int?) async throws -> ColumnBatch

    /// How often each table has been changed, by name. Grows with every commit that touches the table.
    func changeCounters() async throws -> [String: Int]

    /// Makes views, in place of others with their names. An engine without views has nothing to do.
    func define(_ views: [ViewDefinition]) async throws

    /// Gives back what it holds; a later process finds one tidy file.
    func close() async throws
}

extension Warehouse {
    package func define(_ views: [ViewDefinition]) async throws {}
    package func modernise(_ tables: [TableSchema]) async throws {}

    package func staged(_ changes: [Change]) async throws -> StagedCommit {
        StagedCommit { try await commit(changes) }
    }

    package func commit(_ changes: [Change]) async throws {
        try await transaction { transaction in
            for change in changes { try await transaction.apply(change) }
        }
    }
}

/// A commit that was made ready; nothing is written before it is run, once.
package struct StagedCommit: Sendable {
    /// What `Warehouse.commit` does.
    package let run: @Sendable () async throws -> Void

    package init(_ run: @escaping @Sendable () async throws -> Void) { self.run = run }
}

/// Changes of one transaction, applied in the order given.
package protocol WarehouseTransaction: Sendable {
    func apply(_ change: Change) async throws
    /// Rows in key order, this transaction's own changes included.
    func scan(_ table: TableSchema, columns: [String], _ selection: Selection) async throws -> ColumnBatch
}

/// One change to one table.
package enum Change: Sendable {
    /// New rows; a key that is there is an error.
    case insert(TableSchema, ColumnBatch)
    /// Rows that replace those with the same key.
    case upsert(TableSchema, ColumnBatch)
    /// All rows of some league dates: what was there goes, these come, piece by piece in key order. None only removes.
    case replace(TableSchema, [GameDate], [ColumnBatch])
    /// Rows of a table that is written by date, in the place of those with the same key; one that is not there is an error.
    case update(TableSchema, ColumnBatch)
    /// Rows by key; the batch holds just the key columns.
    case delete(TableSchema, ColumnBatch)
}

extension Change {
    /// The table that it changes.
    var table: TableSchema {
        switch self {
        case .insert(let table, _), .upsert(let table, _), .replace(let table, _, _), .update(let table, _),
            .delete(let table, _):
            table
        }
    }

    /// All rows of some league dates in one piece.
    package static func replace(_ table: TableSchema, _ dates: [GameDate], _ rows: ColumnBatch) -> Change {
        .replace(table, dates, [rows])
    }
}

/// Which rows to read.
package enum Selection: Sendable {
    case all
    /// Rows whose column is in a closed range; quick for the first column of the key.
    case range(column: String, ClosedRange<Int>)
    /// Rows in which a column of whole numbers is one of some, on some league dates of a table that is written by date; nil: on all.
    case among(column: String, [Int], on: [GameDate]?)
}

import Storage

/// A warehouse in which only raw tables are: what is computed and recorded is neither read nor stored.
struct Rehearsal: Warehouse {
    let stage: any Warehouse

    func prepare(_ tables: [TableSchema]) async throws -> [String] { [] }

    func transaction<Result: Sendable>(
        _ body: @Sendable (any WarehouseTransaction) async throws -> Result
    ) async throws -> Result {
        try await body(Forgetful(rehearsal: self))
    }

    func commit(_ changes: [Change]) async throws {}

    func scan(_ table: TableSchema, columns: [String], _ selection: Selection) async throws -> ColumnBatch {
        guard table.kind == .raw else { return ColumnBatch(try table.columns(named: columns)) }
        return try await stage.scan(table, columns: columns, selection)
    }

    func query(_ sql: String, limit: Int?) async throws -> ColumnBatch { try await stage.query(sql, limit: limit) }

    func changeCounters() async throws -> [String: Int] { try await stage.changeCounters() }

    func close() async throws {}

    /// A transaction that stores nothing.
    private struct Forgetful: WarehouseTransaction {
        let rehearsal: Rehearsal

        func apply(_ change: Change) async throws {}

        func scan(_ table: TableSchema, columns: [String], _ selection: Selection) async throws -> ColumnBatch {
            try await rehearsal.scan(table, columns: columns, selection)
        }
    }
}

import Basketball
import Ingest
import Pipeline
import Planning
import Storage

/// The steps that tests take with a warehouse, whatever its engine.
extension Warehouse {
    @discardableResult
    package func importFiles(_ paths: [String], format: String? = nil, workers: Int = 2) async throws -> ImportReport {
        let importer = Importer(version: "test", format: format, workers: workers)
        return try await importer.run(try await importer.open(paths), into: self)
    }

    /// Plans as the program does, each suspect settled; all loaded dates and all tables unless told otherwise.
    package func plan(
        _ range: DateRange? = nil, tables: [PlannedTable] = Registry.planned, policy: PlanPolicy = PlanPolicy(),
        settings: PipelineSettings = .standard, workers: Int = 2
    ) async throws -> (UnitStates, Plan) {
        let states = try await UnitStates(self, settings: settings)
        let dates = (range ?? states.span).map { Array($0.dates) } ?? []
        return try await StateKeeper(self, workers: workers).plan(states, tables: tables, dates: dates, policy: policy)
    }

    /// Plans and runs the plan.
    @discardableResult
    package func backfill(
        _ range: DateRange? = nil, tables: [PlannedTable] = Registry.planned, policy: PlanPolicy = PlanPolicy(),
        settings: PipelineSettings = .standard, workers: Int = 2
    ) async throws -> Executor.Outcome {
        let (states, plan) = try await plan(range, tables: tables, policy: policy, settings: settings, workers: workers)
        return try await Executor(self, version: "test", workers: workers).run(plan, states, stop: StopFlag())
    }

    /// The manifest of all that is loaded.
    package func manifest() async throws -> Manifest {
        let states = try await UnitStates(self)
        let dates = states.span.map { Array($0.dates) } ?? []
        return try await Manifest(self, Registry.tables, dates, ledger: states.ledger, workers: 2)
    }

    /// All rows of a table.
    package func rows(_ table: TableSchema) async throws -> ColumnBatch {
        try await scan(table, columns: table.columns.map(\.name), .all)
    }

    /// Gives another warehouse the same raw rows.
    package func copyRaw(to other: any Warehouse) async throws {
        _ = try await other.prepare(RawTable.all)
        for table in RawTable.all {
            let rows = try await rows(table)
            try await other.transaction { try await $0.apply(.insert(table, rows)) }
        }
    }
}

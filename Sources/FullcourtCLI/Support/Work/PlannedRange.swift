import Pipeline
import Planning
import Storage

extension GlobalOptions {
    /// How the units of a range stand, each suspect settled, and what a backfill would do.
    func planned(
        _ warehouse: SQLiteWarehouse, _ range: RangeOptions, _ tables: TableOptions, policy: PlanPolicy = PlanPolicy(),
        workers: Int
    ) async throws -> (UnitStates, Plan) {
        let loaded = try await UnitStates(warehouse, settings: try settings().pipelineSettings)
        return try await StateKeeper(warehouse, workers: workers).plan(
            loaded, tables: try tables.selected().map(\.planned), dates: try range.dates(loaded),
            policy: policy)
    }
}

import Basketball
import Pipeline
import Planning
import TestSupport
import Testing

/// What a saved plan holds fast of the world it was made from.
@Suite struct SavedPlanTests {
    private static let cache = "player_daily_cache"

    /// The registry with one table computed by newer code.
    private func registry(newer name: String) -> [PlannedTable] {
        Registry.planned.map { table in
            guard table.name == name else { return table }
            return PlannedTable(
                table.schema, kind: table.kind, stage: table.stage, version: table.version + 1, noun: table.noun,
                inputs: table.inputs, settings: table.settings)
        }
    }

    /// A plan for one table is refused when that table, or any that it reads, directly or not, is computed in another
    /// way; what it does not read may change.
    @Test func codeOfEverythingThatIsReadIsHeldFast() async throws {
        let states = try await UnitStates(InMemoryWarehouse())
        let tables = Registry.planned.filter { $0.name == Self.cache }
        let plan = Plan(states, tables: tables, dates: [])
        let saved = SavedPlan(plan, states, registry: Registry.planned)
        let read = Set(TableSelector.upstream(of: tables, among: Registry.planned).map(\.name))
        // Through another table, and not at all.
        #expect(read.contains("player_game_summary") && !read.contains("ml_feature_store"))
        for table in Registry.planned {
            let now = registry(newer: table.name)
            let again = Plan(states, tables: now.filter { $0.name == Self.cache }, dates: [])
            let match = PlanMatch(saved, states, registry: now, runs: [], again: again)
            let isRefused = match.differences.contains { $0.contains("computes a table in another way") }
            #expect(isRefused == read.contains(table.name), "\(table.name)")
        }
    }
}

import Ingest
import Simulation
import Storage
import TestSupport
import Testing

/// A warehouse that fails while shots are read beside: the import ends with its error, and waits for nothing.
@Suite struct FailingWarehouseTests {
    private struct Full: Error {}

    /// Passes on to another warehouse until a change of a table comes.
    private struct Failing: Warehouse {
        let inner: SQLiteWarehouse
        let table: String

        func prepare(_ tables: [TableSchema]) async throws -> [String] { try await inner.prepare(tables) }
        func transaction<Result: Sendable>(
            _ body: @Sendable (any WarehouseTransaction) async throws -> Result
        ) async throws -> Result {
            try await inner.transaction { try await body(Transaction(inner: $0, table: table)) }
        }
        func scan(_ table: TableSchema, columns: [String], _ selection: Selection) async throws -> ColumnBatch {
            try await inner.scan(table, columns: columns, selection)
        }
        func query(_ sql: String, limit: Int?) async throws -> ColumnBatch { try await inner.query(sql, limit: limit) }
        func changeCounters() async throws -> [String: Int] { try await inner.changeCounters() }
        func close() async throws { try await inner.close() }

        struct Transaction: WarehouseTransaction {
            let inner: any WarehouseTransaction
            let table: String

            func apply(_ change: Change) async throws {
                switch change {
                case .insert(let own, _) where own.name == table, .upsert(let own, _) where own.name == table:
                    throw Full()
                default: try await inner.apply(change)
                }
            }
            func scan(_ table: TableSchema, columns: [String], _ selection: Selection) async throws -> ColumnBatch {
                // Before the games are known.
                if self.table == "nothing", table.name == RawTable.games.name { throw Full() }
                return try await inner.scan(table, columns: columns, selection)
            }
        }
    }

    @Test(.timeLimit(.minutes(5)), arguments: ["nothing", "teams", "games", "player_boxscores", "shots", "players"])
    func importEndsWithTheError(table: String) async throws {
        let lab = try Lab()
        try SimulatedLeague(LeagueOptions(seed: 5, teams: 4, gamesPerTeam: 12)).write(to: lab.folder.path("files"))
        let failing = Failing(inner: lab.warehouse, table: table)
        await #expect(throws: Full.self) { try await failing.importFiles([lab.folder.path("files")]) }
        for raw in RawTable.all { #expect(try await lab.rows(raw).isEmpty, "\(raw.name)") }
        try await lab.importFiles([lab.folder.path("files")])
        #expect(try await lab.rows(RawTable.shots).count > 0)
    }
}

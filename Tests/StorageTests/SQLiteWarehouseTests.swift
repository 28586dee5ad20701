import Basketball
import Foundation
import Storage
import TestSupport
import Testing

@Suite struct SQLiteWarehouseTests {
    private static let table = WarehouseConformance.table

    @Test(arguments: [
        "DELETE FROM sample", "DROP TABLE sample", "SELECT 1; DELETE FROM sample", "", "PRAGMA user_version = 3",
    ])
    func queryRefusesWhatIsNotOneSelect(sql: String) async throws {
        let lab = try Lab()
        _ = try await lab.warehouse.prepare([Self.table])
        let rows = WarehouseConformance.rows(WarehouseConformance.first, count: 1, seed: 1)
        try await lab.warehouse.transaction { try await $0.apply(.insert(Self.table, rows)) }
        await #expect(throws: StorageError.self) { _ = try await lab.warehouse.query(sql, limit: nil) }
        #expect(try await lab.rows(Self.table).count == 1)
    }

    @Test func fileThatIsNoDatabaseIsSaidToBeNone() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("notes.txt", String(repeating: "not a database. ", count: 400))
        let error = #expect(throws: StorageError.self) { _ = try SQLiteWarehouse(path: path) }
        #expect(error?.message.contains("not a SQLite database") == true)
    }

    @Test func folderThatIsMissingIsSaidToBe() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: StorageError.self) { _ = try SQLiteWarehouse(path: folder.path("none/x.sqlite")) }
        #expect(error?.code == .open)
    }

    @Test func datesAndGameIDsAreTextForOtherTools() async throws {
        let lab = try Lab()
        _ = try await lab.warehouse.prepare([Self.table])
        let rows = WarehouseConformance.rows(WarehouseConformance.first, count: 1, seed: 1)
        try await lab.warehouse.transaction { try await $0.apply(.insert(Self.table, rows)) }
        let found = try await lab.warehouse.query("SELECT game_id, game_date FROM sample", limit: nil)
        #expect(found.vectors[0].text(0) == "0022300001")
        #expect(found.vectors[1].text(0) == "\(WarehouseConformance.first)")
    }

    /// A lease's sign of life is a transaction of several accesses; it comes while a run makes its tables and views.
    @Test func tablesAndViewsAreMadeInLineBehindAnOpenTransaction() async throws {
        let lab = try Lab()
        let warehouse = lab.warehouse
        _ = try await warehouse.prepare([Self.table])
        let rows = WarehouseConformance.rows(WarehouseConformance.first, count: 1, seed: 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await warehouse.transaction { transaction in
                        try await transaction.apply(.upsert(Self.table, rows))
                        _ = try await transaction.scan(Self.table, columns: ["game_id"], .all)
                    }
                }
                group.addTask {
                    let other = TableSchema("other_\(number)", .system, key: ["key"], [Column("key", .integer)])
                    _ = try await warehouse.prepare([other])
                }
                group.addTask {
                    try await warehouse.define([ViewDefinition("view_\(number)", "", sql: "SELECT 1 AS one")])
                }
            }
            try await group.waitForAll()
        }
        let made = try await warehouse.query(
            "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'other!_%' ESCAPE '!' OR name LIKE 'view!_%' ESCAPE '!'",
            limit: nil)
        #expect(made.vectors[0].integers == [40])
    }
}

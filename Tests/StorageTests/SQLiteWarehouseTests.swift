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
}

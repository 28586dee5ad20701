import Storage
import TestSupport
import Testing

/// Both warehouses keep what `Warehouse` promises.
@Suite struct ConformanceTests {
    @Test(arguments: WarehouseConformance.checks)
    func ofSQLite(check: WarehouseConformance.Check) async throws { try await check.run(try Lab().warehouse) }

    @Test(arguments: WarehouseConformance.checks)
    func ofPlainVersions(check: WarehouseConformance.Check) async throws { try await check.run(InMemoryWarehouse()) }

    /// What a transaction that never came to its end has written is nobody's: there, and unseen.
    @Test func versionsOfABrokenTransactionAreThereAndUnseen() async throws {
        struct Killed: Error {}
        let warehouse = InMemoryWarehouse()
        _ = try await warehouse.prepare([WarehouseConformance.table])
        let rows = WarehouseConformance.rows(WarehouseConformance.first, count: 3, seed: 1)
        await #expect(throws: Killed.self) {
            try await warehouse.transaction { transaction in
                try await transaction.apply(.insert(WarehouseConformance.table, rows))
                throw Killed()
            }
        }
        #expect(warehouse.garbage == 1)
        #expect(try await warehouse.rows(WarehouseConformance.table).isEmpty)
    }
}

import Basketball
import Storage

/// What every warehouse must keep, whatever its engine. A new engine is done when it passes each check:
///
///     @Test(arguments: WarehouseConformance.checks) func keeps(check: WarehouseConformance.Check) async throws {
///         try await check.run(MyWarehouse())
///     }
package enum WarehouseConformance {
    /// One promise of `Warehouse`.
    package struct Check: Sendable, CustomStringConvertible {
        package let description: String
        private let body: @Sendable (any Warehouse) async throws -> Void

        init(_ description: String, _ body: @escaping @Sendable (any Warehouse) async throws -> Void) {
            self.description = description
            self.body = body
        }

        /// - Parameter warehouse: empty.
        /// - Throws: `Violation` when the promise is not kept.
        package func run(_ warehouse: any Warehouse) async throws { try await body(warehouse) }
    }

    /// A promise that was not kept.
    package struct Violation: Error, CustomStringConvertible {
        package let description: String
    }

    static func expect(_ condition: Bool, _ message: @autoclosure () -> String) throws {
        if !condition { throw Violation(description: message()) }
    }

    /// Expects a storage error.
    static func expectError(
        _ code: StorageError.Code? = nil, _ what: String, _ body: () async throws -> Void
    ) async throws {
        do { try await body() } catch let error as StorageError {
            return try expect(code == nil || error.code == code, "\(what): another error: \(error)")
        }
        throw Violation(description: "\(what): no error")
    }

    package static let table = TableSchema(
        "sample", .derived, key: ["game_date", "game_id"], dateColumn: "game_date",
        [
            Column("game_id", .gameID), Column("game_date", .date), Column("count", .integer, nullable: true),
            Column("share", .real, nullable: true), Column("name", .text, nullable: true),
            Column("flag", .boolean, nullable: true),
        ])
    package static let first = GameDate(dayNumber: 19_000)

    /// Rows of a date with every type, nulls among them, from a seed.
    package static func rows(_ date: GameDate, count: Int, seed: UInt64) -> ColumnBatch {
        var random = ConformanceRandom(seed: seed)
        var writer = RowWriter(table.columns)
        for number in 0..<count {
            writer.put(22_300_001 + number)
            writer.put(date)
            writer.put(random.chance() ? nil : Int(truncatingIfNeeded: random.next()))
            writer.put(random.chance() ? nil : Double(Int(truncatingIfNeeded: random.next() >> 20)) / 7)
            writer.put(random.chance() ? nil : ["", "Dončić", "a,\"b\"\n", "x"][Int(random.next() % 4)])
            writer.put(random.chance() ? nil : random.next() % 2 == 0)
            writer.endRow()
        }
        return writer.batch
    }

    static func replace(_ warehouse: any Warehouse, _ date: GameDate, _ rows: ColumnBatch) async throws {
        try await warehouse.transaction { try await $0.apply(.replace(table, [date], rows)) }
    }

    static func digest(_ warehouse: any Warehouse) async throws -> SHA256Digest {
        CanonicalRows.digest(try await warehouse.rows(table))
    }
}

/// SplitMix64, so that every run draws the same.
struct ConformanceRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func chance() -> Bool { next() % 5 == 0 }
}

import Basketball
import Storage
import TestSupport
import Testing

/// What every warehouse must keep, whatever its engine; SQLite's is the first.
@Suite struct WarehouseConformance {
    static let table = TableSchema(
        "sample", .derived, key: ["game_date", "game_id"], dateColumn: "game_date",
        [
            Column("game_id", .gameID), Column("game_date", .date), Column("count", .integer, nullable: true),
            Column("share", .real, nullable: true), Column("name", .text, nullable: true),
            Column("flag", .boolean, nullable: true),
        ])
    static let first = GameDate(dayNumber: 19_000)

    /// Rows of a date with every type, nulls among them, from a seed.
    static func rows(_ date: GameDate, count: Int, seed: UInt64) -> ColumnBatch {
        var random = Random(seed: seed)
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

    private func make() async throws -> Lab {
        let lab = try Lab()
        _ = try await lab.warehouse.prepare([Self.table])
        return lab
    }

    private func replace(_ lab: Lab, _ date: GameDate, _ rows: ColumnBatch) async throws {
        try await lab.warehouse.transaction { try await $0.apply(.replace(Self.table, [date], rows)) }
    }

    @Test(arguments: [1, 2, 3]) func roundTripsEveryTypeAndNull(seed: UInt64) async throws {
        let lab = try await make()
        // More than one block and one statement, and a rest.
        let rows = Self.rows(Self.first, count: 4_999, seed: seed)
        try await replace(lab, Self.first, rows)
        let read = try await lab.rows(Self.table)
        #expect(CanonicalRows.digest(read) == CanonicalRows.digest(rows), "seed \(seed)")
    }

    @Test func replacesOneDateAndLeavesTheOthers() async throws {
        let lab = try await make()
        let other = Self.first + 1
        try await replace(lab, Self.first, Self.rows(Self.first, count: 9, seed: 1))
        try await replace(lab, other, Self.rows(other, count: 4, seed: 2))
        try await replace(lab, Self.first, Self.rows(Self.first, count: 3, seed: 3))
        #expect(try await lab.rows(Self.table).count == 7)
        try await replace(lab, Self.first, ColumnBatch(Self.table))
        let left = try await lab.rows(Self.table)
        #expect(Set(left["game_date"].integers) == [other.dayNumber])
    }

    @Test func transactionThatThrowsLeavesNothing() async throws {
        struct Failure: Error {}
        let lab = try await make()
        await #expect(throws: Failure.self) {
            try await lab.warehouse.transaction { transaction in
                let rows = Self.rows(Self.first, count: 3, seed: 1)
                try await transaction.apply(.replace(Self.table, [Self.first], rows))
                let seen = try await transaction.scan(Self.table, columns: ["count"], .all)
                #expect(seen.count == 3)
                throw Failure()
            }
        }
        #expect(try await lab.rows(Self.table).isEmpty)
        try await replace(lab, Self.first, Self.rows(Self.first, count: 2, seed: 1))
        #expect(try await lab.rows(Self.table).count == 2)
    }

    @Test func commitThatFailsLeavesNothing() async throws {
        let lab = try await make()
        let rows = Self.rows(Self.first, count: 2, seed: 1)
        await #expect(throws: StorageError.self) {
            try await lab.warehouse.commit([.insert(Self.table, rows), .insert(Self.table, rows)])
        }
        #expect(try await lab.rows(Self.table).isEmpty)
        try await lab.warehouse.commit([.insert(Self.table, rows)])
        #expect(try await lab.rows(Self.table).count == 2)
    }

    @Test func commitWaitsForATransactionInProgress() async throws {
        let lab = try await make()
        let other = Self.first + 1
        let commit = try await lab.warehouse.transaction { transaction in
            try await transaction.apply(.insert(Self.table, Self.rows(Self.first, count: 2, seed: 1)))
            let commit = Task {
                try await lab.warehouse.commit([.insert(Self.table, Self.rows(other, count: 3, seed: 2))])
            }
            // Each access of the writer stands in line behind the commit's own.
            for _ in 0..<20 {
                await Task.yield()
                let seen = try await transaction.scan(Self.table, columns: ["game_date"], .all)
                #expect(Set(seen["game_date"].integers) == [Self.first.dayNumber])
            }
            return commit
        }
        try await commit.value
        #expect(try await lab.rows(Self.table).count == 5)
    }

    @Test func commitsFromManyTasksAreAllStored() async throws {
        let lab = try await make()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for day in 0..<30 {
                let date = Self.first + day
                group.addTask {
                    let rows = Self.rows(date, count: 4, seed: UInt64(day))
                    try await lab.warehouse.commit([.replace(Self.table, [date], rows)])
                }
                group.addTask {
                    let rows = Self.rows(date + 100, count: 1, seed: UInt64(day))
                    try await lab.warehouse.transaction { try await $0.apply(.insert(Self.table, rows)) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await lab.rows(Self.table).count == 30 * 5)
    }

    @Test func replacesDatesPieceByPiece() async throws {
        let lab = try await make()
        let dates = [Self.first, Self.first + 1, Self.first + 2]
        for date in dates { try await replace(lab, date, Self.rows(date, count: 7, seed: 1)) }
        let pieces = [Self.rows(dates[0], count: 400, seed: 2), Self.rows(dates[2], count: 3, seed: 3)]
        try await lab.warehouse.commit([.replace(Self.table, dates, pieces)])
        var expected = pieces[0]
        expected.append(pieces[1])
        #expect(CanonicalRows.digest(try await lab.rows(Self.table)) == CanonicalRows.digest(expected))
    }

    @Test func readersSeeTheLastCommitWhileATransactionRuns() async throws {
        let lab = try await make()
        try await lab.warehouse.transaction { transaction in
            try await transaction.apply(
                .replace(Self.table, [Self.first], Self.rows(Self.first, count: 5, seed: 1)))
            #expect(try await lab.rows(Self.table).isEmpty)
        }
        #expect(try await lab.rows(Self.table).count == 5)
    }

    @Test func insertRefusesAKeyThatIsThereAndUpsertReplacesIt() async throws {
        let lab = try await make()
        let rows = Self.rows(Self.first, count: 2, seed: 1)
        try await lab.warehouse.transaction { try await $0.apply(.insert(Self.table, rows)) }
        await #expect(throws: StorageError.self) {
            try await lab.warehouse.transaction { try await $0.apply(.insert(Self.table, rows)) }
        }
        let others = Self.rows(Self.first, count: 2, seed: 9)
        try await lab.warehouse.transaction { try await $0.apply(.upsert(Self.table, others)) }
        #expect(CanonicalRows.digest(try await lab.rows(Self.table)) == CanonicalRows.digest(others))
    }

    @Test func readsARangeInKeyOrder() async throws {
        let lab = try await make()
        for day in [3, 1, 2, 0] {
            try await replace(lab, Self.first + day, Self.rows(Self.first + day, count: 2, seed: UInt64(day)))
        }
        let range = Selection.range(column: "game_date", (Self.first + 1).dayNumber...(Self.first + 2).dayNumber)
        let read = try await lab.warehouse.scan(Self.table, columns: ["game_date", "game_id"], range)
        #expect(read["game_date"].integers == [1, 1, 2, 2].map { (Self.first + $0).dayNumber })
        #expect(read["game_id"].integers == [22_300_001, 22_300_002, 22_300_001, 22_300_002])
    }

    @Test func countersGrowWithTheTablesThatChange() async throws {
        let lab = try await make()
        let before = try await lab.warehouse.changeCounters()["sample"] ?? 0
        try await replace(lab, Self.first, Self.rows(Self.first, count: 1, seed: 1))
        #expect(try await lab.warehouse.changeCounters()["sample"] ?? 0 > before)
    }

    @Test func unknownColumnIsAnErrorThatNamesIt() async throws {
        let lab = try await make()
        let error = await #expect(throws: StorageError.self) {
            _ = try await lab.warehouse.scan(Self.table, columns: ["points"], .all)
        }
        #expect(error?.code == .unknownColumn)
        #expect(error?.message.contains("points") == true)
    }
}

/// SplitMix64, so that every run draws the same.
struct Random {
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

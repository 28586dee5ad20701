import Basketball
import GRDB
import Storage
import TestSupport
import Testing

/// Tables whose rows have numbers in the place of a tree of keys keep what keys keep.
@Suite struct RowNumbersTests {
    private static let columns = [
        Column("game_id", .gameID), Column("player_id", .integer), Column("game_date", .date), Column("name", .text),
    ]
    private static let byDate = TableSchema(
        "units", .derived, .byDate, key: ["game_date", "player_id"], dateColumn: "game_date", columns)
    private static let numbered = TableSchema(
        "shots_of", .raw, .numbered(bits: 20), key: ["game_id", "player_id"], columns)
    private static let keyed = TableSchema("shots_of", .raw, key: ["game_id", "player_id"], columns)
    private static let first = GameDate(dayNumber: 19_000)

    private func rows(_ date: GameDate, _ players: [Int], game: Int = 22_300_001, name: String = "n") -> ColumnBatch {
        var writer = RowWriter(Self.columns)
        for player in players {
            writer.put(game)
            writer.put(player)
            writer.put(date)
            writer.put(name)
            writer.endRow()
        }
        return writer.batch
    }

    private func players(_ warehouse: any Warehouse, _ table: TableSchema, _ selection: Selection) async throws -> [Int]
    {
        try await warehouse.scan(table, columns: ["player_id"], selection)["player_id"].integers
    }

    @Test func datesAreReplacedAndReadInKeyOrder() async throws {
        let warehouse = try Lab().warehouse
        _ = try await warehouse.prepare([Self.byDate])
        // The newest first, in pieces, over rows that go.
        try await warehouse.commit([.replace(Self.byDate, [Self.first + 1], rows(Self.first + 1, [7]))])
        for players in [[1, 2, 3], [4, 5, 6]] {
            let pieces = [rows(Self.first, Array(players.prefix(2))), rows(Self.first, Array(players.suffix(1)))]
            try await warehouse.commit([.replace(Self.byDate, [Self.first], pieces)])
        }
        #expect(try await players(warehouse, Self.byDate, .all) == [4, 5, 6, 7])
        let day = (Self.first + 1).dayNumber
        #expect(try await players(warehouse, Self.byDate, .range(column: "game_date", day...day)) == [7])
        #expect(try await players(warehouse, Self.byDate, .range(column: "player_id", 5...6)) == [5, 6])
        let before = GameDate(dayNumber: -400)
        try await warehouse.commit([.replace(Self.byDate, [before], rows(before, [1, 9]))])
        #expect(try await players(warehouse, Self.byDate, .all) == [1, 9, 4, 5, 6, 7])
        let early = Selection.range(column: "game_date", -400...(-400))
        #expect(try await players(warehouse, Self.byDate, early) == [1, 9])
    }

    /// What a tree of keys would refuse.
    @Test(arguments: [[[1, 1]], [[2, 1]], [[1, 2], [2]], [[1, 2], [1]]])
    func keysOutOfOrderOrTwiceAreRefused(pieces: [[Int]]) async throws {
        let warehouse = try Lab().warehouse
        _ = try await warehouse.prepare([Self.byDate])
        try await warehouse.commit([.replace(Self.byDate, [Self.first], rows(Self.first, [8]))])
        let error = await #expect(throws: StorageError.self) {
            let batches = pieces.map { rows(Self.first, $0) }
            try await warehouse.commit([.replace(Self.byDate, [Self.first], batches)])
        }
        #expect(error?.message.contains("units on \(Self.first) out of key order, or one twice") == true)
        #expect(try await players(warehouse, Self.byDate, .all) == [8], "nothing of it is there")
    }

    @Test func numberedRowsAreFoundByTheirKeys() async throws {
        let warehouse = try Lab().warehouse
        _ = try await warehouse.prepare([Self.numbered])
        let own = rows(Self.first, [1, 2, 70_000])
        try await warehouse.commit([.insert(Self.numbered, own)])
        try await warehouse.commit([.insert(Self.numbered, rows(Self.first, [1], game: 22_300_002))])
        await #expect(throws: StorageError.self) { try await warehouse.commit([.insert(Self.numbered, own)]) }
        try await warehouse.commit([.upsert(Self.numbered, rows(Self.first, [2, 3], name: "changed"))])
        let game = Selection.range(column: "game_id", 22_300_001...22_300_001)
        #expect(try await players(warehouse, Self.numbered, game) == [1, 2, 3, 70_000])
        let keys = rows(Self.first, [2]).selecting(columns: Self.numbered.key)
        try await warehouse.commit([.delete(Self.numbered, keys)])
        #expect(try await players(warehouse, Self.numbered, .all) == [1, 3, 70_000, 1])
        let names = try await warehouse.scan(Self.numbered, columns: ["name"], game)["name"]
        #expect((0..<3).map { names.texts[$0] } == ["n", "changed", "n"])
        let error = await #expect(throws: StorageError.self) {
            try await warehouse.commit([.insert(Self.numbered, rows(Self.first, [1 << 20]))])
        }
        #expect(error?.message.contains("player_id 1048576 of shots_of is not from 0 to 1048575") == true)
    }

    /// A file of an earlier version is brought to numbered rows, with every row; a reader before that says what to do.
    @Test func treeOfKeysBecomesNumbers() async throws {
        let warehouse = try Lab().warehouse
        _ = try await warehouse.prepare([Self.keyed])
        for game in [22_300_009, 22_300_001] {
            try await warehouse.commit([.insert(Self.keyed, rows(Self.first, [3, 1, 2], game: game, name: "\(game)"))])
        }
        let before = CanonicalRows.digest(try await warehouse.rows(Self.keyed))
        let error = await #expect(throws: StorageError.self) { _ = try await warehouse.rows(Self.numbered) }
        #expect(error?.remedy == "'fullcourt backfill' brings it up to date")
        #expect(try await warehouse.prepare([Self.numbered]).isEmpty)
        #expect(CanonicalRows.digest(try await warehouse.rows(Self.numbered)) == before)
        let one = Selection.range(column: "game_id", 22_300_009...22_300_009)
        #expect(try await players(warehouse, Self.numbered, one) == [1, 2, 3])
        let tables = try await warehouse.query(
            "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'shots_of%'", limit: 1)
        #expect(tables.vectors[0].integer(0) == 1)
    }

    /// What has no room in a number is told of before anything is changed.
    @Test func keysThatHaveNoRoomAreNotConverted() async throws {
        let warehouse = try Lab().warehouse
        let wide = TableSchema("shots_of", .raw, .numbered(bits: 31), key: ["game_id", "player_id"], Self.columns)
        _ = try await warehouse.prepare([Self.keyed])
        try await warehouse.commit([.insert(Self.keyed, rows(Self.first, [7, 1 << 31 + 7]))])
        for convert in [{ _ = try await warehouse.prepare([wide]) }, { try await warehouse.modernise([wide]) }] {
            let error = await #expect(throws: StorageError.self) { try await convert() }
            #expect(error?.message.contains("game_id 0022300001 and player_id 2147483655") == true)
            #expect(try await players(warehouse, Self.keyed, .all) == [7, 1 << 31 + 7])
        }
        try await warehouse.commit([.delete(Self.keyed, rows(Self.first, [1 << 31 + 7]).selecting(columns: wide.key))])
        let most = 1 << 31 - 1
        try await warehouse.commit([.insert(Self.keyed, rows(Self.first, [most], game: 62_300_009))])
        try await warehouse.modernise([wide])
        let last = Selection.range(column: "game_id", 62_300_009...62_300_009)
        #expect(try await players(warehouse, wide, last) == [most])
        #expect(try await players(warehouse, wide, .all) == [7, most])
    }

    @Test func rangesHoldTheirNumbersAndFewOthers() {
        #expect([Int]().ranges(widestGap: 5).isEmpty)
        #expect([9, 1, 3, 30, 4].ranges(widestGap: 5) == [1...9, 30...30])
        #expect(Set([9, 1, 3]).ranges(widestGap: 0) == [1...1, 3...3, 9...9])
    }

    /// VACUUM gives new numbers to rows whose table declares none.
    @Test func numbersSurviveVacuum() async throws {
        let lab = try Lab()
        let path = lab.folder.path("vacuumed.sqlite")
        let warehouse = try SQLiteWarehouse(path: path)
        _ = try await warehouse.prepare([Self.byDate])
        for day in [2, 0, 1] {
            let date = Self.first + day
            try await warehouse.commit([.replace(Self.byDate, [date], rows(date, [day + 1]))])
        }
        try await warehouse.close()
        let queue = try DatabaseQueue(path: path)
        try await queue.vacuum()
        try queue.close()
        let again = try SQLiteWarehouse(path: path)
        let day = (Self.first + 1).dayNumber
        #expect(try await players(again, Self.byDate, .range(column: "game_date", day...day)) == [2])
        #expect(try await players(again, Self.byDate, .all) == [1, 2, 3])
        try await again.close()
    }
}

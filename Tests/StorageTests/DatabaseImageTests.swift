import Basketball
import GRDB
import Simulation
import TestSupport
import Testing

@testable import Storage

/// Rows that are encoded without SQLite are those that it would have written: value by value, in every width and of every type.
@Suite struct DatabaseImageTests {
    private static let columns = [
        Column("game_date", .date), Column("player_id", .integer), Column("any", .integer, nullable: true),
        Column("share", .real, nullable: true), Column("name", .text, nullable: true), Column("flag", .boolean),
        Column("game_id", .gameID, nullable: true), Column("whole", .real), Column("last_date", .date, nullable: true),
    ]
    private static let table = TableSchema(
        "units", .derived, .byDate, key: ["game_date", "player_id"], dateColumn: "game_date", columns)

    private static let numbered = TableSchema(
        "units", .raw, .numbered(bits: 31), key: ["game_id", "player_id"], columns)
    private static let seed: UInt64 = 11

    /// Rows of some dates, with values at the edges of what a number of bytes can hold.
    ///
    /// - Parameter longest: bytes of a text.
    private static func rows(_ dates: [GameDate], each: Int, longest: Int = 300) -> ColumnBatch {
        var random = SeededGenerator(seed: seed)
        var edges: [Int] = [.max, .min]
        for power in (0..<63).map({ 1 << $0 }) { edges += [power, power - 1, -power, -power - 1] }
        var writer = RowWriter(columns)
        for date in dates {
            for player in 0..<each {
                let isNull = random.chance(125)
                let number = edges[random.integer(0...(edges.count - 1))]
                writer.put(date)
                writer.put(player)
                writer.put(isNull ? nil : number)
                writer.put(isNull ? nil : Double(random.integer(-1_000_000_000...1_000_000_000)) / 7)
                writer.put(isNull ? nil : String(repeating: "é", count: random.integer(0...longest) / 2))
                writer.put(number % 2 == 0)
                writer.put(22_300_001 + player / 500 + 10 * (date.dayNumber - dates[0].dayNumber))
                writer.put(player % 3 == 0 ? Double(number) : Double(number % 1000) / 4)
                writer.put(isNull ? nil : date + player)
                writer.endRow()
            }
        }
        return writer.batch
    }

    /// Every value as SQLite sees it; the file is sound.
    private static func content(_ path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
            let values = table.storedColumns.map { "quote(\"\($0)\") || typeof(\"\($0)\")" }
            return try String.fetchAll(
                db, sql: "SELECT \(values.joined(separator: " || ',' || ")) FROM units ORDER BY row_number")
        }
    }

    /// Applies a change without an image.
    private static func bind(_ change: Change, _ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        let staged = try StagedChanges([change]) { nil }
        try queue.write { try SQLiteConnection.apply(staged, nil, $0) }
        try queue.close()
    }

    /// By dates before and after 1970, and with texts of which few or many fill a page.
    @Test(arguments: [(-3, 1200, 20), (19_000, 1200, 300), (19_000, 400, 20_000)])
    func rowsAreWhatSQLiteWouldWrite(day: Int, each: Int, longest: Int) async throws {
        print("seed \(Self.seed)")
        let dates = (0..<6).map { GameDate(dayNumber: day + $0) }
        let all = Self.rows(dates, each: each, longest: longest)
        let change = Change.replace(Self.table, dates, all)
        #expect(try StagedChanges([change]) { PageMemory(room: 1) }.imaged == [0], "these rows are worth an image")
        let lab = try Lab()
        var contents: [[String]] = []
        for name in ["copied", "bound"] {
            let path = lab.folder.path(name)
            let warehouse = try SQLiteWarehouse(path: path)
            _ = try await warehouse.prepare([Self.table])
            if name == "copied" { try await warehouse.commit([change]) }
            try await warehouse.close()
            if name == "bound" { try Self.bind(change, path) }
            contents.append(try Self.content(path))
        }
        #expect(contents[0].count == dates.count * each)
        #expect(contents[0] == contents[1])
    }

    /// SQLite copies rows as they are only where it finds both tables alike; else it would take them apart and together again.
    @Test func rowsAreCopiedAsTheyAre() async throws {
        let lab = try Lab()
        _ = try await lab.warehouse.prepare([Self.table])
        let dates = [GameDate(dayNumber: 19_000)]
        let rows = Self.rows(dates, each: 3000)
        let staged = try StagedChanges([.replace(Self.table, dates, rows)]) { PageMemory() }
        let image = try #require(staged.image)
        let steps = try await lab.warehouse.write { db in
            let attached = try AttachedImage(image, number: 0, db)
            defer { attached.detach(db) }
            return try Row.fetchAll(db, sql: "EXPLAIN INSERT INTO main.units SELECT * FROM image0.units")
                .map { $0["opcode"] as String }
        }
        #expect(steps.contains("RowData") || steps.contains("RowCell"))
        #expect(!steps.contains("MakeRecord"))
    }

    /// More images than SQLite attaches to a connection: the rest is bound. Nothing is there before all is.
    @Test(arguments: [false, true]) func transactionOfManyImages(fails: Bool) async throws {
        struct Stop: Error {}
        let lab = try Lab()
        _ = try await lab.warehouse.prepare([Self.table])
        let dates = (0..<14).map { GameDate(dayNumber: 19_000 + $0) }
        let warehouse = lab.warehouse
        let run = {
            try await warehouse.transaction { transaction in
                for date in dates {
                    try await transaction.apply(.replace(Self.table, [date], Self.rows([date], each: 3000)))
                    #expect(try await warehouse.rows(Self.table).isEmpty, "readers see the last commit")
                }
                let own = try await transaction.scan(Self.table, columns: ["player_id"], .all)
                #expect(own.count == 3000 * dates.count)
                if fails { throw Stop() }
            }
        }
        if fails {
            await #expect(throws: Stop.self) { try await run() }
            #expect(try await warehouse.rows(Self.table).isEmpty)
        }
        // The next transaction is as good as any.
        let again = Self.rows([dates[0]], each: 4000)
        if !fails { try await run() }
        try await warehouse.commit([.replace(Self.table, [dates[0]], again)])
        #expect(try await warehouse.rows(Self.table).count == 4000 + (fails ? 0 : 3000 * (dates.count - 1)))
    }

    /// What an image cannot hold is bound, and what SQLite would refuse is refused; of the commit nothing is there then.
    @Test func onlySQLiteWritesOrRefusesTheRest() async throws {
        let warehouse = try Lab().warehouse
        _ = try await warehouse.prepare([Self.numbered])
        let date = GameDate(dayNumber: 19_000)
        let rows = Self.rows([date], each: 3000)
        func changing(_ name: String, _ row: Int, _ put: (inout ColumnVector) -> Void) -> ColumnBatch {
            var changed = rows
            let place = Self.columns.firstIndex { $0.name == name } ?? 0
            var vector = ColumnVector(Self.columns[place].type)
            vector.append(rows.vectors[place], rows: 0..<row)
            put(&vector)
            vector.append(rows.vectors[place], rows: (row + 1)..<rows.count)
            changed.vectors[place] = vector
            return changed
        }
        let long = changing("name", 1700) { $0.append(String(repeating: "x", count: 200_000)) }
        #expect(try StagedChanges([.insert(Self.numbered, long)]) { PageMemory() }.imaged.isEmpty)
        try await warehouse.commit([.insert(Self.numbered, long)])
        #expect(CanonicalRows.digest(try await warehouse.rows(Self.numbered)) == CanonicalRows.digest(long))

        try await warehouse.commit([.delete(Self.numbered, long.selecting(columns: Self.numbered.key))])
        let unknown = changing("whole", 2999) { $0.append(nil as Double?) }
        let missing = await #expect(throws: StorageError.self) {
            try await warehouse.commit([.insert(Self.numbered, unknown)])
        }
        #expect(missing?.message.contains("NOT NULL") == true)
        #expect(try await warehouse.rows(Self.numbered).isEmpty)

        // Out of the order of their numbers they are bound; a number that is there is refused in either way.
        let turned = rows.selecting(Array((0..<rows.count).reversed()))
        #expect(try StagedChanges([.insert(Self.numbered, turned)]) { PageMemory() }.imaged.isEmpty)
        try await warehouse.commit([.insert(Self.numbered, turned.selecting([5]))])
        for twice in [rows, turned] {
            await #expect(throws: StorageError.self) { try await warehouse.commit([.insert(Self.numbered, twice)]) }
            #expect(try await warehouse.rows(Self.numbered).count == 1)
        }
    }
}

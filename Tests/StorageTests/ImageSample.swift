import Basketball
import GRDB
import Simulation
import Testing

@testable import Storage

/// Rows of every type with values at the edges, and what SQLite has of them.
enum ImageSample {
    static let columns = [
        Column("game_date", .date), Column("player_id", .integer), Column("any", .integer, nullable: true),
        Column("share", .real, nullable: true), Column("name", .text, nullable: true), Column("flag", .boolean),
        Column("game_id", .gameID, nullable: true), Column("whole", .real), Column("last_date", .date, nullable: true),
    ]
    static let table = TableSchema(
        "units", .derived, .byDate, key: ["game_date", "player_id"], dateColumn: "game_date", columns)

    static let numbered = TableSchema(
        "units", .raw, .numbered(bits: 31), key: ["game_id", "player_id"], columns)
    static let seed: UInt64 = 11

    /// Rows of some dates, with values at the edges of what a number of bytes can hold.
    ///
    /// - Parameter longest: bytes of a text.
    static func rows(_ dates: [GameDate], each: Int, longest: Int = 300) -> ColumnBatch {
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
    static func content(_ path: String) throws -> [String] {
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
    static func bind(_ change: Change, _ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        let staged = try StagedChanges([change]) { nil }
        try queue.write { try SQLiteConnection.apply(staged, nil, $0) }
        try queue.close()
    }
}

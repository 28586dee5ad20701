import Basketball
import Foundation
import GRDB
import Simulation
import TestSupport
import Testing

@testable import Storage

/// What is read from the pages of the file is what SQLite reads; what only SQLite can read is left to it.
@Suite struct PageReadingTests {
    private static let seed: UInt64 = 27
    private static let dates = (0..<6).map { GameDate(dayNumber: 19_000 + $0) }

    /// The same selection, read in either way in one transaction.
    private func both(
        _ lab: Lab, _ table: TableSchema, _ columns: [String], _ selection: Selection
    ) async throws -> (pages: ColumnBatch?, values: ColumnBatch) {
        let log = LogKeeper(path: lab.warehouse.path, Configuration(), longest: .max)
        let wanted = try table.columns(named: columns)
        let found = try await lab.warehouse.read { db in
            (
                try SQLiteConnection.scanPages(table, wanted, selection, log, db),
                try SQLiteConnection.scan(table, wanted, selection, db)
            )
        }
        await log.close()
        return found
    }

    private func isSame(_ pages: ColumnBatch?, _ values: ColumnBatch) -> Bool {
        pages.map { CanonicalRows.digest($0) } == CanonicalRows.digest(values) && pages?.columns == values.columns
    }

    /// Each layout, written row by row and as pages, few columns and all, any range of dates and any players.
    @Test func rowsAreThoseThatSQLiteReads() async throws {
        print("seed \(Self.seed)")
        var random = SeededGenerator(seed: Self.seed)
        let rows = ImageSample.rows(Self.dates, each: 1300)
        for table in [ImageSample.table, ImageSample.numbered, ImageSample.numbered.keyed] {
            let lab = try Lab()
            _ = try await lab.warehouse.prepare([table])
            if table.layout == .byDate {
                try await lab.warehouse.commit([.replace(table, Self.dates, rows)])
                try await lab.warehouse.commit([
                    .replace(table, [Self.dates[2]], ImageSample.rows([Self.dates[2]], each: 7))
                ])
            } else {
                for start in stride(from: 0, to: rows.count, by: 2000) {
                    let piece = rows.selecting(Array(start..<min(start + 2000, rows.count)))
                    try await lab.warehouse.commit([.insert(table, piece)])
                }
            }
            // For a table of keys no long log is copied.
            if table.layout == .keyed { try await lab.warehouse.write { _ = try $0.checkpoint(.truncate) } }
            for _ in 0..<20 {
                let names = table.columns.map(\.name).filter { _ in random.chance(400) }
                let columns = names.isEmpty ? ["player_id"] : random.chance(500) ? names : names.reversed()
                let day = Self.dates[random.integer(0...5)].dayNumber
                var selections = [Selection.all]
                if table.layout == .byDate {
                    selections.append(.range(column: "game_date", day...(day + random.integer(0...3))))
                    let players = (0..<random.integer(0...9)).map { _ in random.integer(0...1400) }
                    selections += [
                        .among(column: "player_id", players, on: nil),
                        .among(column: "player_id", players, on: [Self.dates[0], GameDate(dayNumber: day)]),
                    ]
                } else if table.layout != .keyed {
                    selections.append(.range(column: "game_id", 22_300_001...22_300_011))
                }
                for selection in selections {
                    let (pages, values) = try await both(lab, table, columns, selection)
                    let same = isSame(pages, values)
                    #expect(same, "\(table.layout) \(columns) \(selection)")
                }
            }
            try await lab.warehouse.close()
        }
    }

    /// A text longer than a page, a value of another type, a column that was added, a table of another form.
    @Test func theRestIsLeftToSQLite() async throws {
        let table = ImageSample.table
        let changes = [
            "UPDATE units SET name = printf('%.*c', 200000, 'x') WHERE player_id = 3",
            "UPDATE units SET any = 'many' WHERE player_id = 3", "UPDATE units SET any = 1.5 WHERE player_id = 3",
            "UPDATE units SET game_id = 'short' WHERE player_id = 3",
            "UPDATE units SET name = x'00ff' WHERE player_id = 3",
            "ALTER TABLE units ADD COLUMN more TEXT",
        ]
        for change in changes {
            let lab = try Lab()
            _ = try await lab.warehouse.prepare([table])
            try await lab.warehouse.commit([.replace(table, Self.dates, ImageSample.rows(Self.dates, each: 50))])
            let before = try await both(lab, table, table.columns.map(\.name), .all).pages?.count
            #expect(before == 300)
            try await lab.warehouse.write { try $0.execute(sql: change) }
            let (pages, values) = try await both(lab, table, table.columns.map(\.name), .all)
            let (isLeft, count) = (pages == nil, values.count)
            #expect(isLeft && count == 300, "\(change)")
            let same = isSame(try await lab.rows(table), values)
            #expect(same, "\(change)")
            try await lab.warehouse.close()
        }
    }

    /// SQLite keeps infinity, and no column of ours does: an error in words, not the end of the process.
    @Test func numbersThatAreNotFiniteAreRefused() async throws {
        let lab = try Lab()
        let table = ImageSample.table
        _ = try await lab.warehouse.prepare([table])
        try await lab.warehouse.commit([.replace(table, Self.dates, ImageSample.rows(Self.dates, each: 50))])
        try await lab.warehouse.write { try $0.execute(sql: "UPDATE units SET share = -9e999 WHERE player_id = 3") }
        let error = await #expect(throws: StorageError.self) { try await lab.rows(table) }
        #expect(error?.message == "table units holds a number that is not finite, which fullcourt never writes")
        #expect(try await lab.warehouse.scan(table, columns: ["name"], .all).count == 300)
        try await lab.warehouse.close()
    }

    /// A connection sees what was there when it began to read, whatever is committed and copied meanwhile; pages are read only
    /// where they are that.
    @Test(arguments: [false, true]) func pagesAreOfTheStateThatTheConnectionSees(logHasRows: Bool) async throws {
        let lab = try Lab()
        let (table, names) = (ImageSample.table, ImageSample.table.columns.map(\.name))
        let path = lab.warehouse.path
        _ = try await lab.warehouse.prepare([table])
        let (old, new) = (ImageSample.rows(Self.dates, each: 40), ImageSample.rows(Self.dates, each: 60))
        try await lab.warehouse.commit([.replace(table, Self.dates, old)])
        if !logHasRows { try await lab.warehouse.write { _ = try $0.checkpoint(.truncate) } }
        let log = LogKeeper(path: path, Configuration(), longest: .max)
        try await lab.warehouse.read { db in
            let isCopied = isSame(try SQLiteConnection.scanPages(table, table.columns, .all, log, db), old)
            #expect(isCopied)
            let other = try DatabaseQueue(path: path)
            let staged = try StagedChanges([.replace(table, Self.dates, new)]) { nil }
            try other.write { try SQLiteConnection.apply(staged, nil, $0) }
            try other.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
            try other.close()
            // What the file holds may still be told only while nothing else was committed.
            let isLeft = try SQLiteConnection.scanPages(table, table.columns, .all, log, db) == nil
            #expect(isLeft)
            let isOld = isSame(try SQLiteConnection.scan(table, table.columns, .all, db), old)
            #expect(isOld)
        }
        let (pages, values) = try await both(lab, table, names, .all)
        let isNew = isSame(pages, values) && isSame(pages, new)
        #expect(isNew)
        await log.close()
        try await lab.warehouse.close()
    }

    /// While somebody reads an earlier state the log cannot be copied, and what is in it alone is SQLite's to read.
    @Test func whatOnlyTheLogHasIsReadBySQLite() async throws {
        let lab = try Lab()
        let table = ImageSample.table
        _ = try await lab.warehouse.prepare([table])
        try await lab.warehouse.commit([.replace(table, Self.dates, ImageSample.rows(Self.dates, each: 40))])
        try await lab.warehouse.write { _ = try $0.checkpoint(.truncate) }
        let reader = try DatabasePool(path: lab.warehouse.path)
        let snapshot = try reader.makeSnapshot()
        func rows() throws -> Int? { try snapshot.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM units") } }
        #expect(try rows() == 240)
        let new = ImageSample.rows(Self.dates, each: 60)
        try await lab.warehouse.commit([.replace(table, Self.dates, new)])
        let (pages, values) = try await both(lab, table, table.columns.map(\.name), .all)
        let isLeft = pages == nil
        let read = try await lab.rows(table)
        let isNew = isSame(values, new) && isSame(read, new)
        #expect(isLeft && isNew)
        #expect(try rows() == 240)
        try snapshot.close()
        try reader.close()
        try await lab.warehouse.close()
    }
}

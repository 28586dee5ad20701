import Basketball
import GRDB
import Simulation
import TestSupport
import Testing

@testable import Storage

/// Rows that are encoded without SQLite are those that it would have written: value by value, in every width and of every type.
@Suite struct DatabaseImageTests {
    /// By dates before and after 1970, and with texts of which few or many fill a page.
    @Test(arguments: [(-3, 1200, 20), (19_000, 1200, 300), (19_000, 400, 20_000)])
    func rowsAreWhatSQLiteWouldWrite(day: Int, each: Int, longest: Int) async throws {
        print("seed \(ImageSample.seed)")
        let dates = (0..<6).map { GameDate(dayNumber: day + $0) }
        let all = ImageSample.rows(dates, each: each, longest: longest)
        let change = Change.replace(ImageSample.table, dates, all)
        #expect(try StagedChanges([change]) { PageMemory(room: 1) }.imaged == [0], "these rows are worth an image")
        let lab = try Lab()
        var contents: [[String]] = []
        for name in ["copied", "bound"] {
            let path = lab.folder.path(name)
            let warehouse = try SQLiteWarehouse(path: path)
            _ = try await warehouse.prepare([ImageSample.table])
            if name == "copied" { try await warehouse.commit([change]) }
            try await warehouse.close()
            if name == "bound" { try ImageSample.bind(change, path) }
            contents.append(try ImageSample.content(path))
        }
        #expect(contents[0].count == dates.count * each)
        #expect(contents[0] == contents[1])
    }

    /// SQLite copies rows as they are only where it finds both tables alike; else it would take them apart and together again.
    @Test func rowsAreCopiedAsTheyAre() async throws {
        let lab = try Lab()
        _ = try await lab.warehouse.prepare([ImageSample.table])
        let dates = [GameDate(dayNumber: 19_000)]
        let rows = ImageSample.rows(dates, each: 3000)
        let staged = try StagedChanges([.replace(ImageSample.table, dates, rows)]) { PageMemory() }
        let image = try #require(staged.image)
        let steps = try await lab.warehouse.write { db in
            let attached = try AttachedImage(image, number: 0, db)
            defer { _ = attached.detach(db) }
            try attached.open(db)
            return try Row.fetchAll(db, sql: "EXPLAIN INSERT INTO main.units SELECT * FROM image0.units")
                .map { $0["opcode"] as String }
        }
        #expect(steps.contains("RowData") || steps.contains("RowCell"))
        #expect(!steps.contains("MakeRecord"))
    }

    /// What an image cannot hold is bound, and what SQLite would refuse is refused; of the commit nothing is there then.
    @Test func onlySQLiteWritesOrRefusesTheRest() async throws {
        let warehouse = try Lab().warehouse
        _ = try await warehouse.prepare([ImageSample.numbered])
        let date = GameDate(dayNumber: 19_000)
        let rows = ImageSample.rows([date], each: 3000)
        func changing(_ name: String, _ row: Int, _ put: (inout ColumnVector) -> Void) -> ColumnBatch {
            var changed = rows
            let place = ImageSample.columns.firstIndex { $0.name == name } ?? 0
            var vector = ColumnVector(ImageSample.columns[place].type)
            vector.append(rows.vectors[place], rows: 0..<row)
            put(&vector)
            vector.append(rows.vectors[place], rows: (row + 1)..<rows.count)
            changed.vectors[place] = vector
            return changed
        }
        let long = changing("name", 1700) { $0.append(String(repeating: "x", count: 200_000)) }
        #expect(try StagedChanges([.insert(ImageSample.numbered, long)]) { PageMemory() }.imaged.isEmpty)
        try await warehouse.commit([.insert(ImageSample.numbered, long)])
        #expect(CanonicalRows.digest(try await warehouse.rows(ImageSample.numbered)) == CanonicalRows.digest(long))

        try await warehouse.commit([.delete(ImageSample.numbered, long.selecting(columns: ImageSample.numbered.key))])
        let unknown = changing("whole", 2999) { $0.append(nil as Double?) }
        let missing = await #expect(throws: StorageError.self) {
            try await warehouse.commit([.insert(ImageSample.numbered, unknown)])
        }
        #expect(missing?.message.contains("NOT NULL") == true)
        #expect(try await warehouse.rows(ImageSample.numbered).isEmpty)

        // Out of the order of their numbers they are bound; a number that is there is refused in either way.
        let turned = rows.selecting(Array((0..<rows.count).reversed()))
        #expect(try StagedChanges([.insert(ImageSample.numbered, turned)]) { PageMemory() }.imaged.isEmpty)
        try await warehouse.commit([.insert(ImageSample.numbered, turned.selecting([5]))])
        for twice in [rows, turned] {
            await #expect(throws: StorageError.self) {
                try await warehouse.commit([.insert(ImageSample.numbered, twice)])
            }
            #expect(try await warehouse.rows(ImageSample.numbered).count == 1)
        }
    }
}

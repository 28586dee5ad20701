import Basketball
import GRDB
import Simulation
import TestSupport
import Testing

@testable import Storage

/// Rows that come through images are there as those of any other change: all of a transaction or none, whatever happens to it.
@Suite struct AttachedImagesTests {
    /// More images than SQLite attaches to a connection: the rest is bound. Nothing is there before all is.
    @Test(arguments: [false, true]) func transactionOfManyImages(fails: Bool) async throws {
        struct Stop: Error {}
        let lab = try Lab()
        _ = try await lab.warehouse.prepare([ImageSample.table])
        let dates = (0..<14).map { GameDate(dayNumber: 19_000 + $0) }
        let warehouse = lab.warehouse
        let run = {
            try await warehouse.transaction { transaction in
                for date in dates {
                    try await transaction.apply(
                        .replace(ImageSample.table, [date], ImageSample.rows([date], each: 3000)))
                    #expect(try await warehouse.rows(ImageSample.table).isEmpty, "readers see the last commit")
                }
                let own = try await transaction.scan(ImageSample.table, columns: ["player_id"], .all)
                #expect(own.count == 3000 * dates.count)
                if fails { throw Stop() }
            }
        }
        if fails {
            await #expect(throws: Stop.self) { try await run() }
            #expect(try await warehouse.rows(ImageSample.table).isEmpty)
        }
        // The next transaction is as good as any.
        let again = ImageSample.rows([dates[0]], each: 4000)
        if !fails { try await run() }
        try await warehouse.commit([.replace(ImageSample.table, [dates[0]], again)])
        #expect(try await warehouse.rows(ImageSample.table).count == 4000 + (fails ? 0 : 3000 * (dates.count - 1)))
    }

    /// Two tables in one image, a table twice in a commit, rows that go before others come: in the order of the changes.
    @Test func changesOfACommitKeepTheirOrder() async throws {
        let warehouse = try Lab().warehouse
        let other = TableSchema(
            "others", .raw, .numbered(bits: 31), key: ["game_id", "player_id"], ImageSample.columns)
        _ = try await warehouse.prepare([ImageSample.table, other])
        let dates = [GameDate(dayNumber: 19_000), GameDate(dayNumber: 19_001)]
        let (first, second) = (ImageSample.rows([dates[0]], each: 3000), ImageSample.rows([dates[1]], each: 3000))
        try await warehouse.commit([.insert(other, ImageSample.rows([dates[1]], each: 2500))])
        try await warehouse.commit([
            .replace(ImageSample.table, [dates[0]], first),
            .delete(other, ImageSample.rows([dates[1]], each: 2500).selecting(columns: other.key)),
            .insert(other, first), .replace(ImageSample.table, dates, second),
        ])
        #expect(CanonicalRows.digest(try await warehouse.rows(ImageSample.table)) == CanonicalRows.digest(second))
        #expect(CanonicalRows.digest(try await warehouse.rows(other)) == CanonicalRows.digest(first))
    }

    /// A file that is being built commits on its way; what is there at the end is what was written.
    @Test func buildingWithManyImages() async throws {
        let lab = try Lab()
        let path = lab.folder.path("built.sqlite")
        let dates = (0..<14).map { GameDate(dayNumber: 19_000 + $0) }
        try await SQLiteWarehouse.build(path: path) { warehouse in
            _ = try await warehouse.prepare([ImageSample.table])
            try await warehouse.transaction { transaction in
                for date in dates {
                    let each = date.dayNumber % 3 == 0 ? 100 : 3000
                    try await transaction.apply(
                        .replace(ImageSample.table, [date], ImageSample.rows([date], each: each)))
                }
            }
        }
        let warehouse = try SQLiteWarehouse(path: path)
        var expected = ColumnBatch(ImageSample.table)
        for date in dates { expected.append(ImageSample.rows([date], each: date.dayNumber % 3 == 0 ? 100 : 3000)) }
        #expect(CanonicalRows.digest(try await warehouse.rows(ImageSample.table)) == CanonicalRows.digest(expected))
        try await warehouse.close()
        _ = try ImageSample.content(path)
    }

    /// SQLite does not let go of an image while a transaction is open, nor when it is interrupted: then its memory stays, too.
    @Test func imagesThatStayAttached() async throws {
        let warehouse = try Lab().warehouse
        _ = try await warehouse.prepare([ImageSample.table])
        let images = AttachedImages()
        let dates = (0..<3).map { GameDate(dayNumber: 19_000 + $0) }
        @Sendable func attached(_ db: Database) throws -> [String] {
            try Row.fetchAll(db, sql: "PRAGMA database_list").map { $0["name"] }
        }
        let lists = try await warehouse.write { db in
            var lists: [[String]] = []
            try db.execute(sql: "BEGIN IMMEDIATE")
            for date in dates {
                if date == dates[2] {
                    try db.execute(sql: "COMMIT")
                    images.detach(db)
                    try db.execute(sql: "BEGIN IMMEDIATE")
                }
                let staged = try images.stage([
                    .replace(ImageSample.table, [date], ImageSample.rows([date], each: 3000))
                ])
                try SQLiteConnection.apply(staged, try images.attach(staged, db), db)
                images.detach(db)
                lists.append(try attached(db))
            }
            try db.execute(sql: "COMMIT")
            images.detach(db)
            return lists + [try attached(db)]
        }
        #expect(lists == [["main", "image0"], ["main", "image0", "image1"], ["main", "image2"], ["main"]])
        var expected = ColumnBatch(ImageSample.table)
        for date in dates { expected.append(ImageSample.rows([date], each: 3000)) }
        #expect(CanonicalRows.digest(try await warehouse.rows(ImageSample.table)) == CanonicalRows.digest(expected))
    }

    /// A task may be cancelled at any moment of a large commit: all of it is there or none, and the writer is as good as before.
    @Test func cancelledCommits() async throws {
        let warehouse = try Lab().warehouse
        _ = try await warehouse.prepare([ImageSample.table])
        let date = GameDate(dayNumber: 19_000)
        let rows = ImageSample.rows([date], each: 3000)
        var before = 0
        for round in 1...20 {
            let each = 2400 + round
            let own = rows.selecting(Array(0..<each))
            let task = Task { try await warehouse.commit([.replace(ImageSample.table, [date], own)]) }
            for _ in 0..<(round * 60) { await Task.yield() }
            task.cancel()
            let isDone = (try? await task.value) != nil
            let found = try await warehouse.rows(ImageSample.table).count
            #expect(found == each || !isDone && found == before, "\(found) rows after \(round) cancellations")
            try await warehouse.commit([.replace(ImageSample.table, [date], rows)])
            before = 3000
            #expect(try await warehouse.rows(ImageSample.table).count == before)
        }
    }
}

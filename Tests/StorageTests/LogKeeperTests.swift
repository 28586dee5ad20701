import Basketball
import Foundation
import Storage
import TestSupport
import Testing

/// The write-ahead log does not grow with what is written, readers see every commit, and closing leaves one tidy file.
@Suite struct LogKeeperTests {
    @Test func logStaysShortWhileMuchIsWritten() async throws {
        let lab = try Lab()
        let path = lab.folder.path("long.sqlite")
        let warehouse = try SQLiteWarehouse(path: path, longestLog: 64)
        let table = WarehouseConformance.table
        _ = try await warehouse.prepare([table])
        func size(_ path: String) throws -> Int {
            try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        }
        var dates = 0
        // What was written is told by the file when all of it is there; until then at least that much went through the log.
        while dates < 2000 {
            let date = WarehouseConformance.first + dates
            try await warehouse.commit([
                .replace(table, [date], WarehouseConformance.rows(date, count: 2000, seed: 1))
            ])
            dates += 1
            let read = try await warehouse.scan(
                table, columns: ["game_id"], .range(column: "game_date", date.dayNumber...date.dayNumber))
            #expect(read.count == 2000)
            // Its content is copied and written over: the database outgrows the log many times.
            if try size(path) > 20 << 20, try size(path) > 4 * size(path + "-wal") { break }
        }
        #expect(try size(path) > 4 * size(path + "-wal"), "after \(dates) dates")
        try await warehouse.close()
        #expect((try? size(path + "-wal")) ?? 0 == 0)
        let again = try SQLiteWarehouse(path: path)
        #expect(try await again.rows(table).count == 2000 * dates)
        try await again.close()
    }
}

import Basketball
import Foundation
import GRDB
import Simulation
import TestSupport
import Testing

@testable import Storage

/// Bytes that are not what they should be end the reading of pages; nothing outside them is ever read.
@Suite struct DamagedPagesTests {
    private static let seed: UInt64 = 28

    /// Records that end where memory ends: a read behind them would end the process.
    @Test func recordsAreReadWithinTheirBytes() throws {
        print("seed \(Self.seed)")
        var random = SeededGenerator(seed: Self.seed)
        let columns = ImageSample.columns
        let rows = ImageSample.rows([GameDate(dayNumber: 19_000)], each: 60, longest: 40)
        var records: [[UInt8]] = []
        var encoder = RecordEncoder(columns: columns.count)
        CellPointers.with(rows) { cells in
            for row in 0..<rows.count {
                let isEncoded = encoder.encode(cells, columns, row)
                #expect(isEncoded)
                var record: [UInt8] = [UInt8(encoder.headerBytes)]
                record += encoder.types.prefix(encoder.typeBytes)
                record += encoder.body.prefix(encoder.bodyBytes)
                records.append(record)
            }
        }
        let page = 4096
        let memory = try #require(mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
        defer { munmap(memory, 2 * page) }
        #expect(mprotect(memory + page, page, PROT_NONE) == 0)
        func take(_ record: [UInt8], pick: (String, [Int])? = nil) -> ColumnBatch? {
            let start = memory + page - record.count
            start.copyMemory(from: record, byteCount: record.count)
            var batch = ColumnBatch(columns)
            var decoder = RecordDecoder(stored: columns, wanted: columns, pick: pick)
            guard decoder.add(UnsafeRawBufferPointer(start: start, count: record.count), to: &batch) else { return nil }
            decoder.flush(into: &batch)
            return batch
        }
        for (row, record) in records.enumerated() {
            let whole = try #require(take(record))
            #expect(CanonicalRows.digest(whole) == CanonicalRows.digest(rows, rows: row..<(row + 1)))
            #expect(take(record, pick: ("player_id", [row]))?.count == 1)
            #expect(take(record, pick: ("player_id", [row + 1]))?.count == 0)
            // A flag that is NULL, which its column cannot be: neither has bytes.
            if record[0] == 11 { #expect(take(record.prefix(6) + [0] + record.dropFirst(7)) == nil) }
            for length in 0..<record.count { #expect(take(Array(record.prefix(length))) == nil) }
            for _ in 0..<400 {
                var damaged = record
                for _ in 0...random.integer(0...3) {
                    damaged[random.integer(0...(damaged.count - 1))] = UInt8(random.integer(0...255))
                }
                _ = take(damaged)
                _ = take(damaged, pick: ("player_id", [row]))
            }
        }
    }

    /// A file with damaged pages is read to the end or not at all.
    @Test func treesAreWalkedToAnEnd() async throws {
        print("seed \(Self.seed)")
        var random = SeededGenerator(seed: Self.seed)
        let lab = try Lab()
        let table = ImageSample.table
        let dates = (0..<6).map { GameDate(dayNumber: 19_000 + $0) }
        _ = try await lab.warehouse.prepare([table])
        try await lab.warehouse.commit([.replace(table, dates, ImageSample.rows(dates, each: 200))])
        let root = try await lab.warehouse.read {
            try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'units'") ?? 0
        }
        try await lab.warehouse.close()
        let sound = try Data(contentsOf: URL(filePath: lab.warehouse.path))
        let page = 16384
        let path = lab.folder.path("damaged.sqlite")
        var (given, left) = (0, 0)
        for _ in 0..<150 {
            var damaged = sound
            // Heads of pages, among them the root's: kinds, counts, pointers.
            let target = random.chance(500) ? root : random.integer(2...(sound.count / page))
            for _ in 0...random.integer(0...2) {
                damaged[(target - 1) * page + random.integer(0...40)] = UInt8(random.integer(0...255))
            }
            try damaged.write(to: URL(filePath: path))
            if try isWalked(path, root) { given += 1 } else { left += 1 }
        }
        // Round and round: the last page below the root is the root.
        var circle = sound
        let number = (0..<4).map { UInt8(truncatingIfNeeded: root >> (24 - 8 * $0)) }
        circle.replaceSubrange((root - 1) * page + 8..<(root - 1) * page + 12, with: number)
        try circle.write(to: URL(filePath: path))
        #expect(try !isWalked(path, root))
        // A page without cells, and one of a tree of keys, below the root.
        for (offset, value) in [(4, UInt8(0)), (0, 0x0a)] {
            var other = sound
            let child = firstChild(other, root, page)
            other[(child - 1) * page + offset] = value
            if offset == 4 { other[(child - 1) * page + 3] = 0 }
            try other.write(to: URL(filePath: path))
            #expect(try !isWalked(path, root))
        }
        #expect(given > 10 && left > 10, "\(given) were read, \(left) were not")
    }

    /// The page below the root with the lowest numbers.
    private func firstChild(_ file: Data, _ root: Int, _ page: Int) -> Int {
        func number(_ at: Int, _ bytes: Int) -> Int { (0..<bytes).reduce(0) { $0 << 8 | Int(file[at + $1]) } }
        let start = (root - 1) * page
        return number(start + number(start + 12, 2), 4)
    }

    /// Whether the tree of the sample's rows was walked to its end.
    private func isWalked(_ path: String, _ root: Int) throws -> Bool {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
            let file = try #require(PageFile(db))
            var batch = ColumnBatch(ImageSample.columns)
            var decoder = RecordDecoder(stored: ImageSample.columns, wanted: ImageSample.columns, pick: nil)
            let tree = PageTree(file: file, root: root, numbers: Int.min...Int.max)
            #expect(tree.count() < file.pages * file.pageSize)
            guard tree.walk({ decoder.add($0, to: &batch) }) else { return false }
            decoder.flush(into: &batch)
            // Then SQLite finds nothing wrong with it either, and the same rows.
            let values = try SQLiteConnection.scan(ImageSample.table, ImageSample.columns, .all, db)
            let isSame = values.count == batch.count && (values.isEmpty || RowsDigest(values) == RowsDigest(batch))
            #expect(isSame)
            return true
        }
    }
}

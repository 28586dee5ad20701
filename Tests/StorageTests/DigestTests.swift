import Basketball
import Storage
import TestSupport
import Testing

@Suite struct DigestTests {
    @Test func sha256IsThatOfTheStandard() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect("\(SHA256Digest(of: "abc"))" == expected)
    }

    @Test func canonicalBytesDoNotDependOnHowRowsAreBatched() {
        let date = WarehouseConformance.first
        let whole = WarehouseConformance.rows(date, count: 60, seed: 4)
        var parts = ColumnBatch(whole.columns)
        for start in stride(from: 0, to: 60, by: 7) { parts.append(whole, rows: start..<min(60, start + 7)) }
        #expect(CanonicalRows.digest(parts) == CanonicalRows.digest(whole))
        var pieces = CanonicalRows()
        pieces.append(whole, rows: 0..<13)
        pieces.append(whole, rows: 13..<60)
        #expect(SHA256Digest(of: pieces.bytes) == CanonicalRows.digest(whole))
    }

    @Test func everyCellIsPartOfTheDigest() {
        let rows = WarehouseConformance.rows(WarehouseConformance.first, count: 20, seed: 5)
        var seen: Set<SHA256Digest> = []
        for row in 0..<20 { seen.insert(CanonicalRows.digest(rows, rows: row..<(row + 1))) }
        #expect(seen.count == 20)
    }

    @Test func nullZeroAndEmptyTextDiffer() {
        func digest(_ body: (inout RowWriter) -> Void) -> SHA256Digest {
            var writer = RowWriter([Column("a", .text, nullable: true)])
            body(&writer)
            writer.endRow()
            return CanonicalRows.digest(writer.batch)
        }
        #expect(digest { $0.put(nil as String?) } != digest { $0.put("") })
        #expect(digest { $0.put("0") } != digest { $0.put("") })
    }
}

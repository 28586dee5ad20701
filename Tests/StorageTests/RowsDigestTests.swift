import Basketball
import Storage
import TestSupport
import Testing

/// The digest of a unit's rows: one for each set of rows, whatever their order, that a change of one row can be taken into.
@Suite struct RowsDigestTests {
    private static let rows = WarehouseConformance.rows(WarehouseConformance.first, count: 40, seed: 8)
    private static let others = WarehouseConformance.rows(WarehouseConformance.first, count: 40, seed: 9)

    private func range(_ rows: Range<Int>) -> RowsDigest { RowsDigest(Self.rows, rows: rows) }

    /// By the definition: SHA-256 of each row, added as one number of 256 bits, its lowest byte first.
    @Test func isTheSumOfTheRowsHashes() {
        var sum = [UInt8](repeating: 0, count: 32)
        for row in 0..<Self.rows.count {
            var carry = 0
            for (place, byte) in CanonicalRows.digest(Self.rows, rows: row..<(row + 1)).bytes.enumerated() {
                carry += Int(sum[place]) + Int(byte)
                sum[place] = UInt8(carry & 255)
                carry >>= 8
            }
        }
        let digest = RowsDigest(Self.rows)
        #expect(digest.sum == hexadecimal(sum.reversed()))
        #expect("\(digest)" == "\(SHA256Digest(of: sum + [40, 0, 0, 0, 0, 0, 0, 0]))")
    }

    @Test func doesNotDependOnTheOrder() {
        var turned = ColumnBatch(Self.rows.columns)
        for row in (0..<Self.rows.count).reversed() { turned.append(Self.rows, rows: row..<(row + 1)) }
        #expect(RowsDigest(turned) == RowsDigest(Self.rows))
    }

    @Test func everyCellAndTheNumberOfRowsCount() {
        var seen: Set<String> = ["\(RowsDigest(Self.rows))"]
        for column in Self.rows.columns.indices {
            var changed = Self.rows
            changed.vectors[column] = Self.others.vectors[column]
            let isSame = CanonicalRows.digest(changed) == CanonicalRows.digest(Self.rows)
            #expect(isSame != seen.insert("\(RowsDigest(changed))").inserted, "\(Self.rows.columns[column].name)")
        }
        for count in 0..<Self.rows.count { #expect(seen.insert("\(range(0..<count))").inserted) }
    }

    @Test func rowsComeAndGo() {
        #expect(range(0..<13) + range(13..<40) == range(0..<40))
        #expect(range(0..<40) - range(0..<13) == range(13..<40))
        #expect(range(3..<3) == RowsDigest() && "\(RowsDigest())".isEmpty)
        // One row in the place of another, in every place.
        for row in 0..<40 {
            var patched = ColumnBatch(Self.rows.columns)
            patched.append(Self.rows, rows: 0..<row)
            patched.append(Self.others, rows: row..<(row + 1))
            patched.append(Self.rows, rows: (row + 1)..<40)
            let own = RowsDigest(Self.others, rows: row..<(row + 1))
            #expect(RowsDigest(Self.rows) - range(row..<(row + 1)) + own == RowsDigest(patched))
        }
    }

    @Test func comesBackFromItsText() {
        for count in [0, 1, 7, 40] {
            let digest = range(0..<count)
            #expect(RowsDigest(count: count, sum: digest.sum) == digest)
        }
        for text in ["", "0", String(repeating: "g", count: 64), String(repeating: "0", count: 63)] {
            #expect(RowsDigest(count: 1, sum: text) == nil)
        }
        let digest = Digest128(high: 3, low: .max)
        #expect(Digest128(hexadecimal: digest.hexadecimal) == digest && Digest128(hexadecimal: "12") == nil)
    }
}

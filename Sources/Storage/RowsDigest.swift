/// What some rows are, whatever their order: how many, and the sum modulo 2^256 of the SHA-256 of each one's canonical bytes.
///
/// Its own SHA-256 is what people compare. A row has its key among its values, so equal digests mean equal rows unless
/// somebody finds a collision. Where one row of many is another, its old hash is taken away and its new one added: the
/// others need not be read.
package struct RowsDigest: Hashable, Sendable, CustomStringConvertible {
    package private(set) var count: Int
    /// The sum, its lowest word first.
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// Of no rows.
    package init() {
        count = 0
        words = (0, 0, 0, 0)
    }

    /// Of rows of a batch; of all when none are named.
    package init(_ batch: ColumnBatch, rows: Range<Int>? = nil) {
        self.init()
        CanonicalRows.forEachPiece(batch, rows: rows ?? 0..<batch.count) { bytes, ends in
            ManyDigests.forEach(bytes, ends) { add(row: $0) }
        }
    }

    /// The digest of each row by itself.
    package static func each(_ batch: ColumnBatch) -> [RowsDigest] {
        var digests: [RowsDigest] = []
        digests.reserveCapacity(batch.count)
        CanonicalRows.forEachPiece(batch, rows: 0..<batch.count) { bytes, ends in
            ManyDigests.forEach(bytes, ends) { hash in
                var digest = RowsDigest()
                digest.add(row: hash)
                digests.append(digest)
            }
        }
        return digests
    }

    /// From a number of rows and the text of their sum; nil when that is none.
    package init?(count: Int, sum text: String) {
        guard text.utf8.count == 64, let high = Digest128(hexadecimal: String(text.prefix(32))),
            let low = Digest128(hexadecimal: String(text.suffix(32)))
        else { return nil }
        self.count = count
        words = (low.low, low.high, high.low, high.high)
    }

    /// The sum as 64 hexadecimal digits.
    package var sum: String { hexadecimal(bytes.dropLast(8).reversed()) }

    /// SHA-256 over sum and number, 64 hexadecimal digits; empty when there are no rows.
    package var description: String { count == 0 ? "" : "\(SHA256Digest(of: bytes))" }

    /// With the rows of another.
    package static func + (a: RowsDigest, b: RowsDigest) -> RowsDigest {
        var result = a
        result.count += b.count
        result.add(b.words)
        return result
    }

    /// Without rows that are among them.
    package static func - (a: RowsDigest, b: RowsDigest) -> RowsDigest {
        var result = a
        result.count -= b.count
        // The negative of a sum: every bit the other way, and one.
        result.add((~b.words.0, ~b.words.1, ~b.words.2, ~b.words.3))
        result.add((1, 0, 0, 0))
        return result
    }

    package static func == (a: RowsDigest, b: RowsDigest) -> Bool { a.count == b.count && a.words == b.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        hasher.combine(words.0)
    }

    /// Sum and number, the lowest byte of each first.
    private var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3, UInt64(bitPattern: Int64(count))].flatMap { word in
            withUnsafeBytes(of: word.littleEndian) { Array($0) }
        }
    }

    private mutating func add(row hash: ManyDigests.Words) {
        count += 1
        add(hash)
    }

    private mutating func add(_ more: (UInt64, UInt64, UInt64, UInt64)) {
        var carry: UInt64 = 0
        func add(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let (partial, first) = a.addingReportingOverflow(b)
            let (sum, second) = partial.addingReportingOverflow(carry)
            carry = first || second ? 1 : 0
            return sum
        }
        words.0 = add(words.0, more.0)
        words.1 = add(words.1, more.1)
        words.2 = add(words.2, more.2)
        words.3 = add(words.3, more.3)
    }
}

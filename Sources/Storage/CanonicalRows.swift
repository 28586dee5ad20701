/// The canonical bytes of rows, over which digests are made. Independent of engine, batch size and order of writing.
///
/// A value is a tag and its payload: 0 null; 1 and eight bytes, little end first, for an integer, boolean (0, 1), day
/// number or game id; 2 and the eight bytes of the double's bits; 3, the length in eight bytes and UTF-8 for text.
/// A row is its values in column order.
package struct CanonicalRows {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// Appends rows of a batch.
    package mutating func append(_ batch: ColumnBatch, rows: Range<Int>) {
        let vectors = batch.vectors
        for row in rows {
            for vector in vectors {
                if vector.isNull(row) {
                    bytes.append(0)
                    continue
                }
                switch vector.values {
                case .integers(let v): append(tag: 1, UInt64(bitPattern: Int64(v[row])))
                case .reals(let v): append(tag: 2, (v[row] == 0 ? 0 : v[row]).bitPattern)
                case .texts(let v):
                    let range = v.range(row)
                    append(tag: 3, UInt64(range.count))
                    bytes.append(contentsOf: v.bytes[range])
                }
            }
        }
    }

    package mutating func append(tag: UInt8, _ value: UInt64) {
        bytes.append(tag)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Digest of rows of a batch.
    package static func digest(_ batch: ColumnBatch, rows: Range<Int>? = nil) -> SHA256Digest {
        var canonical = CanonicalRows()
        canonical.append(batch, rows: rows ?? 0..<batch.count)
        return SHA256Digest(of: canonical.bytes)
    }
}

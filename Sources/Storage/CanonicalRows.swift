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
        var room = vectors.count * rows.count * 9
        for vector in vectors {
            if case .texts(let texts) = vector.values, let last = rows.last {
                room += texts.range(last).upperBound - texts.range(rows.lowerBound).lowerBound
            }
        }
        let known = bytes
        bytes = Array(unsafeUninitializedCapacity: known.count + room) { memory, count in
            guard let base = memory.baseAddress else { return }
            known.withUnsafeBufferPointer {
                base.initialize(from: $0.baseAddress ?? UnsafePointer(base), count: $0.count)
            }
            var at = base + known.count
            for row in rows { for vector in vectors { CanonicalRows.write(vector, row, &at) } }
            count = at - base
        }
    }

    @inline(__always) private static func write(
        _ vector: ColumnVector, _ row: Int, _ at: inout UnsafeMutablePointer<UInt8>
    ) {
        func put(tag: UInt8, _ value: UInt64) {
            at.pointee = tag
            UnsafeMutableRawPointer(at + 1).storeBytes(of: value.littleEndian, as: UInt64.self)
            at += 9
        }
        if vector.isNull(row) {
            at.pointee = 0
            at += 1
            return
        }
        switch vector.values {
        case .integers(let v): put(tag: 1, UInt64(bitPattern: Int64(v[row])))
        case .reals(let v): put(tag: 2, (v[row] == 0 ? 0 : v[row]).bitPattern)
        case .texts(let v):
            let range = v.range(row)
            put(tag: 3, UInt64(range.count))
            v.bytes.withUnsafeBufferPointer { text in
                if let start = text.baseAddress { at.initialize(from: start + range.lowerBound, count: range.count) }
            }
            at += range.count
        }
    }

    /// Rows that `forEachPiece` takes at a time.
    private static let piece = 128

    /// Calls the body with the canonical bytes of some rows at a time, one row behind the other, and where each ends; they are
    /// valid until it returns.
    static func forEachPiece(
        _ batch: ColumnBatch, rows: Range<Int>, _ body: (UnsafeRawPointer, UnsafeBufferPointer<Int64>) -> Void
    ) {
        if rows.isEmpty { return }
        CellPointers.with(batch) { cells in
            let texts = cells.filter { $0.kind == .texts }
            var ends = [Int64](repeating: 0, count: min(piece, rows.count))
            for start in stride(from: rows.lowerBound, to: rows.upperBound, by: piece) {
                let some = start..<min(start + piece, rows.upperBound)
                let room = some.reduce(9 * cells.count * some.count) { room, row in
                    texts.reduce(room) { $0 + $1.text(row).count }
                }
                withUnsafeTemporaryAllocation(byteCount: room, alignment: 8) { scratch in
                    guard let base = scratch.baseAddress else { return }
                    var at = base
                    for row in some {
                        for cell in cells { write(cell, row, &at) }
                        ends[row - start] = Int64(at - base)
                    }
                    ends.withUnsafeBufferPointer { body(base, UnsafeBufferPointer(rebasing: $0[..<some.count])) }
                }
            }
        }
    }

    @inline(__always) private static func write(_ cell: CellPointers, _ row: Int, _ at: inout UnsafeMutableRawPointer) {
        func put(tag: UInt8, _ value: UInt64) {
            at.storeBytes(of: tag, as: UInt8.self)
            (at + 1).storeBytes(of: value.littleEndian, as: UInt64.self)
            at += 9
        }
        if let nulls = cell.nulls, nulls[row] {
            at.storeBytes(of: 0, as: UInt8.self)
            at += 1
            return
        }
        switch cell.kind {
        case .integers, .dates, .gameIDs: put(tag: 1, UInt64(bitPattern: Int64(cell.integer(row))))
        case .reals: put(tag: 2, (cell.real(row) == 0 ? 0 : cell.real(row)).bitPattern)
        case .texts:
            let text = cell.text(row)
            put(tag: 3, UInt64(text.count))
            if let start = text.baseAddress { at.copyMemory(from: start, byteCount: text.count) }
            at += text.count
        }
    }

    /// Digest of rows of a batch.
    package static func digest(_ batch: ColumnBatch, rows: Range<Int>? = nil) -> SHA256Digest {
        var canonical = CanonicalRows()
        canonical.append(batch, rows: rows ?? 0..<batch.count)
        return SHA256Digest(of: canonical.bytes)
    }
}

/// Finds the bytes that mean something in comma-separated text, commas, line feeds and quotes, 64 at a time.
///
/// Of each block a mask is made without a branch (zero bytes of a word by Mycroft's test, Hacker's Delight 6-1); the marks are
/// then its bits. Fields are short, and a loop that looks at each byte would be surprised by the end of each.
struct MarkFinder {
    private let bytes: UnsafePointer<UInt8>
    private let count: Int
    /// Where the block starts.
    private var start: Int
    /// The marks of the block that were not yet found.
    private var mask: UInt64 = 0

    /// - Parameter first: the first byte that is looked at.
    init(_ bytes: UnsafePointer<UInt8>, count: Int, from first: Int) {
        self.bytes = bytes
        self.count = count
        start = first
        mask = first < count ? MarkFinder.marks(bytes + first, count - first) : 0
    }

    /// Position of the next mark; the number of bytes when there is none.
    @inline(__always) mutating func next() -> Int {
        while mask == 0 {
            start += 64
            guard start < count else {
                start = count
                return count
            }
            mask = MarkFinder.marks(bytes + start, count - start)
        }
        let found = start + mask.trailingZeroBitCount
        mask &= mask &- 1
        return found
    }

    /// Forgets the marks before a position that is not before the last one found.
    @inline(__always) mutating func skip(to position: Int) {
        let offset = position - start
        if offset < 64 {
            mask &= ~0 << UInt64(truncatingIfNeeded: offset)
        } else {
            self = MarkFinder(bytes, count: count, from: position)
        }
    }

    @inline(__always) private static func marks(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        if count >= 64 { return marks(UnsafeRawPointer(bytes)) }
        // The last bytes, padded with what is no mark.
        return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { block in
            guard let start = block.baseAddress else { return 0 }
            start.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
            start.copyMemory(from: bytes, byteCount: count)
            return marks(UnsafeRawPointer(start))
        }
    }

    @inline(__always) private static func marks(_ block: UnsafeRawPointer) -> UInt64 {
        var mask: UInt64 = 0
        for word in 0..<8 {
            let value = UInt64(littleEndian: block.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self))
            let found =
                zeros(value ^ 0x2c2c_2c2c_2c2c_2c2c) | zeros(value ^ 0x0a0a_0a0a_0a0a_0a0a)
                | zeros(value ^ 0x2222_2222_2222_2222)
            // The high bits of the bytes, side by side.
            mask |= (((found >> 7) &* 0x0102_0408_1020_4080) >> 56) << UInt64(8 * word)
        }
        return mask
    }

    /// The high bit of every byte that is zero.
    @inline(__always) private static func zeros(_ word: UInt64) -> UInt64 {
        let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
        return ~(((word & low) &+ low) | word | low)
    }
}

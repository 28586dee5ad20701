/// Walks a tree of rows in the order of their numbers or keys
/// ([file format](https://sqlite.org/fileformat2.html#b_tree_pages), section 1.6).
///
/// Whatever is not as it should be, or is kept on further pages for want of room, ends the walk: then SQLite has to read
/// the rows, and to say what is wrong with them.
struct PageTree {
    /// Levels of a tree, as SQLite has it.
    private static let mostLevels = 20

    let file: PageFile
    let root: Int
    let numbers: ClosedRange<Int>

    /// Calls a body with the record of each row whose number is in the range; a tree of keys has no numbers, and gives all.
    ///
    /// - Returns: false when the walk, or the body, could not go on.
    func walk(_ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        var budget = file.pages
        return walk(root, &budget, above: .root, body)
    }

    /// - Parameters:
    ///   - budget: pages that may still be seen: a damaged tree could lead round in circles.
    ///   - above: the pages from the root to here.
    private func walk(
        _ number: Int, _ budget: inout Int, above: Path, _ body: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        budget -= 1
        guard budget >= 0, above.levels < PageTree.mostLevels else { return false }
        return file.with(number) { page in
            // On the first page the file's own header comes before.
            guard number > 1, let kind = Kind(rawValue: page[0]) else { return false }
            let count = Int(page.bigEndian16(3))
            let pointers = kind.isLeaf ? 8 : 12
            guard pointers + 2 * count <= page.count, above.allows(kind, count) else { return false }
            let path = above.with(kind)
            for cell in 0..<count {
                var at = Int(page.bigEndian16(pointers + 2 * cell))
                var child = 0
                if !kind.isLeaf {
                    guard at + 4 <= page.count else { return false }
                    child = page.bigEndian32(at)
                    at += 4
                }
                if kind == .interior {
                    guard let number = Varint.read(page, &at) else { return false }
                    if number < numbers.lowerBound { continue }
                    guard walk(child, &budget, above: path, body) else { return false }
                    if number >= numbers.upperBound { return true }
                    continue
                }
                if kind == .keyedInterior, !walk(child, &budget, above: path, body) { return false }
                guard let bytes = Varint.read(page, &at) else { return false }
                if kind == .leaf {
                    guard let number = Varint.read(page, &at) else { return false }
                    if number < numbers.lowerBound { continue }
                    if number > numbers.upperBound { return true }
                }
                guard bytes >= 0, bytes <= kind.longestRecord(of: page.count), at + bytes <= page.count else {
                    return false
                }
                guard body(UnsafeRawBufferPointer(rebasing: page[at..<at + bytes])) else { return false }
            }
            return kind.isLeaf || walk(page.bigEndian32(8), &budget, above: path, body)
        }
    }

    /// Rows of all pages that have some in the range: about as many as `walk` will give.
    func count() -> Int {
        var (count, budget) = (0, file.pages)
        add(root, to: &count, &budget, levels: 0)
        return count
    }

    private func add(_ number: Int, to count: inout Int, _ budget: inout Int, levels: Int) {
        budget -= 1
        guard budget >= 0, levels < PageTree.mostLevels else { return }
        _ = file.with(number) { page in
            guard number > 1, let kind = Kind(rawValue: page[0]) else { return false }
            let cells = Int(page.bigEndian16(3))
            guard 12 + 2 * cells <= page.count else { return false }
            guard kind == .interior else {
                count += cells
                return true
            }
            for cell in 0..<cells {
                var at = Int(page.bigEndian16(12 + 2 * cell))
                guard at + 4 <= page.count else { return false }
                let child = page.bigEndian32(at)
                at += 4
                guard let last = Varint.read(page, &at) else { return false }
                if last < numbers.lowerBound { continue }
                add(child, to: &count, &budget, levels: levels + 1)
                if last >= numbers.upperBound { return true }
            }
            add(page.bigEndian32(8), to: &count, &budget, levels: levels + 1)
            return true
        }
    }

    /// What is known of the pages from the root to one of them.
    private struct Path {
        static let root = Path(levels: 0, isKeyed: nil)
        let levels: Int
        /// Nil above the root.
        let isKeyed: Bool?

        /// Below the root SQLite has neither a page without cells nor one of the other sort of tree.
        func allows(_ kind: Kind, _ cells: Int) -> Bool { isKeyed.map { $0 == kind.isKeyed && cells > 0 } ?? true }

        func with(_ kind: Kind) -> Path { Path(levels: levels + 1, isKeyed: kind.isKeyed) }
    }

    private enum Kind: UInt8 {
        /// Keys with their rows, and the pages of the next level.
        case keyedInterior = 0x02
        /// Numbers and the pages of the next level.
        case interior = 0x05
        /// Keys with their rows.
        case keyedLeaf = 0x0a
        /// Numbers and rows.
        case leaf = 0x0d

        var isLeaf: Bool { self == .leaf || self == .keyedLeaf }
        /// Whether it belongs to a tree of keys.
        var isKeyed: Bool { self == .keyedLeaf || self == .keyedInterior }

        /// Bytes of a record up to which all of it is on the page.
        func longestRecord(of pageSize: Int) -> Int {
            self == .leaf ? pageSize - 35 : (pageSize - 12) * 64 / 255 - 23
        }
    }
}

extension UnsafeRawBufferPointer {
    @inline(__always) fileprivate func bigEndian16(_ offset: Int) -> UInt16 {
        UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
    }

    @inline(__always) fileprivate func bigEndian32(_ offset: Int) -> Int {
        Int(UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
}

extension Varint {
    /// Reads a number and steps behind it; nil when the bytes end within it.
    @inline(__always) static func read(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Int? {
        guard at < bytes.count else { return nil }
        let first = bytes[at]
        if first < 0x80 {
            at += 1
            return Int(first)
        }
        return readLong(bytes, &at)
    }

    private static func readLong(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Int? {
        var value: UInt = 0
        for index in 0..<9 {
            guard at < bytes.count else { return nil }
            let byte = bytes[at]
            at += 1
            if index == 8 { return Int(bitPattern: value << 8 | UInt(byte)) }
            value = value << 7 | UInt(byte & 0x7f)
            if byte < 0x80 { break }
        }
        return Int(bitPattern: value)
    }
}

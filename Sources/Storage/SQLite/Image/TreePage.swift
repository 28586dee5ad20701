/// Fills one page of a tree of numbered rows
/// ([file format](https://sqlite.org/fileformat2.html#b_tree_pages), section 1.6): pointers grow from its start, cells from its end.
struct TreePage {
    enum Kind: UInt8 {
        /// Numbers and the pages of the next level.
        case interior = 0x05
        /// Numbers and rows.
        case leaf = 0x0d
    }

    /// Bytes of the longest record that a leaf holds without help of other pages.
    static let longestRecord = PageMemory.pageSize - 35

    private let page: UnsafeMutableRawPointer
    /// Where the page's header is: behind that of the file on the first page.
    private let header: Int
    private let pointers: Int
    private(set) var count = 0
    private var end = PageMemory.pageSize

    init(_ kind: Kind, _ page: UnsafeMutableRawPointer, isFirst: Bool = false) {
        self.page = page
        header = isFirst ? 100 : 0
        pointers = header + (kind == .leaf ? 8 : 12)
        page.storeBytes(of: kind.rawValue, toByteOffset: header, as: UInt8.self)
    }

    /// Makes room for a cell.
    ///
    /// - Returns: where to write it; nil when the page is full.
    @inline(__always) mutating func add(bytes: Int) -> UnsafeMutableRawPointer? {
        let pointer = pointers + 2 * count
        guard end - bytes >= pointer + 2 else { return nil }
        end -= bytes
        page.storeBytes(of: UInt16(truncatingIfNeeded: end).bigEndian, toByteOffset: pointer, as: UInt16.self)
        count += 1
        return page + end
    }

    /// Adds the last row that an encoder made.
    ///
    /// - Returns: false when the page is full.
    @inline(__always) mutating func add(_ record: borrowing RecordEncoder, number: Int) -> Bool {
        let bytes = record.count
        guard var cell = add(bytes: Varint.count(bytes) + Varint.count(number) + bytes) else { return false }
        cell += Varint.write(bytes, to: cell)
        cell += Varint.write(number, to: cell)
        cell += Varint.write(record.headerBytes, to: cell)
        cell.copyMemory(from: record.types.baseAddress.unsafelyUnwrapped, byteCount: record.typeBytes)
        cell += record.typeBytes
        cell.copyMemory(from: record.body.baseAddress.unsafelyUnwrapped, byteCount: record.bodyBytes)
        return true
    }

    /// Adds a page of the next level and the last row number in it.
    ///
    /// - Returns: false when the page is full.
    mutating func add(child: Int, last: Int) -> Bool {
        guard let cell = add(bytes: 4 + Varint.count(last)) else { return false }
        cell.storeBytes(of: UInt32(child).bigEndian, as: UInt32.self)
        _ = Varint.write(last, to: cell + 4)
        return true
    }

    /// Writes what the page's header says of its cells.
    ///
    /// - Parameter rightmost: of an interior page, the page of the next level with the largest numbers.
    func finish(rightmost: Int? = nil) {
        func put(_ value: Int, _ offset: Int) {
            page.storeBytes(
                of: UInt16(truncatingIfNeeded: value).bigEndian, toByteOffset: header + offset, as: UInt16.self)
        }
        put(count, 3)
        put(end, 5)
        if let rightmost {
            page.storeBytes(of: UInt32(rightmost).bigEndian, toByteOffset: header + 8, as: UInt32.self)
        }
    }
}

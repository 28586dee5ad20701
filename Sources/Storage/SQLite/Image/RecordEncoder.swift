import Basketball

/// Writes rows as SQLite stores them: a header of the values' types, then the values
/// ([file format](https://sqlite.org/fileformat2.html#record_format), section 2.1).
///
/// The row number is the key of the row, and in the record it is NULL, as SQLite has it for an INTEGER PRIMARY KEY.
struct RecordEncoder: ~Copyable {
    /// Types of the last row's values, without the size of the header.
    private(set) var types: UnsafeMutableRawBufferPointer
    private(set) var typeBytes = 0
    /// The last row's values.
    private(set) var body: UnsafeMutableRawBufferPointer
    private(set) var bodyBytes = 0
    private let longestBody: Int
    private let isNumbered: Bool
    /// Text of the last date: rows of a date stand together.
    private var day = Int.min
    private var dayText: InlineArray<10, UInt8> = .init(repeating: 0)

    /// - Parameters:
    ///   - columns: of a row, without the row number.
    ///   - isNumbered: whether the table has a column with the row number behind the others.
    init(columns: Int, isNumbered: Bool = true) {
        types = .allocate(byteCount: 9 * (columns + 1), alignment: 8)
        // The header, and values other than text, may come on top of the longest text.
        longestBody = max(0, TreePage.longestRecord - types.count - 2 - 10 * columns)
        body = .allocate(byteCount: TreePage.longestRecord + 10 * columns + 16, alignment: 8)
        self.isNumbered = isNumbered
    }

    deinit {
        types.deallocate()
        body.deallocate()
    }

    /// Bytes of the record.
    var count: Int { headerBytes + bodyBytes }
    /// Bytes of the header, its own size included.
    var headerBytes: Int { typeBytes < 127 ? typeBytes + 1 : typeBytes + 2 }

    /// Writes one row.
    ///
    /// - Returns: false when it is too long, NULL where that is not allowed, or no number.
    mutating func encode(_ cells: UnsafeBufferPointer<CellPointers>, _ columns: [Column], _ row: Int) -> Bool {
        (typeBytes, bodyBytes) = (0, 0)
        for index in cells.indices {
            let cell = cells[index]
            if let nulls = cell.nulls, nulls[row] {
                guard columns[index].nullable else { return false }
                put(type: 0)
                continue
            }
            switch cell.kind {
            case .integers: put(cell.integer(row))
            case .reals:
                let value = cell.real(row)
                guard value.isFinite else { return false }
                put(value)
            case .texts:
                let text = cell.text(row)
                guard bodyBytes + text.count <= longestBody else { return false }
                put(text: text)
            case .dates: put(day: cell.integer(row))
            case .gameIDs:
                put(type: 13 + 2 * 10)
                GameID.write(cell.integer(row), to: cursor.assumingMemoryBound(to: UInt8.self))
                bodyBytes += 10
            }
        }
        if isNumbered { put(type: 0) }
        return true
    }

    @inline(__always) private var cursor: UnsafeMutableRawPointer {
        body.baseAddress.unsafelyUnwrapped + bodyBytes
    }

    @inline(__always) private mutating func put(type: UInt8) {
        types[typeBytes] = type
        typeBytes += 1
    }

    /// In as few bytes as it needs; 0 and 1 need none.
    @inline(__always) private mutating func put(_ value: Int) {
        if value == 0 || value == 1 { return put(type: UInt8(truncatingIfNeeded: 8 + value)) }
        let bytes = (64 - (value ^ (value >> 63)).leadingZeroBitCount) / 8 + 1
        let (width, type): (Int, UInt8) =
            switch bytes {
            case 1...4: (bytes, UInt8(truncatingIfNeeded: bytes))
            case 5, 6: (6, 5)
            default: (8, 6)
            }
        put(type: type)
        cursor.storeBytes(of: (value << (64 - 8 * width)).bigEndian, as: Int.self)
        bodyBytes += width
    }

    /// Whole numbers as integers, which SQLite turns back in a column of reals.
    @inline(__always) private mutating func put(_ value: Double) {
        if abs(value) < 0x1p46 {
            let whole = Int(value)
            if Double(whole) == value { return put(whole) }
        }
        put(type: 7)
        cursor.storeBytes(of: value.bitPattern.bigEndian, as: UInt64.self)
        bodyBytes += 8
    }

    @inline(__always) private mutating func put(text: UnsafeRawBufferPointer) {
        typeBytes += Varint.write(13 + 2 * text.count, to: types.baseAddress.unsafelyUnwrapped + typeBytes)
        if let start = text.baseAddress { cursor.copyMemory(from: start, byteCount: text.count) }
        bodyBytes += text.count
    }

    @inline(__always) private mutating func put(day value: Int) {
        put(type: 13 + 2 * 10)
        let target = cursor.assumingMemoryBound(to: UInt8.self)
        if value == day {
            for index in 0..<10 { target[index] = dayText[index] }
        } else {
            GameDate(dayNumber: value).write(to: target)
            day = value
            for index in 0..<10 { dayText[index] = target[index] }
        }
        bodyBytes += 10
    }
}

/// Whole numbers of one to nine bytes, seven bits in each, the most significant first.
enum Varint {
    /// - Returns: bytes written.
    @inline(__always) static func write(_ value: Int, to target: UnsafeMutableRawPointer) -> Int {
        let target = target.assumingMemoryBound(to: UInt8.self)
        if value >= 0, value < 128 {
            target[0] = UInt8(truncatingIfNeeded: value)
            return 1
        }
        return writeLong(UInt(bitPattern: value), to: target)
    }

    /// Bytes that a number takes.
    @inline(__always) static func count(_ value: Int) -> Int {
        let bits = Int.bitWidth - value.leadingZeroBitCount
        return bits > 56 ? 9 : max(1, (bits + 6) / 7)
    }

    private static func writeLong(_ value: UInt, to target: UnsafeMutablePointer<UInt8>) -> Int {
        let count = count(Int(bitPattern: value))
        var rest = value
        if count == 9 {
            target[8] = UInt8(truncatingIfNeeded: rest)
            rest >>= 8
        }
        for index in (0..<min(count, 8)).reversed() {
            target[index] = UInt8(truncatingIfNeeded: rest & 0x7f) | (index == count - 1 ? 0 : 0x80)
            rest >>= 7
        }
        return count
    }
}

import Basketball

/// Reads records as `RecordEncoder`, or SQLite, has written them: a header of the values' types, then the values
/// ([file format](https://sqlite.org/fileformat2.html#record_format), section 2.1).
///
/// A value of another type than its column's, which SQLite would turn into one as well as it can, is left to SQLite.
struct RecordDecoder: ~Copyable {
    /// What becomes of a stored value.
    private struct Step {
        /// Column of the batch; -1 for a value that nobody wants.
        var target: Int
        var type: ColumnType
        var isNullable: Bool
        /// The last text that was a date or a game id, and what it says: such come many times over.
        var text: (UInt64, UInt16) = (.max, .max)
        var number = 0
    }

    /// The values of a record, up to the last one that is wanted.
    private let steps: UnsafeMutableBufferPointer<Step>
    /// Bytes of a value by its type, of types of one byte; negative of types that there are not.
    private let sizes: UnsafeMutablePointer<Int8>
    private var block: RowBlock
    private var rows = 0
    /// A column of whole numbers, by its place in the record, and those that a row must have there to be taken up.
    private let pick: (place: Int, numbers: Set<Int>)?

    /// - Parameters:
    ///   - stored: columns of the table in the order in which records have them.
    ///   - wanted: columns of the batch.
    ///   - pick: a column of whole numbers, and the numbers of the rows that are wanted; nil for all rows.
    init(stored: [Column], wanted: [Column], pick: (column: String, numbers: [Int])?) {
        self.pick = pick.flatMap { pick in
            stored.firstIndex { $0.name == pick.column }.map { ($0, Set(pick.numbers)) }
        }
        let all = stored.map { column in
            Step(
                target: wanted.firstIndex { $0.name == column.name } ?? -1, type: column.type,
                isNullable: column.nullable)
        }
        let used = all.prefix((all.lastIndex { $0.target >= 0 } ?? -1) + 1)
        steps = .allocate(capacity: used.count)
        _ = steps.initialize(from: used)
        sizes = .allocate(capacity: 128)
        for type in 0..<128 { sizes[type] = Int8(RecordDecoder.bytes(of: type)) }
        block = RowBlock(wanted)
    }

    deinit {
        steps.deallocate()
        sizes.deallocate()
        block.free()
    }

    /// Takes up one record.
    ///
    /// - Returns: false when only SQLite can read it.
    mutating func add(_ record: UnsafeRawBufferPointer, to batch: inout ColumnBatch) -> Bool {
        var at = 0
        guard let headerBytes = Varint.read(record, &at), headerBytes >= at, headerBytes <= record.count,
            let start = record.baseAddress
        else { return false }
        let header = UnsafeRawBufferPointer(start: start, count: headerBytes)
        var value = start + headerBytes
        let end = start + record.count
        if let pick {
            guard let number = number(header, at, value, end, pick.place) else { return false }
            if !pick.numbers.contains(number) { return true }
        }
        for index in steps.indices {
            guard let type = Varint.read(header, &at) else { return false }
            let bytes = size(of: type)
            guard bytes >= 0, bytes <= end - value else { return false }
            if steps[index].target >= 0, !take(type, value, bytes, index, &batch) { return false }
            value += bytes
        }
        rows += 1
        if rows == RowBlock.size { flush(into: &batch) }
        return true
    }

    /// Appends what was taken up and is not yet in the batch.
    mutating func flush(into batch: inout ColumnBatch) {
        block.flush(rows, into: &batch)
        rows = 0
    }

    /// The whole number at a place of a record; nil where there is none.
    private func number(
        _ header: UnsafeRawBufferPointer, _ types: Int, _ values: UnsafeRawPointer, _ end: UnsafeRawPointer,
        _ place: Int
    ) -> Int? {
        var (at, value) = (types, values)
        for index in 0...place {
            guard let type = Varint.read(header, &at) else { return nil }
            let bytes = size(of: type)
            guard bytes >= 0, bytes <= end - value else { return nil }
            if index == place, type > 0, type != 7, type < 10 { return RecordDecoder.integer(type, value) }
            value += bytes
        }
        return nil
    }

    /// Looked up: which type comes next cannot be foretold.
    @inline(__always) private func size(of type: Int) -> Int {
        (0..<128).contains(type) ? Int(sizes[type]) : RecordDecoder.bytes(of: type)
    }

    /// Bytes of a value; negative of a type that there is not.
    private static func bytes(of type: Int) -> Int {
        if type >= 12 { return (type - 12) / 2 }
        switch type {
        case 0, 8, 9: return 0
        case 1...4: return type
        case 5: return 6
        case 6, 7: return 8
        default: return -1
        }
    }

    @inline(__always) private mutating func take(
        _ type: Int, _ value: UnsafeRawPointer, _ bytes: Int, _ index: Int, _ batch: inout ColumnBatch
    ) -> Bool {
        let target = steps[index].target
        if type == 0 {
            guard steps[index].isNullable else { return false }
            if steps[index].type == .text {
                batch.vectors[target].append(nil as String?)
            } else {
                block.setNull(target, rows)
            }
            return true
        }
        switch steps[index].type {
        case .integer, .boolean:
            guard type != 7, type < 10 else { return false }
            block.set(RecordDecoder.integer(type, value), target, rows)
        case .real:
            guard type < 10 else { return false }
            // Whole numbers are stored as integers.
            let bits =
                type == 7
                ? UInt64(bigEndian: value.loadUnaligned(as: UInt64.self))
                : Double(RecordDecoder.integer(type, value)).bitPattern
            guard Double(bitPattern: bits).isFinite else { return false }
            block.set(Int(bitPattern: UInt(bits)), target, rows)
        case .text:
            guard type >= 13, type & 1 == 1 else { return false }
            let text = UnsafeBufferPointer(start: value.assumingMemoryBound(to: UInt8.self), count: bytes)
            batch.vectors[target].append(bytes: text)
        case .date, .gameID:
            guard type == 13 + 2 * 10, let number = number(value, index) else { return false }
            block.set(number, target, rows)
        }
        return true
    }

    /// A number of one of the types 1 to 6, 8 and 9.
    @inline(__always) private static func integer(_ type: Int, _ value: UnsafeRawPointer) -> Int {
        switch type {
        case 1: return Int(value.load(as: Int8.self))
        case 2: return Int(Int16(bigEndian: value.loadUnaligned(as: Int16.self)))
        case 3:
            let high = Int(Int16(bigEndian: value.loadUnaligned(as: Int16.self)))
            return high << 8 | Int(value.load(fromByteOffset: 2, as: UInt8.self))
        case 4: return Int(Int32(bigEndian: value.loadUnaligned(as: Int32.self)))
        case 5:
            let high = Int(Int16(bigEndian: value.loadUnaligned(as: Int16.self)))
            return high << 32 | Int(UInt32(bigEndian: value.loadUnaligned(fromByteOffset: 2, as: UInt32.self)))
        case 6: return Int(bigEndian: value.loadUnaligned(as: Int.self))
        default: return type - 8
        }
    }

    /// What ten bytes of text say, as a day number or a game id; nil when they are neither.
    @inline(__always) private func number(_ value: UnsafeRawPointer, _ index: Int) -> Int? {
        let text = (value.loadUnaligned(as: UInt64.self), value.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
        if text == steps[index].text { return steps[index].number }
        let digits = UnsafeBufferPointer(start: value.assumingMemoryBound(to: UInt8.self), count: 10)
        let found =
            steps[index].type == .date ? GameDate(isoBytes: digits)?.dayNumber : GameDate.number(digits, 0, 10)
        guard let found else { return nil }
        steps[index].text = text
        steps[index].number = found
        return found
    }
}

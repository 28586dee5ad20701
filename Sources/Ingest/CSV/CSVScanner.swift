/// Finds the fields of comma-separated records (RFC 4180) without copying them.
///
/// Fields are ranges of the file's own bytes. A quoted field's range lies inside its quotes; `text` undoes doubled quotes.
/// A line is a record: a quote that is not closed on its line ends there, so that it cannot swallow the rest of a file.
struct CSVScanner {
    let bytes: UnsafePointer<UInt8>
    let count: Int
    /// Where the next record starts.
    private(set) var position: Int
    /// Line of the next record, 1 for the file's first.
    private(set) var nextLine = 1
    /// Line on which the current record starts.
    private(set) var line = 0
    /// Where the current record starts and ends, without its line end.
    private(set) var record = 0..<0
    private(set) var fields = FieldRanges()
    private var marks: MarkFinder

    init(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int = 0) {
        guard let base = buffer.baseAddress else { preconditionFailure("an empty file, which SourceText refuses") }
        bytes = base
        count = buffer.count
        position = start
        marks = MarkFinder(base, count: buffer.count, from: start)
    }

    /// Moves to the next record that is not an empty line; false at the end.
    mutating func next() -> Bool {
        while position < count, bytes[position] == 10 || bytes[position] == 13 {
            if bytes[position] == 10 {
                nextLine += 1
                _ = marks.next()
            }
            position += 1
        }
        guard position < count else { return false }
        fields.removeAll()
        line = nextLine
        let start = position
        var from = position
        // In a variable of its own, which stays in registers.
        var marks = marks
        var at = marks.next()
        while at < count {
            let byte = bytes[at]
            if byte == 44 {
                fields.append(from..<at)
                from = at + 1
            } else if byte == 10 {
                break
            } else if at == from {
                at = closeQuote(at + 1)
                fields.append((from + 1)..<at)
                marks.skip(to: at)
                repeat { at = marks.next() } while at < count && bytes[at] == 34
                from = at + 1
                if at == count || bytes[at] == 10 { break }
            }
            at = marks.next()
        }
        self.marks = marks
        if from <= at { fields.append(from..<(at > from && bytes[at - 1] == 13 ? at - 1 : at)) }
        let end = at > start && bytes[at - 1] == 13 ? at - 1 : at
        record = start..<end
        nextLine += 1
        position = min(at + 1, count)
        return true
    }

    /// Index of the quote that ends a field whose content starts at `start`; the line's end when there is none.
    private func closeQuote(_ start: Int) -> Int {
        var at = start
        while at < count, bytes[at] != 10 {
            if bytes[at] != 34 {
                at += 1
            } else if at + 1 < count, bytes[at + 1] == 34 {
                at += 2
            } else {
                return at
            }
        }
        return at
    }

    /// Bytes of a field.
    @inline(__always) func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let range = fields[index]
        return UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count)
    }

    /// Text of a field, doubled quotes undone.
    func text(_ index: Int) -> String {
        let raw = String(decoding: field(index), as: UTF8.self)
        let start = fields[index].lowerBound
        guard start > 0, bytes[start - 1] == 34, raw.utf8.contains(34) else { return raw }
        return raw.replacing("\"\"", with: "\"")
    }

    /// The current record as it stands in the file.
    var recordText: String {
        String(decoding: UnsafeBufferPointer(start: bytes + record.lowerBound, count: record.count), as: UTF8.self)
    }
}

/// Text values end to end in one buffer, so that a column of them is two allocations.
package struct TextVector: Sendable {
    /// UTF-8 of all values, one after the other.
    package private(set) var bytes: [UInt8] = []
    /// Where each value ends; a null ends where it starts and has its bit in the column.
    package private(set) var ends: [Int32] = []

    package init() {}

    /// Some of few words, one after the other.
    ///
    /// - Parameter picks: the position of each among the words.
    package init(_ words: [[UInt8]], _ picks: [Int]) {
        var end = 0
        ends = picks.map { pick in
            end += words[pick].count
            return Int32(end)
        }
        bytes = Array(unsafeUninitializedCapacity: end) { buffer, count in
            for pick in picks {
                for byte in words[pick] {
                    buffer.initializeElement(at: count, to: byte)
                    count += 1
                }
            }
        }
    }

    package var count: Int { ends.count }

    /// Byte range of a value.
    @inline(__always) package func range(_ row: Int) -> Range<Int> {
        (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
    }

    package subscript(row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

    /// Whether a value is that of the row before.
    package func isRepeated(_ row: Int) -> Bool { row > 0 && bytes[range(row)].elementsEqual(bytes[range(row - 1)]) }

    package mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    package mutating func append(_ value: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: value)
        ends.append(Int32(bytes.count))
    }

    /// An empty value, also the place of a null.
    package mutating func appendEmpty() { ends.append(Int32(bytes.count)) }

    package mutating func append(_ other: TextVector, rows: Range<Int>) {
        guard let last = rows.last else { return }
        let from = other.range(rows.lowerBound).lowerBound
        let shift = Int32(bytes.count - from)
        bytes.append(contentsOf: other.bytes[from..<other.range(last).upperBound])
        for row in rows { ends.append(other.ends[row] + shift) }
    }

    package mutating func reserve(_ rows: Int, bytesEach: Int) {
        ends.reserveCapacity(rows)
        bytes.reserveCapacity(rows * bytesEach)
    }
}

import Simulation
import Testing

@testable import Ingest

/// The scanner finds the fields that a reading byte by byte finds, wherever they begin and end.
@Suite struct CSVScannerTests {
    private static let seed: UInt64 = 5

    private struct Record: Equatable {
        let line: Int
        let fields: [Range<Int>]
        let range: Range<Int>
    }

    @Test func fieldsAreThoseOfAPlainReading() {
        print("seed \(Self.seed)")
        var random = SeededGenerator(seed: Self.seed)
        // The bytes that mean something, some that differ from them in one bit, and others.
        let alphabet: [UInt8] = [44, 44, 44, 10, 10, 34, 34, 13, 32, 97, 0, 45, 35, 11, 172, 138, 162, 255]
        for _ in 0..<4000 {
            // Often words long enough to fill blocks, and all alignments of the end.
            let isSparse = random.chance(500)
            let bytes = (0..<random.integer(1...300)).map { _ in
                isSparse && random.chance(900) ? UInt8(98) : alphabet[random.integer(0...(alphabet.count - 1))]
            }
            let start = random.chance(200) ? random.integer(0...min(bytes.count - 1, 70)) : 0
            let found = bytes.withUnsafeBufferPointer { buffer in
                var scanner = CSVScanner(buffer, from: start)
                var records: [Record] = []
                while scanner.next() {
                    let fields = scanner.fields.indices.map { scanner.fields[$0] }
                    records.append(Record(line: scanner.line, fields: fields, range: scanner.record))
                }
                return records
            }
            #expect(found == Self.read(bytes, start), "\(bytes) from \(start)")
        }
    }

    @Test func recordsOfManyFields() {
        let bytes = Array(repeating: UInt8(44), count: 1000)
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = CSVScanner(buffer)
            let hasOne = scanner.next()
            #expect(hasOne)
            #expect(scanner.fields.count == 1001)
            #expect(scanner.fields[1000] == 1000..<1000)
            let hasMore = scanner.next()
            #expect(!hasMore)
        }
    }

    /// RFC 4180 with records that end with their line, byte by byte.
    private static func read(_ bytes: [UInt8], _ first: Int) -> [Record] {
        var records: [Record] = []
        var line = 0
        var lineStart = first
        while lineStart < bytes.count {
            line += 1
            var start = lineStart
            let lineEnd = bytes[lineStart...].firstIndex(of: 10) ?? bytes.count
            lineStart = lineEnd + 1
            while start < lineEnd, bytes[start] == 13 { start += 1 }
            if start == lineEnd { continue }
            let end = bytes[lineEnd - 1] == 13 ? lineEnd - 1 : lineEnd
            var fields: [Range<Int>] = []
            var at = start
            while true {
                let from = at
                if at < lineEnd, bytes[at] == 34 {
                    at += 1
                    while at < lineEnd {
                        if bytes[at] == 34, at + 1 < bytes.count, bytes[at + 1] == 34 {
                            at += 2
                        } else if bytes[at] == 34 {
                            break
                        } else {
                            at += 1
                        }
                    }
                    fields.append((from + 1)..<at)
                    at = bytes[at..<lineEnd].firstIndex(of: 44) ?? lineEnd
                } else {
                    at = bytes[at..<lineEnd].firstIndex(of: 44) ?? lineEnd
                    fields.append(from..<(at == lineEnd && at > from && bytes[at - 1] == 13 ? at - 1 : at))
                }
                if at == lineEnd { break }
                at += 1
            }
            records.append(Record(line: line, fields: fields, range: start..<max(start, end)))
        }
        return records
    }
}

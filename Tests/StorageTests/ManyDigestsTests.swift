import Simulation
import Testing

@testable import Storage

/// Digests that are made several at once are those that are made one by one.
@Suite struct ManyDigestsTests {
    private static let seed: UInt64 = 29

    @Test func areSHA256OfEachMessage() {
        print("seed \(Self.seed)")
        var random = SeededGenerator(seed: Self.seed)
        // Around the lengths at which a message needs another block of 64 bytes, and far longer ones.
        for count in [1, 7, 8, 9, 16, 17, 100, 300] {
            var (bytes, ends) = ([UInt8](), [Int64]())
            var expected: [String] = []
            for _ in 0..<count {
                let length = random.chance(100) ? random.integer(1...5000) : random.integer(1...200)
                let message = (0..<length).map { _ in UInt8(random.integer(0...255)) }
                expected.append("\(SHA256Digest(of: message))")
                bytes += message
                ends.append(Int64(bytes.count))
            }
            var found: [String] = []
            bytes.withUnsafeBytes { bytes in
                ends.withUnsafeBufferPointer { ends in
                    guard let start = bytes.baseAddress else { return }
                    ManyDigests.forEach(start, ends) { words in
                        let all = [words.0, words.1, words.2, words.3]
                        found.append(hexadecimal(all.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }))
                    }
                }
            }
            #expect(found == expected)
        }
    }

    /// Rows of more than one piece, some with long texts.
    @Test func rowsOfSeveralPiecesCountOnce() {
        let rows = ImageSample.rows([.init(dayNumber: 19_000)], each: 400, longest: 900)
        var sum = RowsDigest()
        for row in 0..<rows.count { sum = sum + RowsDigest(rows, rows: row..<(row + 1)) }
        #expect(sum == RowsDigest(rows) && sum.count == 400)
        #expect(RowsDigest.each(rows).reduce(RowsDigest()) { $0 + $1 } == sum)
        #expect(RowsDigest(rows, rows: 3..<300) == RowsDigest.each(rows)[3..<300].reduce(RowsDigest()) { $0 + $1 })
    }
}

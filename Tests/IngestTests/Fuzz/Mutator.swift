import Simulation

/// Spoils bytes in the ways in which files go wrong: the same seed, the same ways.
struct Mutator {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Fields that trip readers: borders of number ranges, dates that are none, quotes, other scripts.
    private static let fields = [
        "", "-1", "0", "9999999999999999999", "99999999999999999999999999999999999999999999", "1e309", "-1e309", "NaN",
        "inf", "0.1", "2.0", "-0", "+5", "32768", "501", "2024-02-30", "0000-00-00", "9999-12-31", "31/02/2024 25:61",
        "12:60", "00:00", "PT99M99.99S", "PT", "\"", "\"\"", "\",\"", "'", "\\", "\\u0000", "\u{FEFF}", "ż", "\u{202E}",
        "0022300001", "0042300101", "0012300001", "22300001", "TRUE", "null", "true", "[]", "{}", "AAA @ BBB",
        "CLE vs. ORL", "ORL @ CLE", "2024-04-20T23:00:00Z", "2024-04-20T23:00:00+99:99", "-110", "100", "W",
        "2147483648",
        "9223372036854775807", "-9223372036854775808", "1610612739", "=1+1", "\t", "\r",
    ]

    /// A few changes to some bytes; now and then parts of other bytes.
    mutating func spoil(_ seed: [UInt8], with other: [UInt8]) -> [UInt8] {
        var bytes = seed
        for _ in 0..<random.integer(1...4) {
            guard !bytes.isEmpty else { return Array(other.prefix(random.integer(0...other.count))) }
            change(&bytes, other)
        }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
        let at = random.integer(0...(bytes.count - 1))
        switch random.integer(0...15) {
        case 0: bytes[at] = byte()
        case 1: bytes[at] ^= UInt8(1 << random.integer(0...6))
        case 2: bytes.insert(byte(), at: at)
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + random.integer(1...40)))
        case 4:
            let chunk = bytes[at..<min(bytes.count, at + random.integer(1...200))]
            bytes.insert(contentsOf: chunk, at: random.integer(0...bytes.count))
        case 5: bytes = Array(bytes[..<at])
        case 6:
            let from = random.integer(0...max(0, other.count - 1))
            bytes.replaceSubrange(at..., with: other[min(from, other.count)...])
        case 7: duplicateLine(&bytes, at)
        case 8: swapLines(&bytes, at, random.integer(0...(bytes.count - 1)))
        case 9: bytes.insert(contentsOf: repeatElement(bytes[at], count: random.integer(1...300)), at: at)
        default: replaceField(&bytes, at)
        }
    }

    /// A byte of text, now and then any byte: most of those make a file that is no UTF-8 and goes no further.
    private mutating func byte() -> UInt8 {
        UInt8(random.chance(100) ? random.integer(0...255) : random.integer(32...126))
    }

    /// Puts a tripping field for the one at a position.
    private mutating func replaceField(_ bytes: inout [UInt8], _ at: Int) {
        func ends(_ byte: UInt8) -> Bool { [44, 10, 58, 91, 93, 123, 125].contains(byte) }
        var start = at
        while start > 0, !ends(bytes[start - 1]) { start -= 1 }
        var end = at
        while end < bytes.count, !ends(bytes[end]) { end += 1 }
        let field = Mutator.fields[random.integer(0...(Mutator.fields.count - 1))]
        bytes.replaceSubrange(start..<max(start, end), with: Array(field.utf8))
    }

    private func line(_ bytes: [UInt8], _ at: Int) -> Range<Int> {
        let start = bytes[..<at].lastIndex(of: 10).map { $0 + 1 } ?? 0
        let end = bytes[at...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
        return start..<max(start, end)
    }

    private func duplicateLine(_ bytes: inout [UInt8], _ at: Int) {
        let range = line(bytes, at)
        bytes.insert(contentsOf: bytes[range], at: range.upperBound)
    }

    private func swapLines(_ bytes: inout [UInt8], _ a: Int, _ b: Int) {
        let (first, second) = a < b ? (line(bytes, a), line(bytes, b)) : (line(bytes, b), line(bytes, a))
        guard first.upperBound <= second.lowerBound else { return }
        let (one, two) = (bytes[first], bytes[second])
        bytes.replaceSubrange(second, with: one)
        bytes.replaceSubrange(first, with: two)
    }
}

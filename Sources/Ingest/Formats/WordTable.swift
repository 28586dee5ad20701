import Foundation

/// Gives each of a file's few hundred different words a small number.
struct WordTable {
    private static let slotBits = 12
    /// A file with thousands of different words has another column here; its rows share one word for the rest.
    private static let most = 3000

    private(set) var texts: [String] = []
    /// Open addressing: hash slot -> word number + 1.
    private var slots = [UInt16](repeating: 0, count: 1 << slotBits)
    /// The words end to end, and where each starts; one more than there are words.
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]

    mutating func number(_ word: UnsafeBufferPointer<UInt8>) -> UInt16 {
        var slot = WordTable.slot(word)
        while slots[slot] != 0 {
            let found = slots[slot] - 1
            if isWord(Int(found), word) { return found }
            slot = (slot + 1) & (1 << WordTable.slotBits - 1)
        }
        guard texts.count < WordTable.most else { return 0 }
        texts.append(String(decoding: word, as: UTF8.self))
        bytes.append(contentsOf: word)
        starts.append(bytes.count)
        slots[slot] = UInt16(texts.count)
        return UInt16(texts.count - 1)
    }

    private func isWord(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = starts[number]..<starts[number + 1]
        guard range.count == word.count, let other = word.baseAddress else { return range.count == word.count }
        return bytes.withUnsafeBufferPointer { own in
            own.baseAddress.map { memcmp($0 + range.lowerBound, other, range.count) == 0 } ?? range.isEmpty
        }
    }

    /// From the length and the first and last eight bytes, which tell words of one column apart.
    @inline(__always) private static func slot(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        let raw = UnsafeRawBufferPointer(word)
        var mixed = UInt64(truncatingIfNeeded: raw.count)
        if raw.count >= 8 {
            mixed ^= raw.loadUnaligned(as: UInt64.self)
            mixed = mixed &* 0x9E37_79B9_7F4A_7C15
            mixed ^= raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
        } else {
            for byte in raw { mixed = mixed << 8 | UInt64(byte) }
        }
        return Int(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - slotBits))
    }
}

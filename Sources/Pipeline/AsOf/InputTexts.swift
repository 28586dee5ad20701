/// Texts of input rows by their hash. A class, because every row that is read has a reference.
final class InputTexts: Sendable {
    private let table: TextTable

    init(_ table: TextTable) { self.table = table }

    subscript(hash: Int) -> String { table[hash] }
}

/// Texts by their hash, each kept once: a table of slots, since the hash is there already.
struct TextTable: Sendable {
    private var hashes: [Int] = []
    private var texts: [String] = []
    /// Position of a text, plus one; 0 is an empty slot. A power of two of them, at most half in use.
    private var slots: [Int32] = Array(repeating: 0, count: 64)

    /// Keeps a text unless it is there.
    mutating func add(_ hash: Int, _ text: () -> String) {
        var slot = slot(of: hash)
        if slots[slot] != 0 { return }
        if 2 * texts.count >= slots.count {
            slots = Array(repeating: 0, count: 2 * slots.count)
            for (index, known) in hashes.enumerated() { slots[self.slot(of: known)] = Int32(index + 1) }
            slot = self.slot(of: hash)
        }
        hashes.append(hash)
        texts.append(text())
        slots[slot] = Int32(texts.count)
    }

    subscript(hash: Int) -> String {
        let found = slots[slot(of: hash)]
        return found == 0 ? "" : texts[Int(found) - 1]
    }

    /// Where a hash is, or belongs.
    private func slot(of hash: Int) -> Int {
        let mask = slots.count - 1
        var slot = hash & mask
        while slots[slot] != 0, hashes[Int(slots[slot]) - 1] != hash { slot = (slot + 1) & mask }
        return slot
    }
}

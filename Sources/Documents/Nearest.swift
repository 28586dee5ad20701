/// Finds the name that was probably meant.
package enum Nearest {
    /// The name with the fewest edits (Levenshtein), if they are few.
    package static func name(to wrong: String, among names: [String]) -> String? {
        let scored = names.map { ($0, distance(Array(wrong.utf8), Array($0.utf8))) }
        guard let best = scored.min(by: { $0.1 < $1.1 }) else { return nil }
        if best.1 <= max(2, wrong.count / 3), best.1 < wrong.count { return best.0 }
        return names.first { $0.hasPrefix(wrong) && !wrong.isEmpty }
    }

    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let change = diagonal + (a[i] == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }
}

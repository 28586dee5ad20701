import Storage

/// Compares rows of two batches of the same columns, value by value.
enum BatchDifference {
    /// Positions of stored rows that are not among the new, and of new rows that are not among the stored.
    ///
    /// - Parameter isConcerned: whether a stored row takes part; the others stay.
    static func rows(
        _ stored: ColumnBatch, _ new: ColumnBatch, isConcerned: (Int) -> Bool
    ) -> (gone: [Int], come: [Int]) {
        func digest(_ batch: ColumnBatch, _ row: Int) -> SHA256Digest {
            CanonicalRows.digest(batch, rows: row..<(row + 1))
        }
        var old: [SHA256Digest: Int] = [:]
        for row in 0..<stored.count where isConcerned(row) { old[digest(stored, row)] = row }
        var come: [Int] = []
        for row in 0..<new.count where old.removeValue(forKey: digest(new, row)) == nil { come.append(row) }
        return (old.values.sorted(), come)
    }
}

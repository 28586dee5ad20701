import Storage

/// Compares rows of two batches of the same columns, value by value.
enum BatchDifference {
    /// Positions of stored rows that are not among the new, and of new rows that are not among the stored.
    ///
    /// - Parameter concerned: positions of the stored rows that take part; the others stay.
    static func rows(
        _ stored: ColumnBatch, _ concerned: [Int], _ new: ColumnBatch
    ) -> (gone: [Int], come: [Int]) {
        func digest(_ batch: ColumnBatch, _ row: Int) -> SHA256Digest {
            CanonicalRows.digest(batch, rows: row..<(row + 1))
        }
        var old: [SHA256Digest: Int] = [:]
        for row in concerned { old[digest(stored, row)] = row }
        var come: [Int] = []
        for row in 0..<new.count where old.removeValue(forKey: digest(new, row)) == nil { come.append(row) }
        return (old.values.sorted(), come)
    }
}

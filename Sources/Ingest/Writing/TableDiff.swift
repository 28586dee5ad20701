import Storage

/// What a batch would change in a table: rows that are new, and rows that replace others with the same key.
struct TableDiff {
    /// Rows of the new batch whose key was not there.
    private(set) var new: [Int] = []
    /// Rows of the new batch, each with the stored row it replaces.
    private(set) var corrected: [(new: Int, stored: Int)] = []
    private(set) var unchanged = 0

    /// Compares by content hash.
    ///
    /// - Parameter find: the stored row with the key of a new row.
    init(_ batch: ColumnBatch, stored: ColumnBatch, find: (Int) -> Int?) {
        guard !batch.isEmpty else { return }
        let hashes = batch["content_hash"].integers
        let old = stored.isEmpty ? [] : stored["content_hash"].integers
        for row in 0..<batch.count {
            guard let match = find(row) else {
                new.append(row)
                continue
            }
            if hashes[row] == old[match] { unchanged += 1 } else { corrected.append((row, match)) }
        }
    }

    var isEmpty: Bool { new.isEmpty && corrected.isEmpty }

    /// The changes that bring the table up to date.
    func changes(_ table: TableSchema, _ batch: ColumnBatch) -> [Change] {
        if isEmpty { return [] }
        if corrected.isEmpty { return [.insert(table, new.count == batch.count ? batch : batch.selecting(new))] }
        return [.upsert(table, batch.selecting((new + corrected.map(\.new)).sorted()))]
    }
}

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

/// Gathers what corrections replaced.
struct CorrectionLog {
    private var writer = RowWriter(ProvenanceTable.corrections.columns)
    private let importID: Int

    init(importID: Int) { self.importID = importID }

    var batch: ColumnBatch { writer.batch }

    /// Notes one replaced row.
    mutating func add(_ table: TableSchema, _ batch: ColumnBatch, _ row: Int, stored: ColumnBatch, _ old: Int) {
        let provenance: Set = ["source_id", "source_row", "content_hash"]
        let changed = table.columns.indices.filter { index in
            !provenance.contains(table.columns[index].name)
                && CanonicalRows.digest(ColumnBatch([batch.vectors[index]]), rows: row..<(row + 1))
                    != CanonicalRows.digest(ColumnBatch([stored.vectors[index]]), rows: old..<(old + 1))
        }
        let key = table.key.map { name in
            let vector = batch[name]
            return vector.type == .gameID
                ? "\(vector.integers[row])".leftPadded(10)
                : vector.type == .text ? vector.texts[row] : "\(vector.integers[row])"
        }
        writer.put(importID)
        writer.put(table.name)
        writer.put(key.joined(separator: "/"))
        writer.put(changed.map { table.columns[$0].name }.joined(separator: ";"))
        writer.put(RowJSON.object(stored, old))
        writer.endRow()
    }
}

extension String {
    /// Zeros in front up to a length.
    func leftPadded(_ length: Int) -> String { String(repeating: "0", count: max(0, length - count)) + self }
}

import Basketball
import Storage

/// Gathers what corrections replaced and what was deleted.
struct CorrectionLog {
    private var writer = RowWriter(ProvenanceTable.corrections.columns)
    private let importID: Int
    /// A row that is corrected and then deleted by one import is kept as it was before.
    private var seen: Set<[String]> = []

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
        put(table, "corrected", changed.map { table.columns[$0].name }, stored, old)
    }

    /// Notes one deleted row.
    mutating func addDeletion(_ table: TableSchema, _ stored: ColumnBatch, _ old: Int) {
        put(table, "deleted", [], stored, old)
    }

    private mutating func put(
        _ table: TableSchema, _ action: String, _ changed: [String], _ stored: ColumnBatch, _ old: Int
    ) {
        let key = RowKey.text(table, stored, old)
        guard seen.insert([table.name, key]).inserted else { return }
        writer.put(importID)
        writer.put(table.name)
        writer.put(key)
        writer.put(action)
        writer.put(changed.joined(separator: ";"))
        writer.put(RowJSON.object(stored, old))
        writer.endRow()
    }
}

/// A row's key for people.
enum RowKey {
    /// The key's values, joined by `/`.
    static func text(_ table: TableSchema, _ batch: ColumnBatch, _ row: Int) -> String {
        table.key.map { name in
            let vector = batch[name]
            return switch vector.type {
            case .gameID: GameID.text(vector.integers[row])
            case .date: "\(GameDate(dayNumber: vector.integers[row]))"
            case .text: vector.texts[row]
            case .real: "\(vector.reals[row])"
            case .integer, .boolean: "\(vector.integers[row])"
            }
        }.joined(separator: "/")
    }

    /// The key columns of some rows, as a deletion takes them.
    static func batch(_ table: TableSchema, _ rows: ColumnBatch, _ picked: [Int]) throws -> ColumnBatch {
        var keys = ColumnBatch(try table.columns(named: table.key))
        let selected = rows.selecting(picked)
        keys.vectors = table.key.map { selected[$0] }
        return keys
    }
}

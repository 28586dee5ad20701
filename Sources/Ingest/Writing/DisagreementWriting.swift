import Storage

/// A line of which several sources tell.
struct DisagreementKey: Hashable {
    let table: String
    let line: StoredLines.Key

    init(table: String, line: StoredLines.Key) {
        self.table = table
        self.line = line
    }

    init(_ row: BoxScoreRow) {
        self.init(
            table: row.table,
            line: StoredLines.Key(game: row.game.number, id: row.playerID == 0 ? row.teamID : row.playerID))
    }
}

extension ImportSession {
    /// Replaces the disagreements of the lines concerned.
    mutating func writeDisagreements(
        _ found: [BoxScoreMerge.Disagreement], of concerned: Set<DisagreementKey>
    ) async throws {
        guard !concerned.isEmpty else { return }
        let schema = SourceTable.disagreements
        let stored = try await transaction.scan(schema, columns: schema.columns.map(\.name), .all)
        let new = BoxScoreBatches.disagreements(found)
        var rows: [Int] = []
        if !stored.isEmpty {
            let (tables, games, ids) = (
                stored["table_name"].texts, stored["game_id"].integers, stored["entity_id"].integers
            )
            rows = (0..<stored.count).filter { row in
                concerned.contains(
                    DisagreementKey(table: tables[row], line: StoredLines.Key(game: games[row], id: ids[row])))
            }
        }
        let (gone, come) = BatchDifference.rows(stored, rows, new)
        guard !gone.isEmpty || !come.isEmpty else { return }
        try await apply([
            .delete(schema, try RowKey.batch(schema, stored, gone)), .insert(schema, new.selecting(come)),
        ])
    }
}

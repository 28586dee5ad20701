import Basketball
import Storage

extension ImportSession {
    /// Writes the games that may have changed, and what each source says of them.
    mutating func writeGames(
        _ touched: [Int], _ before: [Int: GameRecord], _ sourcesBefore: GameSources
    ) async throws {
        var written: [GameRecord] = []
        var corrected: [Int] = []
        for number in touched {
            guard let game = games[number] else { continue }
            if before[number] == game {
                report.update("games") { $0.unchanged += 1 }
                continue
            }
            written.append(game)
            changedGames.insert(number)
            let old = before[number]
            inputs[number, default: GameInputs()].contentSum &+= game.hash &- (old?.hash ?? 0)
            inputs[number]?.scheduleSum = game.scheduleHash
            if let old, old.date != game.date { movedGames[number] = old.date }
            if old != nil { corrected.append(number) }
            report.update("games") { if old == nil { $0.new += 1 } else { $0.corrected += 1 } }
        }
        try await writeGameSources(touched, sourcesBefore)
        guard !written.isEmpty else { return }
        let batch = BoxScoreBatches.games(written)
        try await note(corrected, in: batch)
        try await apply([.upsert(RawTable.games, batch)])
        let moved = corrected.count { movedGames[$0] != nil }
        if moved > 0 { report.notes.append("\(moved) games moved to another date") }
    }

    private mutating func writeGameSources(_ touched: [Int], _ before: GameSources) async throws {
        var rows: [(game: Int, kind: SourceKind, facts: GameFacts)] = []
        for number in touched {
            let (old, new) = (before[number], gameSources[number])
            for kind in new.keys.sorted(by: { $0.name < $1.name }) {
                if let facts = new[kind], old[kind] != facts { rows.append((number, kind, facts)) }
            }
        }
        guard !rows.isEmpty else { return }
        try await apply([.upsert(SourceTable.games, GameSources.batch(rows, sources: sources))])
    }

    /// Keeps the games as they were before their correction.
    private mutating func note(_ corrected: [Int], in batch: ColumnBatch) async throws {
        guard !corrected.isEmpty else { return }
        let stored = try await transaction.scan(RawTable.games, columns: batch.columns.map(\.name), .all)
        let rows = Dictionary(uniqueKeysWithValues: zip(stored["game_id"].integers, 0..<stored.count))
        let ids = batch["game_id"].integers
        let wanted = Set(corrected)
        for row in ids.indices where wanted.contains(ids[row]) {
            if let old = rows[ids[row]] { corrections.add(RawTable.games, batch, row, stored: stored, old) }
        }
    }
}

import Storage

extension ImportSession {
    /// Keeps of which players a line is in quarantine while none of theirs is stored of the game: its date is not complete.
    mutating func writeQuarantinedLines() async throws {
        let table = ProvenanceTable.quarantinedLines
        let stored = try await transaction.scan(table, columns: table.columns.map(\.name), .all)
        var known: [StoredLines.Key: Int] = [:]
        for row in 0..<stored.count {
            known[StoredLines.Key(game: stored["game_id"].integers[row], id: stored["player_id"].integers[row])] = row
        }
        var refused: [StoredLines.Key: Rejected] = [:]
        for row in rejected {
            guard let key = row.line else { continue }
            let other = refused[key].map { (sources[$0.origin.file], $0.origin.line, $0.rule) }
            if other.map({ (sources[row.origin.file], row.origin.line, row.rule) < $0 }) ?? true { refused[key] = row }
        }
        guard !known.isEmpty || !refused.isEmpty else { return }
        // Files that are complete say anew what is wrong, and so does a file that was changed.
        let again = known.isEmpty ? [] : try await sourcesOfTheSameFiles()
        let kept = known.filter { key, row in
            !replacedPrefixes.contains(key.game / 100_000) && !again.contains(stored["source_id"].integers[row])
        }.keys
        let wanted = Set(kept).union(refused.keys)
        let present = try await storedPlayers(of: Set(wanted.map(\.game)))
        let gone = known.filter { !wanted.contains($0.key) || present.contains($0.key) }.values.sorted()
        try await apply([.delete(table, try RowKey.batch(table, stored, gone))])
        var writer = RowWriter(table.columns)
        for (key, row) in refused.sorted(by: { ($0.key.game, $0.key.id) < ($1.key.game, $1.key.id) })
        where known[key] == nil && !present.contains(key) {
            writer.put(key.game)
            writer.put(key.id)
            writer.put(sources[row.origin.file])
            writer.put(row.origin.line)
            writer.put(row.rule)
            writer.endRow()
        }
        try await apply([.insert(table, writer.batch)])
    }

    /// Numbers of what this import's files said before they were changed.
    private func sourcesOfTheSameFiles() async throws -> Set<Int> {
        let all = try await transaction.scan(
            ProvenanceTable.sourceFiles, columns: ["source_id", "path", "format"], .all)
        let own = Set(files.map { [$0.source.name, $0.format.name] })
        return Set(
            (0..<all.count).filter { own.contains([all["path"].texts[$0], all["format"].texts[$0]]) }
                .map { all["source_id"].integers[$0] })
    }

    private func storedPlayers(of games: Set<Int>) async throws -> Set<StoredLines.Key> {
        var found: Set<StoredLines.Key> = []
        for range in games.sorted().ranges(widestGap: 20) {
            let rows = try await transaction.scan(
                RawTable.playerBoxScores, columns: ["game_id", "player_id"], .range(column: "game_id", range))
            for (game, player) in zip(rows["game_id"].integers, rows["player_id"].integers) {
                found.insert(StoredLines.Key(game: game, id: player))
            }
        }
        return found
    }
}

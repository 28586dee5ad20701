import Basketball
import Storage

extension ImportSession {
    /// Writes games, box scores of teams and players, and the teams' names.
    mutating func writeLogs(_ parsed: [ParsedFile]) async throws {
        let teams = parsed.flatMap(\.teams)
        let players = parsed.flatMap(\.players)
        guard !teams.isEmpty || !players.isEmpty else { return }
        let stored = try await storedLines(of: Set((teams + players).map { $0.game.number / 100_000 }))
        let before = games
        var assembly = LogAssembly(games: games, stored: stored)
        assembly.assemble(teams: teams, players: players)
        games = assembly.games
        rejected += assembly.rejected
        report.update("team_boxscores") { $0.merged += assembly.mergedTeams }
        report.update("player_boxscores") { $0.merged += assembly.mergedPlayers }

        try await writeGames(assembly.touched, before)
        let teamBatch = LogBatches.teams(assembly.teams, games: games, sources: sources)
        try await writeLines(RawTable.teamBoxScores, teamBatch, stored.teams) { row in
            stored.row(team: true, assembly.teams[row].game.number, assembly.teams[row].teamID)
        }
        let playerBatch = LogBatches.players(assembly.players, sources: sources)
        try await writeLines(RawTable.playerBoxScores, playerBatch, stored.players) { row in
            stored.row(team: false, assembly.players[row].game.number, assembly.players[row].playerID)
        }
        try await writeTeams(assembly.teams)
        report.notes += SourceOddities.notes(
            teams: assembly.teams, players: assembly.players, games: games,
            touched: Set(assembly.touched.compactMap { games[$0]?.id.season }))
    }

    /// The stored lines of the seasons concerned, given as the first five digits of their games' ids.
    private func storedLines(of seasons: Set<Int>) async throws -> StoredLines {
        let present = Set(inputs.keys.map { $0 / 100_000 })
        var teams = ColumnBatch(RawTable.teamBoxScores)
        var players = ColumnBatch(RawTable.playerBoxScores)
        for season in seasons.intersection(present).sorted() {
            let selection = Selection.range(column: "game_id", (season * 100_000)...(season * 100_000 + 99_999))
            teams.append(
                try await transaction.scan(RawTable.teamBoxScores, columns: teams.columns.map(\.name), selection))
            players.append(
                try await transaction.scan(RawTable.playerBoxScores, columns: players.columns.map(\.name), selection))
        }
        return StoredLines(teams: teams, players: players)
    }

    private mutating func writeGames(_ touched: [Int], _ before: [Int: GameRecord]) async throws {
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
            if old != nil { corrected.append(number) }
            report.update("games") { if old == nil { $0.new += 1 } else { $0.corrected += 1 } }
        }
        report.update("games") { table in table.rowsIn = table.new + table.unchanged + table.corrected }
        guard !written.isEmpty else { return }
        let batch = LogBatches.games(written)
        try await note(corrected, in: batch)
        try await apply([.upsert(RawTable.games, batch)])
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

    private mutating func writeLines(
        _ table: TableSchema, _ batch: ColumnBatch, _ stored: ColumnBatch, find: (Int) -> Int?
    ) async throws {
        let diff = TableDiff(batch, stored: stored, find: find)
        report.update(table.name) {
            $0.new += diff.new.count
            $0.unchanged += diff.unchanged
            $0.corrected += diff.corrected.count
        }
        guard !diff.isEmpty else { return }
        let games = batch["game_id"].integers
        let hashes = batch["content_hash"].integers
        let ofTeams = table.name == RawTable.teamBoxScores.name
        for row in diff.new {
            var input = inputs[games[row]] ?? GameInputs()
            input.contentSum &+= hashes[row]
            if ofTeams { input.teamRows += 1 } else { input.playerRows += 1 }
            inputs[games[row]] = input
            changedGames.insert(games[row])
        }
        let oldHashes = diff.corrected.isEmpty ? [] : stored["content_hash"].integers
        for (row, old) in diff.corrected {
            inputs[games[row], default: GameInputs()].contentSum &+= hashes[row] &- oldHashes[old]
            changedGames.insert(games[row])
            corrections.add(table, batch, row, stored: stored, old)
        }
        try await apply(diff.changes(table, batch))
    }
}

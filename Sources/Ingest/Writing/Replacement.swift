import Basketball
import Storage

extension ImportSession {
    /// Deletes rows, keeps them in the history and notes their keys.
    mutating func delete(_ table: TableSchema, _ stored: ColumnBatch, _ rows: [Int]) async throws {
        guard !rows.isEmpty else { return }
        for row in rows {
            corrections.addDeletion(table, stored, row)
            deletedKeys[table.name, default: []].append(RowKey.text(table, stored, row))
        }
        try await apply([.delete(table, try RowKey.batch(table, stored, rows))])
    }

    /// Deletes games and lines of box scores that the files lack of their seasons and types, when they are to replace them.
    ///
    /// What goes is what the same kind of source said before: a line of which another source tells stays as that has it.
    /// Games go before shots come, so that no shot finds one that is going.
    mutating func deleteReplacedGames(_ parsed: [ParsedFile]) async throws {
        guard isReplacing else { return }
        let told = ToldKeys(parsed)
        replacedPrefixes = told.prefixes(ofTable: RawTable.playerBoxScores.name)
        let stored = try await storedLines(of: Set(inputs.keys.filter { told.prefixes.contains($0 / 100_000) }))
        var games: Set<Int> = []
        for (table, lines, isTeams) in [
            (RawTable.teamBoxScores, stored.teams, true), (RawTable.playerBoxScores, stored.players, false),
        ] {
            let removal = LineRemoval(lines, told: told, isTeams: isTeams)
            try await remove(removal, table, lines, isTeams: isTeams)
            games.formUnion(removal.games)
        }
        games.formUnion(told.scheduledGamesLacking(gameSources))
        try await settleGames(games, told)
    }

    /// Deletes shots that the files lack, and notes all that was deleted.
    mutating func finishReplacement(_ parsed: [ParsedFile]) async throws {
        guard isReplacing else { return }
        try await deleteShotsLacking()
        if parsed.contains(where: { !$0.people.isEmpty }) {
            report.notes.append("persons belong to no season: none was deleted")
        }
        for (table, keys) in deletedKeys.sorted(by: { $0.key < $1.key }) {
            report.deletions.append(
                ImportReport.Deletion(table: table, count: keys.count, keys: Array(keys.sorted().prefix(5))))
            report.update(table) { $0.deleted = keys.count }
        }
    }

    /// Takes from lines what a source no longer says of them.
    private mutating func remove(
        _ removal: LineRemoval, _ table: TableSchema, _ stored: StoredTable, isTeams: Bool
    ) async throws {
        let (hashes, ids) = (
            stored.lines.isEmpty ? [] : stored.lines["content_hash"].integers,
            stored.lines.isEmpty ? [] : stored.lines["game_id"].integers
        )
        for row in removal.lines {
            inputs[ids[row], default: GameInputs()].contentSum &-= hashes[row]
            if isTeams { inputs[ids[row]]?.teamRows -= 1 } else { inputs[ids[row]]?.playerRows -= 1 }
            changedGames.insert(ids[row])
        }
        try await delete(table, stored.lines, removal.lines)
        let sources = isTeams ? SourceTable.teamBoxScores : SourceTable.playerBoxScores
        try await apply([.delete(sources, try RowKey.batch(sources, stored.sources, removal.sources))])
        // What is left of the others is merged again.
        let batches = BoxScoreBatches(games: games, sources: self.sources)
        let batch = isTeams ? batches.teams(removal.merged) : batches.players(removal.merged)
        let diff = TableDiff(batch, stored: stored.lines) { row in
            let line = removal.merged[row]
            return stored.row(line.game.number, isTeams ? line.teamID : line.playerID)
        }
        for (row, old) in diff.corrected {
            inputs[ids[old], default: GameInputs()].contentSum &+= batch["content_hash"].integers[row] &- hashes[old]
            changedGames.insert(ids[old])
            corrections.add(table, batch, row, stored: stored.lines, old)
        }
        let corrected = diff.corrected.count
        report.update(table.name) { $0.corrected += corrected }
        try await apply(diff.changes(table, batch))
        let keys = Set(removal.changedKeys.map { DisagreementKey(table: table.name, line: $0) })
        try await writeDisagreements(removal.disagreements, of: keys)
    }

    /// Shots of games of the same seasons and types of which the files have none.
    private mutating func deleteShotsLacking() async throws {
        let scopes = Set(gamesWithShots.map { $0 / 100_000 })
        let gone = inputs.filter { game, input in
            input.shots > 0 && scopes.contains(game / 100_000) && !gamesWithShots.contains(game)
        }.keys.sorted()
        for game in gone { try await deleteShots(of: game) }
    }

    private mutating func deleteShots(of game: Int) async throws {
        let stored = try await transaction.scan(
            RawTable.shots, columns: RawTable.shots.columns.map(\.name), .range(column: "game_id", game...game))
        try await delete(RawTable.shots, stored, Array(0..<stored.count))
        var input = inputs[game] ?? GameInputs()
        input.contentSum &-= input.shotsSum
        (input.shots, input.shotsSum) = (0, 0)
        inputs[game] = input
        changedGames.insert(game)
    }

    /// Brings games up to date of which a source no longer tells; those of which none tells go, with their shots and lines.
    private mutating func settleGames(_ touched: Set<Int>, _ told: ToldKeys) async throws {
        guard !touched.isEmpty else { return }
        let before = (games: games, sources: gameSources)
        var gone: [Int] = []
        for number in touched.sorted() {
            guard let id = GameID(number: number) else { continue }
            let left = try await lines(of: number)
            for kind in before.sources[number].keys where told.kinds.contains(kind) {
                let lacks = kind.hasResults ? !left.kinds.contains(kind) : told.lacks(number, kind)
                if lacks { gameSources[number][kind] = nil }
            }
            let tells = gameSources[number].keys.contains { $0 != .fixtureList }
            if tells, let record = GameRecord(id, gameSources[number], hasBothTeams: left.hasBothTeams) {
                games[number] = record
            } else {
                gone.append(number)
            }
        }
        try await deleteGames(gone)
        try await deleteGameSources(touched, before.sources)
        let changed = touched.subtracting(gone).filter { before.games[$0] != games[$0] }
        try await writeGames(changed.sorted(), before.games, gameSources)
    }

    /// Whose lines a game has now.
    private func lines(of game: Int) async throws -> (kinds: Set<SourceKind>, hasBothTeams: Bool) {
        let stored = try await storedLines(of: [game])
        var kinds: Set<SourceKind> = []
        var teams: [Int: (official: Bool, players: Int)] = [:]
        for key in stored.teams.keys {
            kinds.formUnion(stored.teams.sources(key.game, key.id).map(\.kind))
            teams[key.id, default: (false, 0)].official = true
        }
        for key in stored.players.keys {
            let rows = stored.players.sources(key.game, key.id)
            kinds.formUnion(rows.map(\.kind))
            if let team = rows.first?.teamID { teams[team, default: (false, 0)].players += 1 }
        }
        let present = teams.values.count { $0.official || $0.players >= 5 }
        return (kinds, present == 2)
    }

    private mutating func deleteGames(_ gone: [Int]) async throws {
        guard !gone.isEmpty else { return }
        for game in gone {
            if inputs[game]?.shots ?? 0 > 0 { try await deleteShots(of: game) }
            let lines = try await transaction.scan(
                RawTable.gameLines, columns: RawTable.gameLines.columns.map(\.name),
                .range(column: "game_id", game...game))
            try await deleteGameLines(lines, Array(0..<lines.count))
        }
        let stored = try await transaction.scan(RawTable.games, columns: RawTable.games.columns.map(\.name), .all)
        let wanted = Set(gone)
        let rows = (0..<stored.count).filter { wanted.contains(stored["game_id"].integers[$0]) }
        try await delete(RawTable.games, stored, rows)
        var keys = ColumnBatch(try RawTable.gameInputs.columns(named: RawTable.gameInputs.key))
        for game in gone {
            keys.vectors[0].append(game)
            games[game] = nil
            gameSources[game] = [:]
            inputs[game] = nil
            changedGames.remove(game)
        }
        try await apply([.delete(RawTable.gameInputs, keys)])
    }

    private mutating func deleteGameSources(_ touched: Set<Int>, _ before: GameSources) async throws {
        var keys = ColumnBatch(try SourceTable.games.columns(named: SourceTable.games.key))
        for game in touched.sorted() {
            for kind in before[game].keys.sorted() where gameSources[game][kind] == nil {
                keys.vectors[0].append(game)
                keys.vectors[1].append(kind.name)
            }
        }
        try await apply([.delete(SourceTable.games, keys)])
    }
}

import Basketball
import Storage

extension ImportSession {
    /// Writes games, box scores of teams and players, what each source said of them, and the teams' names.
    ///
    /// - Parameter shots: told of the games as soon as they are known, unless some will be deleted.
    mutating func writeBoxScores(_ parsed: [ParsedFile], _ shots: ShotReading) async throws {
        let teams = parsed.flatMap(\.teams)
        let players = parsed.flatMap(\.players)
        let schedule = parsed.flatMap(\.schedule)
        let fixtures = parsed.flatMap(\.fixtures)
        guard !teams.isEmpty || !players.isEmpty || !schedule.isEmpty || !fixtures.isEmpty else {
            if !isReplacing { shots.begin(games, sources: sources) }
            return
        }
        var told = Set(schedule.map(\.game.number))
        for row in teams { told.insert(row.game.number) }
        for row in players { told.insert(row.game.number) }
        let stored = try await storedLines(of: told)
        let before = (games: games, sources: gameSources)
        var assembly = BoxScoreAssembly(games: games, sources: gameSources, stored: stored)
        // Where two files differ, all rows are of the same one, whatever their order and names.
        assembly.fileRanks = files.map(\.source.contentDigest)
        assembly.assemble(teams: teams, players: players, schedule: schedule)
        games = assembly.games
        gameSources = assembly.sources
        rejected += assembly.rejected
        report.update("team_boxscores") { $0.merged += assembly.mergedTeams }
        report.update("player_boxscores") { $0.merged += assembly.mergedPlayers }
        report.update("games") { $0.merged += assembly.mergedSchedule }
        try await writeTeams(assembly.teams, schedule)
        let placed = try await placeFixtures(fixtures)
        if !isReplacing { shots.begin(games, sources: sources) }
        try await writeGames(Set(assembly.touched).union(placed).sorted(), before.games, before.sources)
        let ofTeams = BoxScoreMerge(assembly.teams, stored: stored.teams)
        let ofPlayers = BoxScoreMerge(assembly.players, stored: stored.players)
        let batches = BoxScoreBatches(games: games, sources: sources)
        let (known, said) = (games, gameSources)
        let concerned = assembly.touched
        async let oddities = SourceOddities.notes(
            teams: ofTeams.lines, players: ofPlayers.lines, games: known,
            touched: Set(concerned.compactMap { known[$0]?.id.season }),
            withoutHome: concerned.filter { game in
                let said = said[game].values.filter { $0.home != nil }
                return !said.isEmpty && said.allSatisfy(\.sidesAssumed)
            })
        try await writeLines(RawTable.teamBoxScores, ofTeams, stored.teams) { batches.teams($0) }
        try await writeLines(RawTable.playerBoxScores, ofPlayers, stored.players) { batches.players($0) }
        try await writeSources(ofTeams, ofPlayers, stored, batches)
        report.notes += await oddities
        if !assembly.displaced.isEmpty {
            report.notes.append(
                "\(assembly.displaced.count) scheduled games are postponed: a team of theirs played another on the date"
            )
        }
    }

    /// Most ids between two games that are still read at once.
    private static let widestGap = 20

    /// The stored lines of some games, and of few others.
    func storedLines(of games: Set<Int>) async throws -> StoredLines {
        let ranges = games.filter { inputs[$0].map { $0.teamRows + $0.playerRows > 0 } ?? false }
            .ranges(widestGap: ImportSession.widestGap)
        func scan(_ table: TableSchema) async throws -> ColumnBatch {
            var batch = ColumnBatch(table)
            for range in ranges {
                let selection = Selection.range(column: "game_id", range)
                let found = try await transaction.scan(table, columns: batch.columns.map(\.name), selection)
                if batch.isEmpty { batch = found } else { batch.append(found) }
            }
            return batch
        }
        return StoredLines(
            teams: StoredTable(
                lines: try await scan(RawTable.teamBoxScores), sources: try await scan(SourceTable.teamBoxScores),
                isTeams: true, kinds: kindsOfSources),
            players: StoredTable(
                lines: try await scan(RawTable.playerBoxScores), sources: try await scan(SourceTable.playerBoxScores),
                isTeams: false, kinds: kindsOfSources))
    }

    /// Lines that are written at a time.
    private static let linesOfPiece = 30_000

    /// Writes lines piece by piece; while one is written the columns of the next are made.
    private mutating func writeLines(
        _ table: TableSchema, _ merge: BoxScoreMerge, _ stored: StoredTable,
        _ columns: @escaping @Sendable (ArraySlice<BoxScoreRow>) -> ColumnBatch
    ) async throws {
        report.update(table.name) { $0.merged += merge.merged }
        var lines = merge.lines[...]
        func piece() -> ArraySlice<BoxScoreRow> {
            defer { lines = lines.dropFirst(ImportSession.linesOfPiece) }
            return lines.prefix(ImportSession.linesOfPiece)
        }
        var current = piece()
        var batch = columns(current)
        while !current.isEmpty {
            let following = piece()
            async let next = columns(following)
            try await writeLines(table, current, batch, stored)
            (current, batch) = (following, await next)
        }
    }

    private mutating func writeLines(
        _ table: TableSchema, _ lines: ArraySlice<BoxScoreRow>, _ batch: ColumnBatch, _ stored: StoredTable
    ) async throws {
        let isTeams = table.name == RawTable.teamBoxScores.name
        let diff = TableDiff(batch, stored: stored.lines) { row in
            let line = lines[lines.startIndex + row]
            return stored.row(line.game.number, isTeams ? line.teamID : line.playerID)
        }
        report.update(table.name) {
            $0.new += diff.new.count
            $0.unchanged += diff.unchanged
            $0.corrected += diff.corrected.count
        }
        guard !diff.isEmpty else { return }
        let games = batch["game_id"].integers
        let hashes = batch["content_hash"].integers
        for row in diff.new {
            var input = inputs[games[row]] ?? GameInputs()
            input.contentSum &+= hashes[row]
            if isTeams { input.teamRows += 1 } else { input.playerRows += 1 }
            inputs[games[row]] = input
            changedGames.insert(games[row])
        }
        let oldHashes = diff.corrected.isEmpty ? [] : stored.lines["content_hash"].integers
        for (row, old) in diff.corrected {
            inputs[games[row], default: GameInputs()].contentSum &+= hashes[row] &- oldHashes[old]
            changedGames.insert(games[row])
            corrections.add(table, batch, row, stored: stored.lines, old)
        }
        try await apply(diff.changes(table, batch))
    }

    /// Keeps what each source said of lines of which several tell, and where they disagree.
    private mutating func writeSources(
        _ teams: BoxScoreMerge, _ players: BoxScoreMerge, _ stored: StoredLines, _ batches: BoxScoreBatches
    ) async throws {
        // A source's row that is stored already is not written again.
        let newTeams = teams.sources.filter { row in
            row.origin.file >= 0 || stored.teams.sourceRow(row.game.number, row.teamID, row.kind) == nil
        }
        let newPlayers = players.sources.filter { row in
            row.origin.file >= 0 || stored.players.sourceRow(row.game.number, row.playerID, row.kind) == nil
        }
        try await writeSources(SourceTable.teamBoxScores, batches.teams(newTeams, asSources: true), stored.teams) {
            stored.teams.sourceRow(newTeams[$0].game.number, newTeams[$0].teamID, newTeams[$0].kind)
        }
        try await writeSources(
            SourceTable.playerBoxScores, batches.players(newPlayers, asSources: true), stored.players
        ) {
            stored.players.sourceRow(newPlayers[$0].game.number, newPlayers[$0].playerID, newPlayers[$0].kind)
        }
        let found = teams.disagreements + players.disagreements
        noteDisagreements(found)
        try await writeDisagreements(
            found, of: Set((teams.sources + players.sources).map { DisagreementKey($0) }))
    }

    private mutating func writeSources(
        _ table: TableSchema, _ batch: ColumnBatch, _ stored: StoredTable, find: (Int) -> Int?
    ) async throws {
        let diff = TableDiff(batch, stored: stored.sources, find: find)
        try await apply(diff.changes(table, batch))
    }

    private mutating func noteDisagreements(_ found: [BoxScoreMerge.Disagreement]) {
        guard !found.isEmpty else { return }
        // Plus-minus is no count, and its sources differ in how they round it.
        let listed = found.filter { $0.stat != .plusMinus } + found.filter { $0.stat == .plusMinus }
        let examples = listed.prefix(20).map { item in
            "\(item.row.game) \(item.row.playerID == 0 ? item.row.team : item.row.name): \(item.stat.column) "
                + "\(item.kept.value) (\(item.kept.kind.name)) against \(item.other.value) (\(item.other.kind.name))"
        }
        report.notes.append(
            "\(found.count) values in which two sources of a line differ, see source_disagreements: "
                + examples.joined(separator: "; ") + (found.count > 20 ? "; and more" : ""))
    }
}

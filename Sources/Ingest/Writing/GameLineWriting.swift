import Basketball
import Storage

extension ImportSession {
    /// Writes games' lines: each game found by its date and teams.
    mutating func writeGameLines(_ offers: [GameLineOffer]) async throws {
        guard !offers.isEmpty else { return }
        let teams = try await teamDirectory()
        let directory = GamesByTeams(games.values)
        var best: [Int: GameLineOffer] = [:]
        var merged = 0
        // By content, so that of two lines of a game the same one stays in any order of files.
        let sorted = offers.sorted { a, b in
            (a.homeSpread ?? .max, a.total ?? .max, a.origin.file, a.origin.line)
                < (b.homeSpread ?? .max, b.total ?? .max, b.origin.file, b.origin.line)
        }
        for offer in sorted {
            guard let home = teams[offer.home], let away = teams[offer.away],
                let game = directory.game(offer.date, home, away)
            else {
                rejected.append(
                    Rejected(
                        origin: offer.origin, table: "game_lines", rule: "unknown_game",
                        expected: "a loaded game \(offer.away) @ \(offer.home) on \(offer.date)", text: ""))
                continue
            }
            if best[game] != nil {
                merged += 1
                continue
            }
            best[game] = games[game]?.home == home ? offer : offer.turned
        }
        let lines = best.keys.sorted().compactMap { game in
            best[game].map { (game, Instant(eastern: $0.date, hour: 0), "unstated", $0) }
        }
        report.notes.append("game lines: \(lines.count + merged) of \(offers.count) matched to a game")
        try await write(lines, merged)
    }

    private mutating func write(
        _ lines: [(game: Int, captured: Instant, bookmaker: String, offer: GameLineOffer)], _ merged: Int
    ) async throws {
        report.update("game_lines") { $0.merged += merged }
        guard let first = lines.first?.game, let last = lines.last?.game else { return }
        report.notes.append(
            "\(lines.count) game lines do not say when they were captured: kept as of the start of their league date")
        let batch = LineBatches.games(lines, sources: sources)
        let stored = try await transaction.scan(
            RawTable.gameLines, columns: batch.columns.map(\.name), .range(column: "game_id", first...last))
        var rowOf: [[String]: Int] = [:]
        for row in 0..<stored.count { rowOf[LineKey.game(stored, row)] = row }
        let diff = TableDiff(batch, stored: stored) { rowOf[LineKey.game(batch, $0)] }
        report.update("game_lines") {
            $0.new += diff.new.count
            $0.unchanged += diff.unchanged
            $0.corrected += diff.corrected.count
        }
        let (hashes, oldHashes) = (
            batch["content_hash"].integers, stored.isEmpty ? [] : stored["content_hash"].integers
        )
        for row in diff.new {
            guard let date = games[lines[row].game]?.date else { continue }
            changeLines(date) {
                $0.gameLines += 1
                $0.contentSum &+= hashes[row]
            }
        }
        for (row, old) in diff.corrected {
            if let date = games[lines[row].game]?.date {
                changeLines(date) { $0.contentSum &+= hashes[row] &- oldHashes[old] }
            }
            corrections.add(RawTable.gameLines, batch, row, stored: stored, old)
        }
        try await apply(diff.changes(RawTable.gameLines, batch))
        if isReplacing { try await deleteGameLines(besides: Set(lines.map(\.game))) }
    }

    /// Deletes lines of games of the same seasons and types that the files lack.
    private mutating func deleteGameLines(besides told: Set<Int>) async throws {
        let stored = try await transaction.scan(
            RawTable.gameLines, columns: RawTable.gameLines.columns.map(\.name), .all)
        let scopes = Set(told.map { $0 / 100_000 })
        let ids = stored["game_id"].integers
        try await deleteGameLines(
            stored, (0..<stored.count).filter { scopes.contains(ids[$0] / 100_000) && !told.contains(ids[$0]) })
    }

    /// Deletes some lines of games.
    mutating func deleteGameLines(_ stored: ColumnBatch, _ rows: [Int]) async throws {
        for row in rows {
            guard let date = games[stored["game_id"].integers[row]]?.date else { continue }
            changeLines(date) {
                $0.gameLines -= 1
                $0.contentSum &-= stored["content_hash"].integers[row]
            }
        }
        try await delete(RawTable.gameLines, stored, rows)
    }

    /// Takes the lines of games that moved to their new date, but for those that were found by the old one: the same files
    /// would not find the game there any more.
    mutating func moveGameLines() async throws {
        var gone = 0
        for (game, old) in movedGames.sorted(by: { $0.key < $1.key }) {
            guard let new = games[game]?.date else { continue }
            let lines = try await transaction.scan(
                RawTable.gameLines, columns: RawTable.gameLines.columns.map(\.name),
                .range(column: "game_id", game...game))
            guard !lines.isEmpty else { continue }
            let sum = lines["content_hash"].integers.reduce(0, &+)
            changeLines(old) {
                $0.gameLines -= lines.count
                $0.contentSum &-= sum
            }
            changeLines(new) {
                $0.gameLines += lines.count
                $0.contentSum &+= sum
            }
            let untimed = Instant(eastern: old, hour: 0).description
            let stale = (0..<lines.count).filter { lines["captured_at"].texts[$0] == untimed }
            try await deleteGameLines(lines, stale)
            gone += stale.count
        }
        guard gone > 0 else { return }
        report.update("game_lines") { $0.deleted += gone }
        report.notes.append(
            "\(gone) game lines were of the date from which their game moved: deleted; where the file has a line of the new "
                + "date, import it again")
    }
}

/// Keys of lines as texts.
enum LineKey {
    static func game(_ batch: ColumnBatch, _ row: Int) -> [String] {
        ["\(batch["game_id"].integers[row])", batch["bookmaker"].texts[row], batch["captured_at"].texts[row]]
    }
}

extension GameLineOffer {
    /// The same line of a source that takes the other team for the home team.
    fileprivate var turned: GameLineOffer {
        GameLineOffer(
            date: date, home: away, away: home, homeSpread: homeSpread.map { -$0 }, total: total, origin: origin)
    }
}

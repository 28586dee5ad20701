import Basketball
import Storage

/// A player's points line, as a source has it.
package struct PlantedLine: Sendable {
    package var player: Int
    package var line: Double
    package var capturedAt: String
    package var bookmaker: String
    package var tipoff: String?
    package var isMain: Bool

    package init(
        _ player: Int, _ line: Double, at capturedAt: String, _ bookmaker: String = "draftkings", tipoff: String? = nil,
        isMain: Bool = true
    ) {
        self.player = player
        self.line = line
        self.capturedAt = capturedAt
        self.bookmaker = bookmaker
        self.tipoff = tipoff
        self.isMain = isMain
    }
}

/// A game's spread and total, as a source has them.
package struct PlantedGameLine: Sendable {
    package var game: GameID
    package var homeSpread: Double?
    package var total: Double?
    package var capturedAt: String
    package var bookmaker: String

    package init(
        _ game: GameID, _ homeSpread: Double?, _ total: Double?, at capturedAt: String,
        _ bookmaker: String = "draftkings"
    ) {
        self.game = game
        self.homeSpread = homeSpread
        self.total = total
        self.capturedAt = capturedAt
        self.bookmaker = bookmaker
    }
}

extension Lab {
    /// Adds betting lines of a date.
    package func plant(_ date: GameDate, _ lines: [PlantedLine], _ games: [PlantedGameLine] = []) async throws {
        var players = RowWriter(RawTable.playerLines.columns)
        for line in lines {
            players.put(line.capturedAt)
            players.put(line.bookmaker)
            players.put(date)
            players.put(line.player)
            players.put("player_points")
            players.put(line.line)
            players.put(nil as Int?)
            players.put(nil as Int?)
            players.put(line.tipoff)
            players.put(line.isMain)
            for _ in 0..<3 { players.put(1) }
            players.endRow()
        }
        var teams = RowWriter(RawTable.gameLines.columns)
        for line in games {
            teams.put(line.capturedAt)
            teams.put(line.bookmaker)
            teams.put(line.game.number)
            teams.put(line.homeSpread)
            teams.put(line.total)
            for _ in 0..<3 { teams.put(1) }
            teams.endRow()
        }
        _ = try await warehouse.prepare([RawTable.playerLines, RawTable.gameLines, RawTable.lineInputs])
        let stored = try await rows(RawTable.lineInputs)
        let before = zip(stored["game_date"].integers, stored["content_sum"].integers).first { $0.0 == date.dayNumber }
        var inputs = RowWriter(RawTable.lineInputs.columns)
        inputs.put(date)
        inputs.put(lines.count)
        inputs.put(games.count)
        inputs.put((before?.1 ?? 0) + lines.count + games.count)
        inputs.endRow()
        let (playerRows, gameRows, inputRows) = (players.batch, teams.batch, inputs.batch)
        try await warehouse.transaction {
            try await $0.apply(.upsert(RawTable.playerLines, playerRows))
            try await $0.apply(.upsert(RawTable.gameLines, gameRows))
            try await $0.apply(.upsert(RawTable.lineInputs, inputRows))
        }
    }
}

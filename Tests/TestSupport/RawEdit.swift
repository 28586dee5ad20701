import Basketball
import Storage

/// Changes of raw rows for which files have no way: made in one transaction, with what is recorded of the game's inputs.
package enum RawEdit {
    /// Removes a player's line of a game.
    package static func deletePlayerLine(_ warehouse: any Warehouse, game: Int, player: Int) async throws {
        try await warehouse.transaction { transaction in
            try await delete(transaction, RawTable.playerBoxScores, game, counted: "player_rows") { rows, row in
                rows["player_id"].integers[row] == player
            }
        }
    }

    /// Removes a team's line of a game and its players' lines, so that the game cannot be put together.
    package static func deleteTeam(_ warehouse: any Warehouse, game: Int, team: Int) async throws {
        try await warehouse.transaction { transaction in
            for (table, counted) in [(RawTable.teamBoxScores, "team_rows"), (RawTable.playerBoxScores, "player_rows")] {
                try await delete(transaction, table, game, counted: counted) { rows, row in
                    rows["team_id"].integers[row] == team
                }
            }
        }
    }

    private static func delete(
        _ transaction: any WarehouseTransaction, _ table: TableSchema, _ game: Int, counted: String,
        _ isGone: (ColumnBatch, Int) -> Bool
    ) async throws {
        let rows = try await transaction.scan(
            table, columns: table.columns.map(\.name), .range(column: "game_id", game...game))
        let gone = (0..<rows.count).filter { isGone(rows, $0) }
        try await transaction.apply(.delete(table, rows.selecting(columns: table.key).selecting(gone)))
        let hashes = rows["content_hash"].integers
        let sum = gone.reduce(0) { $0 &+ hashes[$1] }
        try await change(transaction, RawTable.gameInputs, game) { column, value in
            switch column {
            case counted: value - gone.count
            case "content_sum": value &- sum
            default: value
            }
        }
    }

    /// Gives a game another status, as a schedule does.
    package static func setStatus(_ warehouse: any Warehouse, game: Int, _ status: String) async throws {
        try await warehouse.transaction { transaction in
            let table = RawTable.games
            let rows = try await transaction.scan(
                table, columns: table.columns.map(\.name), .range(column: "game_id", game...game))
            var changed = ColumnBatch(table)
            for (index, column) in table.columns.enumerated() {
                if column.name == "status" {
                    changed.vectors[index].append(status)
                } else {
                    changed.vectors[index].append(rows.vectors[index], rows: 0..<1)
                }
            }
            try await transaction.apply(.upsert(table, changed))
        }
    }

    /// Adds a main points line of a player, captured at a time of the evening before.
    package static func addPointsLine(
        _ warehouse: any Warehouse, _ date: GameDate, player: Int, line: Double, bookmaker: String = "draftkings",
        capturedAt time: String = "20:00:00"
    ) async throws {
        let captured = "\(date + -1)T\(time)Z"
        var hash = 17
        for byte in "\(player) \(line) \(bookmaker) \(captured)".utf8 { hash = hash &* 1_000_003 &+ Int(byte) }
        var lines = RowWriter(RawTable.playerLines.columns)
        lines.put(captured)
        lines.put(bookmaker)
        lines.put(date)
        lines.put(player)
        lines.put("player_points")
        lines.put(line)
        lines.put(-110)
        lines.put(-110)
        lines.put(nil as String?)
        lines.put(true)
        for value in [0, 1, hash] { lines.put(value) }
        lines.endRow()
        try await addLines(warehouse, date, .upsert(RawTable.playerLines, lines.batch), isOfGame: false, hash)
    }

    /// Adds a game's spread and total.
    package static func addGameLine(
        _ warehouse: any Warehouse, _ date: GameDate, game: Int, spread: Double, total: Double
    ) async throws {
        let hash = Int(spread * 8) &* 7_919 &+ Int(total * 8) &* 104_729 &+ game
        var lines = RowWriter(RawTable.gameLines.columns)
        lines.put("\(date + -1)T21:00:00Z")
        lines.put("draftkings")
        lines.put(game)
        lines.put(spread)
        lines.put(total)
        for value in [0, 1, hash] { lines.put(value) }
        lines.endRow()
        try await addLines(warehouse, date, .upsert(RawTable.gameLines, lines.batch), isOfGame: true, hash)
    }

    private static func addLines(
        _ warehouse: any Warehouse, _ date: GameDate, _ change: Change, isOfGame: Bool, _ hash: Int
    ) async throws {
        try await warehouse.transaction { transaction in
            try await transaction.apply(change)
            let table = RawTable.lineInputs
            let day = date.dayNumber
            let rows = try await transaction.scan(
                table, columns: ["player_lines", "game_lines", "content_sum"], .range(column: "game_date", day...day))
            let before = rows.vectors.map { $0.integers.first ?? 0 }
            var writer = RowWriter(table.columns)
            writer.put(date)
            writer.put(before[0] + (isOfGame ? 0 : 1))
            writer.put(before[1] + (isOfGame ? 1 : 0))
            writer.put(before[2] &+ hash)
            writer.endRow()
            try await transaction.apply(.upsert(table, writer.batch))
        }
    }

    /// Changes the numbers of one row of integers.
    private static func change(
        _ transaction: any WarehouseTransaction, _ table: TableSchema, _ key: Int, _ body: (String, Int) -> Int
    ) async throws {
        let rows = try await transaction.scan(
            table, columns: table.columns.map(\.name), .range(column: table.key[0], key...key))
        var writer = RowWriter(table.columns)
        for (column, vector) in zip(table.columns, rows.vectors) { writer.put(body(column.name, vector.integers[0])) }
        writer.endRow()
        try await transaction.apply(.upsert(table, writer.batch))
    }
}

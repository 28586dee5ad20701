import Basketball
import Storage

/// Rows of game logs as columns of the raw tables.
enum LogBatches {
    /// - Parameter sources: number in `source_files` of each file of the import.
    static func teams(_ rows: [LogRow], games: [Int: GameRecord], sources: [Int]) -> ColumnBatch {
        var writer = RowWriter(RawTable.teamBoxScores.columns)
        for row in rows {
            guard let game = games[row.game.number] else { continue }
            let atHome = row.teamID == game.home
            writer.put(row.game.number)
            writer.put(row.teamID)
            writer.put(atHome ? game.away : game.home)
            writer.put(atHome)
            writer.put(row.won)
            writer.put(row.minutes?.decimal)
            writer.put(row.stats)
            writer.put(row.team)
            writer.put(atHome ? game.awayTeam : game.homeTeam)
            writer.put("game_log")
            writer.put(sources[row.origin.file])
            writer.put(row.origin.line)
            writer.put(row.hash)
            writer.endRow()
        }
        return writer.batch
    }

    static func players(_ rows: [LogRow], sources: [Int]) -> ColumnBatch {
        var writer = RowWriter(RawTable.playerBoxScores.columns)
        for row in rows {
            writer.put(row.game.number)
            writer.put(row.playerID)
            writer.put(row.teamID)
            writer.put(row.name)
            writer.put(nil as Bool?)
            writer.put(row.minutes?.decimal)
            writer.put(row.minutes?.precision.rawValue)
            writer.put(nil as String?)
            writer.put(row.stats)
            writer.put(row.team)
            writer.put(row.won)
            writer.put("game_log")
            writer.put(sources[row.origin.file])
            writer.put(row.origin.line)
            writer.put(row.hash)
            writer.endRow()
        }
        return writer.batch
    }

    static func games(_ games: [GameRecord]) -> ColumnBatch {
        var writer = RowWriter(RawTable.games.columns)
        for game in games {
            writer.put(game.id.number)
            writer.put("\(game.id.season)")
            writer.put(game.id.seasonType.rawValue)
            writer.put(game.date)
            writer.put(game.home)
            writer.put(game.away)
            writer.put(game.neutral)
            writer.put(game.status)
            writer.put(game.tipoff)
            writer.put("game_log")
            writer.put(game.homeTeam)
            writer.put(game.awayTeam)
            writer.endRow()
        }
        return writer.batch
    }

    static func inputs(_ inputs: [Int: GameInputs], of games: some Sequence<Int>) -> ColumnBatch {
        var writer = RowWriter(RawTable.gameInputs.columns)
        for game in games {
            guard let input = inputs[game] else { continue }
            writer.put(game)
            writer.put(input.teamRows)
            writer.put(input.playerRows)
            writer.put(input.shots)
            writer.put(input.shotsSum)
            writer.put(input.contentSum)
            writer.put(input.scheduleSum)
            writer.endRow()
        }
        return writer.batch
    }
}

import Basketball
import Storage

/// Games and rows of box scores as columns of the raw tables.
struct BoxScoreBatches {
    let games: [Int: GameRecord]
    /// Number in `source_files` of each file of the import.
    let sources: [Int]

    /// - Parameter asSources: for the table that has what each source says.
    func teams(_ rows: some Sequence<BoxScoreRow>, asSources: Bool = false) -> ColumnBatch {
        var writer = RowWriter((asSources ? SourceTable.teamBoxScores : RawTable.teamBoxScores).columns)
        var hasher = ContentHasher()
        for row in rows {
            guard let game = games[row.game.number] else { continue }
            let atHome = row.teamID == game.home
            writer.put(row.game.number)
            writer.put(row.teamID)
            if asSources { writer.put(row.kind.name) }
            writer.put(atHome ? game.away : game.home)
            writer.put(atHome)
            writer.put(row.won)
            writer.put(row.minutes?.decimal)
            writer.put(row.stats)
            writer.put(row.team)
            writer.put(atHome ? game.awayTeam : game.homeTeam)
            writer.put(row.kind.origin)
            writer.put(row.origin.source(sources))
            writer.put(row.origin.line)
            hasher.start()
            for value in [row.hash, atHome ? game.away : game.home, atHome ? 1 : 0] { hasher.add(value) }
            hasher.add(atHome ? game.awayTeam : game.homeTeam)
            writer.put(hasher.finish())
            writer.endRow()
        }
        return writer.batch
    }

    /// - Parameter asSources: for the table that has what each source says.
    func players(_ rows: some Sequence<BoxScoreRow>, asSources: Bool = false) -> ColumnBatch {
        var writer = RowWriter((asSources ? SourceTable.playerBoxScores : RawTable.playerBoxScores).columns)
        for row in rows {
            writer.put(row.game.number)
            writer.put(row.playerID)
            if asSources { writer.put(row.kind.name) }
            writer.put(row.teamID)
            writer.put(row.name)
            writer.put(row.started)
            writer.put(row.minutes?.decimal)
            writer.put(row.minutes?.precision.rawValue)
            writer.put(row.comment)
            writer.put(row.stats)
            writer.put(row.team)
            writer.put(row.won)
            writer.put(row.kind.origin)
            writer.put(row.origin.source(sources))
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
            writer.put(game.status.rawValue)
            writer.put(game.tipoff?.description)
            writer.put(game.hasResults ? "game_log" : "schedule")
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

    /// Disagreements in the order of their keys.
    static func disagreements(_ found: [BoxScoreMerge.Disagreement]) -> ColumnBatch {
        var writer = RowWriter(SourceTable.disagreements.columns)
        for item in found {
            writer.put(item.row.table)
            writer.put(item.row.game.number)
            writer.put(item.row.playerID == 0 ? item.row.teamID : item.row.playerID)
            writer.put(item.stat.column)
            writer.put(item.other.kind.name)
            writer.put(item.other.value)
            writer.put(item.kept.kind.name)
            writer.put(item.kept.value)
            writer.endRow()
        }
        return writer.batch
    }
}

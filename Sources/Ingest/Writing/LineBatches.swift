import Basketball
import Storage

/// Lines as columns of the raw tables.
enum LineBatches {
    /// - Parameter sources: number in `source_files` of each file of the import.
    static func players(
        _ lines: [(group: PlayerLineAssembly.Group, number: Int, line: PlayerLineAssembly.Line)], sources: [Int]
    ) -> ColumnBatch {
        var writer = RowWriter(RawTable.playerLines.columns)
        var hasher = ContentHasher()
        for (group, number, line) in lines {
            writer.put(group.captured.description)
            writer.put(group.bookmaker)
            writer.put(group.date)
            writer.put(group.player)
            writer.put(group.market)
            writer.put(Double(number) / 1000)
            writer.put(line.over)
            writer.put(line.under)
            writer.put(line.tipoff?.description)
            writer.put(line.isMain)
            writer.put(line.origin.source(sources))
            writer.put(line.origin.line)
            hasher.start()
            for value in [group.captured.seconds, group.date.dayNumber, group.player, number] { hasher.add(value) }
            for text in [group.bookmaker, group.market] { hasher.add(text) }
            for value in [line.over, line.under, line.tipoff?.seconds, line.isMain ? 1 : 0] {
                hasher.add(value ?? .min)
            }
            writer.put(hasher.finish())
            writer.endRow()
        }
        return writer.batch
    }

    /// The group and number of each stored line, and the line.
    static func stored(_ batch: ColumnBatch) -> [(
        group: PlayerLineAssembly.Group, number: Int, PlayerLineAssembly.Line
    )] {
        let (captured, bookmakers, markets) = (
            batch["captured_at"].texts, batch["bookmaker"].texts, batch["market"].texts
        )
        let (dates, players, numbers) = (
            batch["game_date"].integers, batch["player_id"].integers, batch["line"].reals
        )
        let (over, under, tipoffs) = (batch["over_price"], batch["under_price"], batch["tipoff_utc"])
        let (main, files, rows) = (
            batch["is_main"].integers, batch["source_id"].integers, batch["source_row"].integers
        )
        return (0..<batch.count).map { row in
            (
                PlayerLineAssembly.Group(
                    date: GameDate(dayNumber: dates[row]), player: players[row], market: markets[row],
                    bookmaker: bookmakers[row], captured: Instant(captured[row]) ?? Instant(seconds: 0)),
                Int((numbers[row] * 1000).rounded()),
                PlayerLineAssembly.Line(
                    over: over.integer(row), under: under.integer(row),
                    tipoff: tipoffs.text(row).flatMap { Instant($0) },
                    origin: Origin(file: -files[row], line: rows[row]), isMain: main[row] != 0)
            )
        }
    }

    static func games(
        _ lines: [(game: Int, captured: Instant, bookmaker: String, offer: GameLineOffer)], sources: [Int]
    ) -> ColumnBatch {
        var writer = RowWriter(RawTable.gameLines.columns)
        var hasher = ContentHasher()
        for (game, captured, bookmaker, offer) in lines {
            writer.put(captured.description)
            writer.put(bookmaker)
            writer.put(game)
            writer.put(offer.homeSpread.map { Double($0) / 1000 })
            writer.put(offer.total.map { Double($0) / 1000 })
            writer.put(offer.origin.source(sources))
            writer.put(offer.origin.line)
            hasher.start()
            for value in [captured.seconds, game, offer.homeSpread, offer.total] { hasher.add(value ?? .min) }
            hasher.add(bookmaker)
            writer.put(hasher.finish())
            writer.endRow()
        }
        return writer.batch
    }
}

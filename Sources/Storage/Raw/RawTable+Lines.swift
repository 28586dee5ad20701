/// Betting lines, and what a date's readers of lines can see of them.
extension RawTable {
    /// Keyed by date first, because dates are what is read; `line` is part of the key, because a bookmaker may offer
    /// several lines at once, of which one is the main line.
    package static let playerLines = TableSchema(
        "player_lines", .raw, key: ["game_date", "player_id", "market", "bookmaker", "captured_at", "line"],
        dateColumn: "game_date",
        [
            Column("captured_at", .text, "UTC; where the source gives no time, the start of the league date"),
            Column("bookmaker", .text, "lower case without spaces, such as draftkings"),
            Column("game_date", .date, "league date of the game"),
            Column("player_id", .integer),
            Column("market", .text, "such as player_points"),
            Column("line", .real, unit: "of the market's statistic"),
            Column("over_price", .integer, unit: "American odds", nullable: true),
            Column("under_price", .integer, unit: "American odds", nullable: true),
            Column("tipoff_utc", .text, nullable: true, "as the source of the line has it"),
            Column("is_main", .boolean, "of the lines captured together, that whose prices are closest to even"),
        ] + provenance)

    package static let gameLines = TableSchema(
        "game_lines", .raw, key: ["game_id", "bookmaker", "captured_at"],
        [
            Column("captured_at", .text, "UTC; where the source gives no time, the start of the league date"),
            Column("bookmaker", .text, "unstated where the source does not say"),
            Column("game_id", .gameID),
            Column("home_spread", .real, unit: "points", nullable: true, "negative = home team favoured"),
            Column("total", .real, unit: "points", nullable: true),
        ] + provenance)

    /// What each date's tables can read of lines, in one row: counts and an order-free sum of their content hashes.
    package static let lineInputs = TableSchema(
        "line_inputs", .raw, key: ["game_date"], dateColumn: "game_date",
        [
            Column("game_date", .date),
            Column("player_lines", .integer, unit: "rows"),
            Column("game_lines", .integer, unit: "rows", "lines of the games that have the date"),
            Column("content_sum", .integer, "wrapping sum of the content hashes of the date's lines of both kinds"),
        ])
}

import Basketball

/// The tables that imports write (`tables.md` section 2), with the provenance of every row.
package enum RawTable {
    /// Which file and line a row came from, and a hash of its content by which the same row is known again.
    static let provenance = [
        Column("source_id", .integer, "file that the row came from, see source_files"),
        Column("source_row", .integer, unit: "line", "line of the file, 1 = header"),
        Column("content_hash", .integer, "XXH3 of the row's content"),
    ]

    /// Of ids of players and teams in box scores; the league's ids of teams need them all.
    private static let bitsOfIdentifiers = 31
    /// Ids of players and teams that box scores can have.
    package static let identifiers = 1..<(1 << bitsOfIdentifiers)

    /// The counts and plus-minus of a box score.
    static let counting =
        Stat.counts.map { Column($0.column, .integer, unit: "count", nullable: true) }
        + [Column("plus_minus", .integer, unit: "points", nullable: true, "score difference while on the floor")]

    package static let games = TableSchema(
        "games", .raw, key: ["game_id"], dateColumn: "game_date",
        [
            Column("game_id", .gameID, "ten digits, leading zeros kept"),
            Column("season", .text, "such as 2023-24"),
            Column("season_type", .text, "digits 1-3 of the game id"),
            Column("game_date", .date, "US Eastern date of tip-off"),
            Column("home_team_id", .integer, "at a neutral site the designated home team"),
            Column("away_team_id", .integer),
            Column("neutral_site", .boolean, "both rows of the source say A @ B"),
            Column("status", .text, "scheduled, final, postponed, cancelled"),
            Column("tipoff_utc", .text, nullable: true),
            Column("origin", .text, "schedule or game_log"),
            Column("home_team", .text, "tricode"),
            Column("away_team", .text, "tricode"),
        ])

    package static let teamBoxScores = TableSchema(
        "team_boxscores", .raw, .numbered(bits: bitsOfIdentifiers), key: ["game_id", "team_id"],
        [
            Column("game_id", .gameID),
            Column("team_id", .integer),
            Column("opponent_team_id", .integer),
            Column("is_home", .boolean),
            Column("won", .boolean, nullable: true),
            Column("minutes", .real, unit: "minutes", nullable: true, "sum over players, as the source rounds it"),
        ] + counting + [
            Column("team", .text, "tricode"),
            Column("opponent", .text, "tricode"),
            Column("origin", .text, "kind of source: game_log or backup"),
        ] + provenance)

    package static let playerBoxScores = TableSchema(
        "player_boxscores", .raw, .numbered(bits: bitsOfIdentifiers), key: ["game_id", "player_id"],
        [
            Column("game_id", .gameID),
            Column("player_id", .integer),
            Column("team_id", .integer),
            Column("player_name", .text),
            Column("started", .boolean, nullable: true, "unknown where the source does not say"),
            Column("minutes", .real, unit: "minutes", nullable: true),
            Column("minutes_precision", .text, nullable: true, "second or minute"),
            Column("comment", .text, nullable: true, "why the player did not play"),
        ] + counting + [
            Column("team", .text, "tricode"),
            Column("won", .boolean, nullable: true),
            Column("origin", .text, "kind of source: game_log or backup"),
        ] + provenance)

    package static let shots = TableSchema(
        "shots", .raw, .numbered(bits: 20), key: ["game_id", "sequence"],
        [
            Column("game_id", .gameID),
            Column("sequence", .integer, "order within the game, from 1"),
            Column("player_id", .integer),
            Column("team_id", .integer),
            Column("period", .integer, "5 is the first overtime"),
            Column("seconds_left", .integer, unit: "seconds", "left in the period"),
            Column("made", .boolean),
            Column("value", .integer, unit: "points", "2 or 3"),
            Column("zone_basic", .text),
            Column("zone_area", .text),
            Column("zone_range", .text),
            Column("x_ft", .real, unit: "feet", "from the hoop centre, positive to the right facing the hoop's half"),
            Column("y_ft", .real, unit: "feet", "from the hoop centre towards half court"),
            Column("distance_ft", .integer, unit: "feet", "as the source has it"),
            Column("action", .text),
        ] + provenance)

    package static let players = TableSchema(
        "players", .raw, key: ["player_id"],
        [
            Column("player_id", .integer),
            Column("player_name", .text),
            Column("player_lookup", .text),
            Column("position", .text, nullable: true),
            Column("birthdate", .date, nullable: true),
            Column("height_in", .integer, unit: "inches", nullable: true),
        ] + provenance)

    package static let teams = TableSchema(
        "teams", .raw, key: ["team_id"],
        [
            Column("team_id", .integer),
            Column("tricode", .text),
            Column("city", .text),
            Column("nickname", .text),
            Column("as_of", .date, "latest game from which the names are"),
        ])

    /// What can be read of each game, in one row: counts, an order-free sum of its rows' content hashes for those who read
    /// results, and a hash of the schedule's facts for those who may not. A game without results has counts of 0.
    package static let gameInputs = TableSchema(
        "game_inputs", .raw, key: ["game_id"],
        [
            Column("game_id", .gameID),
            Column("team_rows", .integer, unit: "rows"),
            Column("player_rows", .integer, unit: "rows"),
            Column("shots", .integer, unit: "rows"),
            Column("shots_sum", .integer, "wrapping sum of the content hashes of the game's shots"),
            Column("content_sum", .integer, "wrapping sum of the content hashes of the game and all its rows"),
            Column(
                "schedule_sum", .integer,
                "hash of what is known before tip-off: id, date, teams, tricodes, time, status"),
        ])

    /// All of them, in the order in which they are created.
    package static let all = [
        games, teamBoxScores, playerBoxScores, shots, players, teams, gameInputs, playerLines, gameLines, lineInputs,
    ]
}

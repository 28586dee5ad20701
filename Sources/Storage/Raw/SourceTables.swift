/// What each source says, where several sources tell of the same game or line; the raw tables hold what comes of them.
package enum SourceTable {
    private static let kind = Column("source_kind", .text, "such as game_log or box_score_v3")

    /// What each source says of each game: `games` follows from these rows alone.
    package static let games = TableSchema(
        "game_sources", .raw, key: ["game_id", "source_kind"],
        [
            Column("game_id", .gameID),
            kind,
            Column("game_date", .date, nullable: true),
            Column("home_team_id", .integer, nullable: true),
            Column("away_team_id", .integer, nullable: true),
            Column("home_team", .text, nullable: true, "tricode"),
            Column("away_team", .text, nullable: true, "tricode"),
            Column("neutral_site", .boolean),
            Column("sides_assumed", .boolean, "the source does not say which team counts as the home team"),
            Column("status", .text, nullable: true, "as a schedule has it; results say it by being there"),
            Column("tipoff_utc", .text, nullable: true),
        ] + RawTable.provenance)

    /// Teams' lines of a box score of which several sources tell, one row for each source.
    package static let teamBoxScores = twin(of: RawTable.teamBoxScores, "team_boxscore_sources")

    /// Players' lines of a box score of which several sources tell, one row for each source.
    package static let playerBoxScores = twin(of: RawTable.playerBoxScores, "player_boxscore_sources")

    /// Statistics in which two sources of a line differ: what was kept, and what the other source says.
    package static let disagreements = TableSchema(
        "source_disagreements", .raw, key: ["table_name", "game_id", "entity_id", "statistic", "other_kind"],
        [
            Column("table_name", .text),
            Column("game_id", .gameID),
            Column("entity_id", .integer, "team or player"),
            Column("statistic", .text, "column of the table"),
            Column("other_kind", .text),
            Column("other_value", .integer),
            Column("kept_kind", .text),
            Column("kept_value", .integer),
        ])

    package static let all = [games, teamBoxScores, playerBoxScores, disagreements]

    /// The same columns as a table, and the source's kind as the last part of the key.
    ///
    /// The key's columns come first: SQLite 3.40's integrity check reports NULLs that are not there where they do not.
    private static func twin(of table: TableSchema, _ name: String) -> TableSchema {
        let key = table.columns.filter { table.key.contains($0.name) }
        let rest = table.columns.filter { !table.key.contains($0.name) }
        return TableSchema(name, .raw, key: table.key + [kind.name], key + [kind] + rest)
    }
}

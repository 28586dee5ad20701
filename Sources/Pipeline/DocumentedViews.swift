import Planning
import Storage

/// The four questions that people ask first, as views of the warehouse (`interfaces.md` section 1).
package enum DocumentedViews {
    package static let all = [coverageByGame, bootstrapRows, dailyQuality, missingDates]

    private static let stage4 = Registry.tables.filter { $0.planned.stage != .analytics }

    private static let coverageByGame = ViewDefinition(
        "stage4_coverage_by_game",
        "For each final game: how many of its two teams have rows in each table of stage 4, and whether its date is one of "
            + "the season's bootstrap days.",
        sql: """
            SELECT g.game_id, g.game_date, g.season,
              julianday(g.game_date) - julianday(s.start_date) < s.bootstrap_days AS is_bootstrap,
            \(stage4.map { table in
                "  (SELECT count(DISTINCT t.team_id) FROM \(table.name) t WHERE t.\(table.dateColumn) = g.game_date "
                    + "AND t.game_id = g.game_id) AS \(table.name)"
            }.joined(separator: ",\n"))
            FROM games g LEFT JOIN seasons s ON s.season = g.season
            WHERE g.status = 'final' AND g.season_type NOT IN ('preseason', 'all_star')
            """)

    private static let bootstrapRows = ViewDefinition(
        "stage4_rows_on_bootstrap_dates",
        "Rows of stage 4 on the first days of a season, where strict mode has none.",
        sql: stage4.map { table in
            "SELECT '\(table.name)' AS table_name, t.season, t.\(table.dateColumn) AS date, count(*) AS row_count "
                + "FROM \(table.name) t JOIN seasons s ON s.season = t.season "
                + "WHERE julianday(t.\(table.dateColumn)) - julianday(s.start_date) < s.bootstrap_days "
                + "GROUP BY t.season, t.\(table.dateColumn)"
        }.joined(separator: "\nUNION ALL\n"))

    private static let dailyQuality = ViewDefinition(
        "player_quality_by_date",
        "For each date of player_game_summary: rows, mean quality, and the share that is ready for production.",
        sql: """
            SELECT game_date, season, count(*) AS player_games, round(avg(quality_score), 2) AS mean_quality_score,
              round(100.0 * sum(is_production_ready) / count(*), 2) AS production_ready_percent,
              sum(quality_tier = 'gold') AS gold, sum(quality_tier = 'silver') AS silver,
              sum(quality_tier = 'bronze') AS bronze, sum(quality_tier IN ('poor', 'unusable')) AS poor_or_unusable,
              sum(minutes_played IS NULL AND NOT is_dnp) AS minutes_unknown,
              sum(usage_rate IS NULL AND NOT is_dnp) AS usage_unknown,
              sum(paint_attempts IS NULL AND NOT is_dnp) AS zones_unknown
            FROM player_game_summary GROUP BY game_date, season
            """)

    private static let missingDates = ViewDefinition(
        "missing_dates",
        "Dates with final games on which a table has no complete unit by the ledger; bootstrap days of stage 4 are not "
            + "counted. Stale units are for 'fullcourt gaps' to find: staleness is derived, not stored.",
        sql: """
            SELECT d.game_date AS date, d.season, t.table_name, coalesce(l.state, 'missing') AS state,
              coalesce(l.reason, 'never_written') AS reason
            FROM (SELECT DISTINCT game_date, season FROM games
                  WHERE status = 'final' AND season_type NOT IN ('preseason', 'all_star')) d
            CROSS JOIN (\(Registry.tables.map { table in
                "SELECT '\(table.name)' AS table_name, \(table.planned.stage == .analytics ? 0 : 1) AS has_bootstrap"
            }.joined(separator: "\n              UNION ALL "))) t
            LEFT JOIN seasons s ON s.season = d.season
            LEFT JOIN ledger l ON l.table_name = t.table_name AND l.unit_date = d.game_date
            WHERE coalesce(l.state, 'missing') NOT IN ('written', 'not_expected')
              AND NOT (t.has_bootstrap = 1 AND julianday(d.game_date) - julianday(s.start_date) < s.bootstrap_days)
            """)
}

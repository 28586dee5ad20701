extension Threshold {
    /// Every threshold with its default (`engine.md` section 7), in the order of the file.
    package static let declared: [Threshold] =
        teamOffense + teamDefense + playerSummary + preflight + precompute + features + leakage

    private static let teamOffense: [Threshold] =
        [
            Threshold("team_offense", "games_covered", .atLeast, fail: 0.995, "Distinct final games with rows."),
            Threshold(
                "team_offense", "games", .atLeast, .count("games"), fiveSeasons: 5600, "Distinct games with rows."),
            Threshold("team_offense", "quality_score", .atLeast, .count("points"), fail: 75, "Mean quality score."),
            Threshold("team_offense", "production_ready", .atLeast, fail: 0.80, "Production-ready rows."),
            Threshold(
                "team_offense", "blocking_issues", .atMost, .count("team-games"), fail: 0, "Rows with a blocking issue."
            ),
        ] + team("team_offense")

    private static let teamDefense: [Threshold] =
        [Threshold("team_defense", "games_covered", .atLeast, fail: 0.995, "Distinct final games with rows.")]
        + team("team_defense")

    private static let playerSummary: [Threshold] =
        [
            Threshold("player_summary", "rows_covered", .atLeast, fail: 0.995, "Rows, of those expected."),
            Threshold(
                "player_summary", "rows", .atLeast, .count("player-games"), fiveSeasons: 35_000, "Rows."),
            Threshold(
                "player_summary", "minutes_known", .atLeast, fail: 0.99, "Minutes known, of players who played."),
            Threshold(
                "player_summary", "usage_known", .atLeast, fail: 0.95, "Usage rate known, of players who played."),
            Threshold(
                "player_summary", "zones_known", .atLeast, warn: 0.75, fail: 0.40,
                "Shot zones known, of players who played."),
            Threshold(
                "player_summary", "team_totals_agree", .atLeast, warn: 0.999, fail: 0.98,
                "Rows whose team's players sum to its points."),
            Threshold(
                "player_summary", "players_matched", .atLeast, warn: 0.95, fail: 0.50,
                "Rows whose player is in the table of players."),
        ] + common("player_summary", rows: "player-games")

    private static let preflight: [Threshold] = [
        Threshold(
            "preflight", "inputs_complete", .atLeast, fail: 1,
            "Units of every input of stage 4 that are complete, of those expected.")
    ]

    private static let precompute: [Threshold] =
        [
            Threshold(
                "precompute", "games_of_expected_dates", .atLeast, fail: 0.99,
                "Final games covered, of those on expected dates."),
            Threshold(
                "precompute", "games_of_all_dates", .atLeast, fail: 0.88, "Final games covered, of those on all dates."),
            Threshold(
                "precompute", "bootstrap_dates_with_rows", .atMost, .count("dates"), fail: 0,
                "Bootstrap dates with rows, in strict mode."),
            Threshold(
                "precompute", "participation", .atLeast, fail: 0.90,
                "Participation coverage of expected dates in player_daily_cache."),
            Threshold(
                "precompute", "units_succeeded", .atLeast, fail: 0.90, "Units whose run succeeded, of those attempted."),
            Threshold("precompute", "units_failed", .atMost, fail: 0.05, "Units failed, of those attempted."),
            Threshold(
                "precompute", "spot_checks", .atLeast, fail: 1, "Random rows that a slow, separate path gives again."),
        ] + stored("precompute")

    private static let features: [Threshold] =
        [
            Threshold("features", "dates_written", .atLeast, fail: 0.95, "Dates written, of those expected."),
            Threshold("features", "features_available", .atLeast, fail: 0.90, "Mean share of features that are known."),
            Threshold(
                "features", "required_features", .atLeast, fail: 0.95, "The least known of the required features."),
            Threshold(
                "features", "participation", .atLeast, fail: 0.90,
                "Participation coverage of expected dates in ml_feature_store."),
            Threshold(
                "features", "regression", .atLeast, .count("ratio"), warn: 0.95, fail: 0.90,
                "New value of each metric / that of the pinned baseline."),
        ] + stored("features")

    private static let leakage: [Threshold] = [
        Threshold("leakage", "proofs", .atLeast, fail: 1, "Proofs of section 4 that pass.")
    ]

    /// What every gate over tables of what was known before asks of the stored rows.
    private static func stored(_ gate: String) -> [Threshold] {
        [
            Threshold(gate, "stale_units", .atMost, .count("units"), fail: 0, "Units whose inputs or code changed."),
            Threshold(
                gate, "rows_unlike_ledger", .atMost, .count("dates"), fail: 0,
                "Dates whose stored rows are not those that the ledger recorded."),
            Threshold(
                gate, "stray_rows", .atMost, .count("rows"), fail: 0, "Rows of a game that is not on the date."),
            Threshold(
                gate, "uncovered_games", .atMost, .count("rows"), fail: 0, "Rows of preseason or All-Star games."),
        ]
    }

    /// What both team gates ask.
    private static func team(_ gate: String) -> [Threshold] {
        [
            Threshold(
                gate, "teams_per_date", .atMost, .count("dates"), fail: 0,
                "Dates on which rows of fewer than half of their teams are stored, though some are."),
            Threshold(
                gate, "pairs_broken", .atMost, .count("team-games"), fail: 0,
                "Rows that contradict the other team's row of the game."),
            Threshold(gate, "teams_matched", .atLeast, fail: 1, "Rows whose teams are in the table of teams."),
        ] + common(gate, rows: "team-games")
    }

    /// What every gate over a summary asks.
    private static func common(_ gate: String, rows: String) -> [Threshold] {
        let none: [(String, String)] = [
            ("ranges_broken", "Rows with a value that cannot be."),
            ("identities_broken", "Rows whose columns contradict each other."),
            ("duplicate_rows", "Rows of an entity that has more than one on the date."),
            ("uncovered_games", "Rows of preseason or All-Star games."),
            ("stray_rows", "Rows of a game that is not final on the date."),
        ]
        return [
            Threshold(gate, "dates_written", .atLeast, fail: 0.95, "Dates written, of those expected."),
            Threshold(
                gate, "incomplete_dates", .atMost, .count("dates"), warn: 0,
                "Expected dates with fewer rows than expected."),
            Threshold(
                gate, "longest_gap", .atMost, .count("dates"), warn: 0, fail: 3,
                "Expected dates without rows, one after the other."),
            Threshold(
                gate, "freshness", .atMost, .count("days"), warn: 0, fail: 2,
                "From the newest date with rows to the newest with final games."),
            Threshold(
                gate, "overdue_games", .atMost, .count("games"), warn: 0,
                "Scheduled games before the newest final game that have no result."),
            Threshold(
                gate, "attempts_known", .atLeast, fail: 0.99, "Rows of those who played whose attempts are known."),
        ]
            + none.map { Threshold(gate, $0.0, .atMost, .count(rows), fail: 0, $0.1) } + [
                Threshold(
                    gate, "rows_unlike_ledger", .atMost, .count("dates"), fail: 0,
                    "Dates whose stored rows are not those that the ledger recorded."),
                Threshold(
                    gate, "stale_units", .atMost, .count("units"), fail: 0, "Units whose inputs or code changed."),
                Threshold(gate, "units_failed", .atMost, fail: 0.05, "Units failed or blocked, of those attempted."),
                Threshold(
                    gate, "source_rows_accepted", .atLeast, warn: 1, fail: 0.99,
                    "Rows of game logs and box scores of loaded games that were not quarantined, all imports."),
                Threshold(
                    gate, "shots_matched", .atLeast, warn: 1, fail: 0.99,
                    "Rows of shot files whose game was found, all imports."),
                Threshold(
                    gate, "spot_checks", .atLeast, fail: 1, "Random rows that a slow, separate path gives again."),
                Threshold(
                    gate, "regression", .atLeast, .count("ratio"), warn: 0.95, fail: 0.90,
                    "New value of each metric / that of the pinned baseline."),
            ]
    }
}

import Pipeline
import Storage

extension Gate {
    /// 3.1, what teams did with the ball.
    package static let teamOffense = Gate(
        name: "team_offense", meaning: "Is team_offense_game_summary complete, consistent and fresh?",
        tables: [TeamOffenseGameSummary.name],
        checks: [
            .gamesCovered(), .absolute("games", "distinct_games", of: "dates"),
            .mean("quality_score", "quality_score", of: "team-games"),
            .share("production_ready", "production_ready", of: "team-games"),
            .lacking("blocking_issues", "no_blocking_issue", of: "team-games"),
        ] + team)

    /// 3.2, what teams allowed.
    package static let teamDefense = Gate(
        name: "team_defense", meaning: "Is team_defense_game_summary complete, consistent and fresh?",
        tables: [TeamDefenseGameSummary.name], checks: [.gamesCovered()] + team)

    private static let team: [Check] =
        [
            .teamsPerDate(), .lacking("pairs_broken", "pairs", of: "team-games"),
            .matched("teams_matched", columns: ["team_id", "opponent_team_id"], in: RawTable.teams, of: "team-games"),
        ] + common(entity: "team_id", of: "team-games")

    /// What every gate over a summary asks.
    static func common(entity: String, of rows: String) -> [Check] {
        [
            .datesWritten(), .incompleteDates(), .longestGap(), .freshness(), .overdueGames(),
            .share("attempts_known", "attempts_known", of: rows), .lacking("ranges_broken", "ranges", of: rows),
            .lacking("identities_broken", "identities", of: rows), .lacking("duplicate_rows", "unique", of: rows),
            .lacking("uncovered_games", "covered_type", of: rows), .lacking("stray_rows", "final_game", of: rows),
            .rowsUnlikeLedger(), .staleUnits(), .unitsFailed(),
            .sourceRowsAccepted("source_rows_accepted", formats: ["game-log", "box-score"]),
            .sourceRowsAccepted("shots_matched", formats: ["shot"]), .spotChecks(entity: entity, of: rows),
            .regression(),
        ]
    }
}

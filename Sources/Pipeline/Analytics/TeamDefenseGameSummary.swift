import Basketball
import Planning
import Storage

/// 3.2 `team_defense_game_summary`: one row for each defending team of each final game.
package enum TeamDefenseGameSummary: SummaryTable {
    package static let name = "team_defense_game_summary"
    package static let version = 2
    package static let meaning = "what each team allowed its opponent in each final game"
    package static let noun = "team-games"
    package static let key = ["game_id", "team_id"]
    package static let inputs = GameBox.teamInputs

    package static func rowsExpected(_ day: DayFacts) -> Int { 2 * day.finals.count }

    package static func digest(_ box: GameBox) -> Digest128 { box.teamDigest }

    package static func rows(_ day: GameDay) -> [TeamGame] { TeamGame.all(day) }

    private static let allowed: [Stat] = [
        .fieldGoalMakes, .fieldGoalAttempts, .threeMakes, .threeAttempts, .freeThrowMakes, .freeThrowAttempts,
        .offensiveRebounds, .defensiveRebounds, .assists,
    ]

    package static let columns: [ColumnRule<TeamGame>] =
        TeamGame.keys + [
            .integer("points_allowed", unit: "points", nullable: true, "the opponent's points") {
                $0.other.stats[.points]
            }
        ] + SharedColumns.counting(prefix: "opponent_", allowed) { $0.other.stats }
        + SharedColumns.zones(prefix: "opponent_", "from shots; NULL when the game has none") { $0.other.zones } + [
            .integer("turnovers_forced", unit: "count", nullable: true, "the opponent's turnovers") {
                $0.other.stats[.turnovers]
            }
        ] + SharedColumns.counting([.steals, .blocks]) { $0.own.stats } + [
            .integer("defensive_rebounds", unit: "count", nullable: true) { $0.own.stats[.defensiveRebounds] }
        ] + rates + SharedColumns.quality { $0.issues(of: $0.other) }

    private static let rates: [ColumnRule<TeamGame>] = [
        .real("opponent_possessions", unit: "count", nullable: true) {
            Formula.possessionsHundredths($0.other.stats).map { Double($0) / 100 }
        },
        .real(
            "defensive_rating", unit: "per 100 possessions", nullable: true,
            "100 x points_allowed / opponent_possessions"
        ) {
            Formula.rating(
                points: $0.other.stats[.points], possessionsHundredths: Formula.possessionsHundredths($0.other.stats))
        },
        .real("opponent_pace", unit: "possessions per 48 min", nullable: true) {
            Formula.pace(
                possessionsHundredths: Formula.possessionsHundredths($0.other.stats), teamMinutes: $0.other.minutes)
        },
        .real("opponent_efg_pct", unit: "0-1", nullable: true) { Formula.effectiveFieldGoal($0.other.stats) },
        .real("opponent_ts_pct", unit: "0-1", nullable: true) { Formula.trueShooting($0.other.stats) },
    ]
}

import Basketball
import Planning
import Storage

/// 3.1 `team_offense_game_summary`: one row for each team of each final game.
package enum TeamOffenseGameSummary: SummaryTable {
    package static let name = "team_offense_game_summary"
    package static let version = 2
    package static let meaning = "what each team did with the ball in each final game"
    package static let noun = "team-games"
    package static let key = ["game_id", "team_id"]
    package static let inputs = GameBox.teamInputs

    package static func rowsExpected(_ day: DayFacts) -> Int { 2 * day.finals.count }

    package static func digest(_ box: GameBox) -> Digest128 { box.teamDigest }

    package static func rows(_ day: GameDay) -> [TeamGame] { TeamGame.all(day) }

    package static let columns: [ColumnRule<TeamGame>] =
        TeamGame.keys + SharedColumns.counting { $0.own.stats } + rates
        + SharedColumns.zones("from shots; NULL when the game has none") { $0.own.zones } + [
            .boolean(
                "shot_zones_available", "shots of both teams agree with the box score in makes and attempts"
            ) { $0.box.hasZones }
        ] + SharedColumns.quality { $0.issues(of: $0.own) }

    private static let rates: [ColumnRule<TeamGame>] = [
        .integer("overtime_periods", unit: "count", "max(0, round((team minutes - 240) / 25))") { $0.own.overtimes },
        .integer("team_minutes", unit: "minutes", "240 + 25 x overtime_periods") { $0.own.minutes },
        .real("possessions", unit: "count", nullable: true, "FGA + 0.44 FTA + TOV - OREB") {
            Formula.possessionsHundredths($0.own.stats).map { Double($0) / 100 }
        },
        .real("offensive_rating", unit: "per 100 possessions", nullable: true, "100 x points / possessions") {
            Formula.rating(
                points: $0.own.stats[.points], possessionsHundredths: Formula.possessionsHundredths($0.own.stats))
        },
        .real("pace", unit: "possessions per 48 min", nullable: true, "possessions x 48 / (team_minutes / 5)") {
            Formula.pace(
                possessionsHundredths: Formula.possessionsHundredths($0.own.stats), teamMinutes: $0.own.minutes)
        },
        .real("efg_pct", unit: "0-1", nullable: true, "(FGM + 0.5 x 3PM) / FGA") {
            Formula.effectiveFieldGoal($0.own.stats)
        },
        .real("ts_pct", unit: "0-1", nullable: true, "points / (2 x (FGA + 0.44 x FTA))") {
            Formula.trueShooting($0.own.stats)
        },
        .integer("margin", unit: "points", nullable: true, "points - opponent's points") {
            guard let points = $0.own.stats[.points], let against = $0.other.stats[.points] else { return nil }
            return points - against
        },
    ]
}

import Basketball
import Planning
import Storage

/// 4.3 `player_composite_factors`: fatigue, matchup, pace and usage of each candidate as scores.
package enum PlayerCompositeFactors: AsOfTable, RowsOfPlayers {
    package static let name = "player_composite_factors"
    package static let stage = PlannedTable.Stage.precompute
    package static let version = 2
    package static let meaning = "fatigue, matchup, pace and usage of each candidate as scores"
    package static let noun = "player-games"
    package static let key = ["player_id"]
    package static let sameDay: [any SameDayRow.Type] = [
        Candidate.self, Team.self, Defense.self, CompositeShooting.self,
    ]

    /// A candidate and his load.
    package struct Candidate: CandidateRow {
        package typealias Reader = PlayerCompositeFactors
        package static let columns =
            CandidateIdentity.columns + [
                "opponent_team_id", "is_back_to_back", "days_since_last_game", "games_in_last_7_days",
                "minutes_in_last_7_days", "minutes_avg_last_7_days", "back_to_backs_last_14_days", "age_years",
                "usage_rate_last_3", "usage_rate_last_10",
            ]
        package let identity: CandidateIdentity
        let opponent: Int
        let fatigue: Int
        let age: Int?
        let usage3: Double?
        let usage10: Double?

        package init(_ cells: InputCells) {
            identity = CandidateIdentity(cells)
            opponent = cells.integer(5) ?? 0
            age = cells.integer(12)
            fatigue = Fatigue.score(
                isBackToBack: cells.boolean(6) ?? false, daysSince: cells.integer(7), games7: cells.integer(8) ?? 0,
                minutes7: cells.real(9) ?? 0, minutesPerGame: cells.real(10), backToBacks: cells.integer(11) ?? 0,
                age: age)
            usage3 = cells.real(13)
            usage10 = cells.real(14)
        }
    }

    /// A team's game of the date.
    package struct Team: SameDayRow {
        package typealias Reader = PlayerCompositeFactors
        package static let table = UpcomingTeamGameContext.name
        package static let columns = ["team_id", "team", "opponent", "pace_differential"]
        let id: Int
        let team: String
        let opponent: String
        let pace: Double?

        package init(_ cells: InputCells) {
            id = cells.integer(0) ?? 0
            team = cells.text(1) ?? ""
            opponent = cells.text(2) ?? ""
            pace = cells.real(3)
        }
    }

    /// A team's defence.
    package struct Defense: SameDayRow {
        package typealias Reader = PlayerCompositeFactors
        package static let table = TeamDefenseZoneAnalysis.name
        package static let columns =
            ["team_id"] + ShotZone.allCases.map { "\($0.rawValue)_defense_vs_league_avg" }
            + ShotZone.allCases.map { "league_\($0.rawValue)_pct" }
        let id: Int
        let differences: ZoneValues
        let league: ZoneValues

        package init(_ cells: InputCells) {
            id = cells.integer(0) ?? 0
            differences = ZoneValues(cells, first: 1)
            league = ZoneValues(cells, first: 4)
        }
    }

    /// A candidate before his game.
    package final class Row: Sendable {
        let date: GameDate
        let candidate: Candidate
        let team: Team
        let matchup: Matchup
        let pace: Double?
        let usageSpike: Double?
        let missing: [String]

        init(
            date: GameDate, candidate: Candidate, team: Team, matchup: Matchup, pace: Double?, usageSpike: Double?,
            missing: [String]
        ) {
            self.date = date
            self.candidate = candidate
            self.team = team
            self.matchup = matchup
            self.pace = pace
            self.usageSpike = usageSpike
            self.missing = missing
        }

        var fatigue: Double { Double(candidate.fatigue) }

        /// An index of unlike things.
        var total: Double? {
            guard let mismatch = matchup.mismatch, let pace, let usageSpike else { return nil }
            return (fatigue - 100) / 20 + mismatch + pace + usageSpike
        }
    }

    package static func rows(_ day: AsOfDay<Self>) -> AsOfRows<Row> {
        let teams = Dictionary(uniqueKeysWithValues: day.rows(Team.self).map { ($0.id, $0) })
        let defenses = Dictionary(uniqueKeysWithValues: day.rows(Defense.self).map { ($0.id, $0) })
        var shooting = PlayerCursor(day.rows(CompositeShooting.self)) { $0.player }
        var result = AsOfRows<Row>()
        for candidate in day.rows(Candidate.self) {
            guard let team = teams[candidate.identity.team] else { continue }
            let defense = defenses[candidate.opponent]
            let shots = shooting.row(of: candidate.identity.player)
            let pace = team.pace.map { min(3, max(-3, $0 / 2)) }
            var spike: Double?
            if let recent = candidate.usage3, let longer = candidate.usage10 {
                spike = min(3, max(-3, (recent - longer) * 0.3))
            }
            var missing: [String] = []
            if defense?.differences.hasAll != true { missing.append(TeamDefenseZoneAnalysis.name) }
            if shots?.primary == nil { missing.append(PlayerShotZoneAnalysis.name) }
            if pace == nil { missing.append(UpcomingTeamGameContext.name) }
            if spike == nil { missing.append("usage_rates") }
            if candidate.age == nil { missing.append("age") }
            result.rows.append(
                Row(
                    date: day.date, candidate: candidate, team: team, matchup: Matchup(shots, defense), pace: pace,
                    usageSpike: spike, missing: missing))
        }
        return result
    }

    package static let columns: [ColumnRule<Row>] =
        CandidateIdentity.columns(date: "game_date", { $0.date }, { $0.candidate.identity }) + [
            .real("fatigue_score", unit: "0-100", "100 = fresh") { $0.fatigue },
            .real("team_defense_zone_score", unit: "percentage points", nullable: true, "opponent in the primary zone")
            {
                $0.matchup.defense
            },
            .real("player_shot_zone_score", unit: "percentage points", nullable: true, "accuracy above the league's") {
                $0.matchup.accuracy
            },
            .real("shot_zone_mismatch_score", unit: "-10..10", nullable: true) { $0.matchup.mismatch },
            .real("pace_score", unit: "-3..3", nullable: true, "pace_differential / 2") { $0.pace },
            .real("usage_spike_score", unit: "-3..3", nullable: true, "(last 3 - last 10) x 0.3") { $0.usageSpike },
            .real("total_composite_adjustment", unit: "index", nullable: true, "nobody adds it to points") { $0.total },
            .text("team", "tricode") { $0.team.team },
            .text("opponent", "tricode") { $0.team.opponent },
            .integer("opponent_team_id") { $0.candidate.opponent },
            .integer("inputs_available", unit: "of 5") { 5 - $0.missing.count },
            .text("missing_inputs", "names joined by ;") { $0.missing.joined(separator: ";") },
        ]
}

/// How rested a player is: 100 is fresh (`tables.md` 4.3).
package enum Fatigue {
    package static func score(
        isBackToBack: Bool, daysSince: Int?, games7: Int, minutes7: Double, minutesPerGame: Double?, backToBacks: Int,
        age: Int?
    ) -> Int {
        var score = 100
        if isBackToBack { score -= 15 } else if let daysSince, daysSince >= 4 { score += 5 }
        if games7 >= 4 { score -= 10 }
        if minutes7 > 140 { score -= 10 }
        if let minutesPerGame, minutesPerGame > 35 { score -= 8 }
        score -= backToBacks >= 2 ? 12 : backToBacks == 1 ? 5 : 0
        if let age, age >= 30 { score -= age >= 35 ? 10 : 5 }
        return min(100, max(0, score))
    }
}

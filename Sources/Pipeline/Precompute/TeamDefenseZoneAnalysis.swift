import Basketball
import Planning
import Storage

/// 4.1 `team_defense_zone_analysis`: how well each team that plays has defended each zone. Window 15, minimum 5.
package enum TeamDefenseZoneAnalysis: AsOfTable {
    package static let name = "team_defense_zone_analysis"
    package static let stage = PlannedTable.Stage.precompute
    package static let version = 2
    package static let meaning = "how well each team has defended each zone of the court"
    package static let noun = "team-games"
    package static let dateColumn = "analysis_date"
    package static let key = ["team_id"]

    private static let window = 15
    private static let minimum = 5

    /// What a team allowed in a game before.
    package struct TeamGame: TeamGameRow {
        package static let offenseColumns = ["shot_zones_available", "team_minutes"]
        package static let defenseColumns = [
            "points_allowed", "opponent_fg_attempts", "opponent_ft_attempts", "turnovers_forced",
            "opponent_offensive_rebounds", "opponent_paint_makes", "opponent_paint_attempts",
            "opponent_mid_range_makes", "opponent_mid_range_attempts", "opponent_three_pt_makes",
            "opponent_three_pt_attempts",
        ]
        let points: Int?
        /// The opponent's.
        let possessions: Possessions?
        /// Nil when the game has no zones.
        let zones: ZoneSums?

        package init(_ cells: InputCells) {
            points = cells.integer(2)
            possessions = Possessions(cells, first: 3, minutes: cells.integer(1))
            guard cells.boolean(0) == true else {
                zones = nil
                return
            }
            var sums = ZoneSums()
            for (place, zone) in ShotZone.allCases.enumerated() {
                sums.add(zone, makes: cells.integer(7 + 2 * place) ?? 0, attempts: cells.integer(8 + 2 * place) ?? 0)
            }
            zones = sums
        }
    }

    /// A team's defence before its game.
    package final class Row: Sendable {
        let date: GameDate
        let season: String
        let team: TeamOfDay
        let allowed: ZoneSums
        let zoneGames: Int
        let league: ZoneSums
        let games: Int
        let rating: Double?
        let pointsPerGame: Double?
        let pace: Double?

        init(
            date: GameDate, season: String, team: TeamOfDay, allowed: ZoneSums, zoneGames: Int, league: ZoneSums,
            games: Int, rating: Double?, pointsPerGame: Double?, pace: Double?
        ) {
            self.date = date
            self.season = season
            self.team = team
            self.allowed = allowed
            self.zoneGames = zoneGames
            self.league = league
            self.games = games
            self.rating = rating
            self.pointsPerGame = pointsPerGame
            self.pace = pace
        }

        var hasZones: Bool { zoneGames >= minimum }

        /// Percentage points above the league's accuracy: positive is weak defence.
        func difference(_ zone: ShotZone) -> Double? {
            guard hasZones, let own = allowed.accuracy(zone), let all = league.accuracy(zone) else { return nil }
            return (own - all) * 100
        }

        /// The zone with the lowest, or highest, difference; the first of several.
        func extreme(_ precedes: (Double, Double) -> Bool) -> String? {
            var best: (zone: ShotZone, value: Double)?
            for zone in ShotZone.allCases {
                guard let value = difference(zone) else { continue }
                if best.map({ precedes(value, $0.value) }) ?? true { best = (zone, value) }
            }
            return best?.zone.rawValue
        }

        var quality: String { games >= 15 ? "high" : games >= 10 ? "medium" : "low" }
    }

    package static func rows(_ day: AsOfDay<Self>) -> AsOfRows<Row> {
        var league = ZoneSums()
        for team in day.knownTeams {
            for game in day.leagueMember(team).last(window) { if let zones = game.zones { league.add(zones) } }
        }
        var result = AsOfRows<Row>()
        var young = 0
        let season = "\(day.season)"
        for team in day.teams {
            let games = day.team(team.own.teamID).last(window)
            guard games.count >= minimum else {
                young += 1
                continue
            }
            result.rows.append(row(day.date, season, team, games, league))
        }
        result.notExpected("insufficient_history", young, "teams")
        return result
    }

    private static func row(
        _ date: GameDate, _ season: String, _ team: TeamOfDay, _ games: Window<TeamGame>, _ league: ZoneSums
    ) -> Row {
        var allowed = ZoneSums()
        var zoneGames = 0
        var (points, scored, known) = (0, 0, 0)
        var pace = PaceSums()
        var rated = PaceSums()
        for game in games {
            if let zones = game.zones {
                allowed.add(zones)
                zoneGames += 1
            }
            if let allowed = game.points {
                scored += allowed
                known += 1
            }
            pace.add(game.possessions)
            guard let possessions = game.possessions, let allowed = game.points else { continue }
            points += allowed
            rated.add(possessions)
        }
        return Row(
            date: date, season: season, team: team, allowed: allowed, zoneGames: zoneGames, league: league,
            games: games.count, rating: Formula.rating(points: points, possessionsHundredths: rated.hundredths),
            pointsPerGame: known > 0 ? Double(scored) / Double(known) : nil,
            pace: pace.pace)
    }

    package static let columns: [ColumnRule<Row>] =
        [
            .date("analysis_date") { $0.date },
            .integer("team_id", "the defending team") { $0.team.own.teamID },
            .gameNumber("game_id") { $0.team.game.id },
            .text("season") { $0.season },
        ]
        + zones("_pct_allowed_last_15", "0-1", "makes / attempts allowed") {
            $0.hasZones ? $0.allowed.accuracy($1) : nil
        }
        + zones("_attempts_allowed_per_game", "attempts", "of games with zones") {
            $0.hasZones ? Double($0.allowed.attempts($1)) / Double($0.zoneGames) : nil
        }
        + zones("_defense_vs_league_avg", "percentage points", "positive = weak defence") { $0.difference($1) }
        + ShotZone.allCases.map { zone in
            .real("league_\(zone.rawValue)_pct", unit: "0-1", nullable: true, "all teams' windows") {
                $0.league.accuracy(zone)
            }
        } + [
            .real("defensive_rating_last_15", unit: "per 100 possessions", nullable: true) { $0.rating },
            .real("opponent_points_per_game", unit: "points", nullable: true) { $0.pointsPerGame },
            .real("opponent_pace_last_15", unit: "possessions per 48 min", nullable: true) { $0.pace },
            .integer("games_in_window", unit: "games", "at most 15") { $0.games },
            .integer("zone_games_in_window", unit: "games", "games with zones") { $0.zoneGames },
            .text("strongest_zone", nullable: true, "lowest difference") { $0.extreme(<) },
            .text("weakest_zone", nullable: true, "highest difference") { $0.extreme(>) },
            .text("window_quality", "high >= 15 games, medium 10-14, low 5-9") { $0.quality },
        ]

    private static func zones(
        _ suffix: String, _ unit: String, _ meaning: String, _ value: @escaping @Sendable (Row, ShotZone) -> Double?
    ) -> [ColumnRule<Row>] {
        ShotZone.allCases.map { zone in
            .real(zone.rawValue + suffix, unit: unit, nullable: true, meaning) { value($0, zone) }
        }
    }
}

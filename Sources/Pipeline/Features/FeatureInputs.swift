import Basketball
import Storage

/// A group of features that are columns of another table on the same date.
struct FeatureGroup: Sendable {
    /// One of them.
    struct Item: Sendable {
        let column: String
        let name: String
        let type: ColumnType
        let unit: String
        let range: ClosedRange<Double>
        let isRequired: Bool
        let meaning: String

        /// A real.
        init(
            _ column: String, as name: String? = nil, _ unit: String, _ range: ClosedRange<Double>,
            required: Bool = false, _ meaning: String
        ) {
            self.init(column, as: name, .real, unit, range, required: required, meaning)
        }

        init(
            _ column: String, as name: String? = nil, _ type: ColumnType, _ unit: String,
            _ range: ClosedRange<Double>, required: Bool = false, _ meaning: String
        ) {
            self.column = column
            self.name = name ?? column
            self.type = type
            self.unit = unit
            self.range = range
            isRequired = required
            self.meaning = meaning
        }
    }

    let table: String
    let items: [Item]

    var columns: [String] { items.map(\.column) }
    var types: [ColumnType] { items.map(\.type) }

    /// The features of the group, in the order of its columns.
    var features: [Feature] {
        items.map { item in
            Feature(
                item.name, item.type, unit: item.unit, item.range, source: "\(table).\(item.column)",
                required: item.isRequired, item.meaning)
        }
    }
}

/// What `ml_feature_store` takes from each table, in the order of its columns.
extension FeatureGroup {
    static let cache = FeatureGroup(
        table: PlayerDailyCache.name,
        items: [
            Item("points_avg_last_5", "points", 0...100, "mean points of the last 5 games"),
            Item("points_avg_last_10", "points", 0...100, "mean points of the last 10 games"),
            Item("points_avg_season", "points", 0...100, "mean points of the season so far"),
            Item("points_std_last_10", "points", 0...80, "sample standard deviation of the last 10 games' points"),
            Item("minutes_avg_last_5", "minutes", 0...70, "mean minutes of the last 5 games"),
            Item("minutes_avg_last_10", "minutes", 0...70, "mean minutes of the last 10 games"),
            Item("minutes_avg_season", "minutes", 0...70, "mean minutes of the season so far"),
            Item("usage_rate_last_10", "percent", 0...400, "share of the team's plays over the last 10 games"),
            Item("usage_rate_season", "percent", 0...400, "share of the team's plays over the season so far"),
            Item("ts_pct_last_10", "0-1.5", 0...1.5, "true shooting over the last 10 games"),
            Item("fg_attempts_avg_last_10", "attempts", 0...60, "mean field-goal attempts of the last 10 games"),
            Item("three_pt_attempts_avg_last_10", "attempts", 0...40, "mean three-point attempts of the last 10 games"),
            Item("ft_attempts_avg_last_10", "attempts", 0...40, "mean free-throw attempts of the last 10 games"),
            Item("games_played_season", .integer, "games", 0...120, "appearances this season"),
            Item("games_in_window", .integer, "games", 0...10, "games of the last-10 window that there are"),
            Item("team_pace_last_10", "possessions per 48 min", 50...160, "own team's pace over its last 10 games"),
            Item(
                "team_offensive_rating_last_10", "per 100 possessions", 50...180, "own team's offence over its last 10"),
        ])

    static let context = FeatureGroup(
        table: UpcomingPlayerGameContext.name,
        items: [
            Item("days_since_last_game", .integer, "days", 0...400, "days since the own last game this season"),
            Item("is_back_to_back", .boolean, "", 0...1, required: true, "played the day before"),
            Item("games_in_last_7_days", .integer, "games", 0...7, required: true, "own games on D-7 to D-1"),
            Item("minutes_in_last_7_days", "minutes", 0...480, required: true, "own minutes on D-7 to D-1"),
            Item("minutes_avg_last_7_days", "minutes", 0...70, "minutes a game on D-7 to D-1"),
            Item(
                "back_to_backs_last_14_days", .integer, "games", 0...14, required: true,
                "own second games of two nights in two weeks"),
            Item("age_years", .integer, "years", 15...60, "age completed on D"),
            Item("is_home", .boolean, "", 0...1, required: true, "plays at home"),
            Item(
                "games_missed_in_team_last_10", .integer, "games", 0...10, required: true,
                "of the team's last 10 games, those without the player"),
            Item("started_last_game", .boolean, "", 0...1, "started the last game"),
            Item("usage_rate_last_3", "percent", 0...400, "share of the team's plays over the last 3 games"),
            Item("points_line", "points", 0...100, "main points line, last captured before tip-off"),
        ])

    static let factors = FeatureGroup(
        table: PlayerCompositeFactors.name,
        items: [
            Item("fatigue_score", "0-100", 0...100, required: true, "100 = fresh"),
            Item("team_defense_zone_score", "percentage points", -100...100, "opponent's defence in the primary zone"),
            Item("player_shot_zone_score", "percentage points", -100...100, "own accuracy in the primary zone"),
            Item("shot_zone_mismatch_score", "index", -10...10, "matchup of shooting and defence"),
            Item("pace_score", "index", -3...3, "expected pace above the league's"),
            Item("usage_spike_score", "index", -3...3, "usage of the last 3 games above the last 10"),
            Item("total_composite_adjustment", "index", -21...16, "sum of the scores, an index of unlike things"),
        ])

    static let shooting = FeatureGroup(
        table: PlayerShotZoneAnalysis.name,
        items: ShotZone.allCases.map {
            Item("\($0.rawValue)_rate_last_10", "percent", 0...100, "share of attempts from the zone \($0.rawValue)")
        }
            + ShotZone.allCases.map {
                Item("\($0.rawValue)_pct_last_10", "0-1", 0...1, "accuracy from the zone \($0.rawValue)")
            })

    static let defense = FeatureGroup(
        table: TeamDefenseZoneAnalysis.name,
        items: [
            Item(
                "defensive_rating_last_15", as: "opponent_defensive_rating_last_15", "per 100 possessions", 50...180,
                "opponent's defence over its last 15 games"),
            Item(
                "opponent_pace_last_15", "possessions per 48 min", 50...160, "pace of the opponent's last 15 opponents"),
        ]
            + ShotZone.allCases.map {
                Item(
                    "\($0.rawValue)_defense_vs_league_avg", as: "opponent_\($0.rawValue)_defense_vs_league_avg",
                    "percentage points", -100...100,
                    "accuracy that the opponent allows in \($0.rawValue) above the league's")
            })

    static let team = FeatureGroup(
        table: UpcomingTeamGameContext.name,
        items: [
            Item("rest_advantage", .integer, "days", -3...3, "own team's rest minus the opponent's"),
            Item("game_number_in_season", .integer, "games", 1...120, required: true, "the team's game, from 1"),
            Item("game_spread", "points", -60...60, "negative = favoured"),
            Item("game_total", "points", 100...350, "points line of both teams"),
            Item("pace_differential", "possessions per 48 min", -60...60, "opponent's pace above the league's"),
        ])
}

/// 4.3 and 4.5 of a player before his game, by hand.
extension HandPlayer {
    /// 4.3.
    var factors: Values {
        let context = context
        func n(_ name: String) -> Double? { context[name]?.number }
        var fatigue = 100.0
        if n("is_back_to_back") == 1 { fatigue -= 15 } else if (n("days_since_last_game") ?? 0) >= 4 { fatigue += 5 }
        if (n("games_in_last_7_days") ?? 0) >= 4 { fatigue -= 10 }
        if (n("minutes_in_last_7_days") ?? 0) > 140 { fatigue -= 10 }
        if (n("minutes_avg_last_7_days") ?? 0) > 35 { fatigue -= 8 }
        switch n("back_to_backs_last_14_days") ?? 0 {
        case 2...: fatigue -= 12
        case 1: fatigue -= 5
        default: break
        }
        switch n("age_years") ?? 0 {
        case 35...: fatigue -= 10
        case 30...: fatigue -= 5
        default: break
        }
        fatigue = min(100, max(0, fatigue))
        let (weak, accuracy, mismatch) = matchup
        let pace = paceDifferential.map { min(3, max(-3, $0 / 2)) }
        var spike: Double?
        if let short = n("usage_rate_last_3"), let long = recentUsage { spike = min(3, max(-3, 0.3 * (short - long))) }
        var total: Double?
        if let mismatch, let pace, let spike { total = (fatigue - 100) / 20 + mismatch + pace + spike }
        var missing: [String] = []
        if !HandLeague.zones.allSatisfy({ defense?["\($0)_defense_vs_league_avg"]?.number != nil }) {
            missing.append("team_defense_zone_analysis")
        }
        if shooting?["primary_scoring_zone"]?.text == nil { missing.append("player_shot_zone_analysis") }
        if paceDifferential == nil { missing.append("upcoming_team_game_context") }
        if spike == nil { missing.append("usage_rates") }
        if n("age_years") == nil { missing.append("age") }
        var values = identity
        let own: Values = [
            "game_date": HandValue(day), "fatigue_score": .number(fatigue), "team_defense_zone_score": HandValue(weak),
            "player_shot_zone_score": HandValue(accuracy), "shot_zone_mismatch_score": HandValue(mismatch),
            "pace_score": HandValue(pace), "usage_spike_score": HandValue(spike),
            "total_composite_adjustment": HandValue(total), "team": HandValue(league.codes[game.team]),
            "opponent": HandValue(league.codes[game.opponent]), "opponent_team_id": HandValue(game.opponent),
            "inputs_available": HandValue(5 - missing.count), "missing_inputs": .text(missing.joined(separator: ";")),
        ]
        values.merge(own) { $1 }
        return values
    }

    /// What the opponent allows in the player's zone, how he shoots there, and the score of both.
    private var matchup: (weak: Double?, accuracy: Double?, mismatch: Double?) {
        guard let shooting, let defense, let primary = shooting["primary_scoring_zone"]?.text else {
            return (nil, nil, nil)
        }
        func rate(_ zone: String) -> Double { shooting["\(zone)_rate_last_10"]?.number ?? 0 }
        func gap(_ zone: String) -> Double? {
            guard let own = shooting["\(zone)_pct_last_10"]?.number, let whole = defense["league_\(zone)_pct"]?.number
            else { return nil }
            return 100 * (own - whole)
        }
        func allowed(_ zone: String) -> Double? { defense["\(zone)_defense_vs_league_avg"]?.number }
        let weak: Double?
        let accuracy: Double?
        var x: Double?
        if primary == "balanced" {
            let known = HandLeague.zones.filter { allowed($0) != nil }
            weak =
                known.count == 3
                ? known.reduce(0) { $0 + rate($1) * (allowed($1) ?? 0) } / known.reduce(0) { $0 + rate($1) } : nil
            let shot = HandLeague.zones.filter { gap($0) != nil }
            accuracy = shot.reduce(0) { $0 + rate($1) * (gap($1) ?? 0) } / shot.reduce(0) { $0 + rate($1) }
            x = weak
        } else {
            weak = allowed(primary)
            accuracy = gap(primary)
            x = weak.map { $0 * min(rate(primary) / 50, 1) }
        }
        if let plain = x, plain > 5 { x = 5 + 1.2 * (plain - 5) }
        if let plain = x, plain < -5 { x = -5 + 1.2 * (plain + 5) }
        return (weak, accuracy, x.map { min(10, max(-10, $0)) })
    }

    /// 4.5, by the names of its columns.
    ///
    /// - Parameter names: all of them.
    func features(_ names: [String]) -> Values {
        var values = identity
        values["game_date"] = HandValue(day)
        let renamed: Values = [
            "opponent_defensive_rating_last_15": defense?["defensive_rating_last_15"] ?? .null,
            "opponent_pace_last_15": defense?["opponent_pace_last_15"] ?? .null,
            "opponent_paint_defense_vs_league_avg": defense?["paint_defense_vs_league_avg"] ?? .null,
            "opponent_mid_range_defense_vs_league_avg": defense?["mid_range_defense_vs_league_avg"] ?? .null,
            "opponent_three_pt_defense_vs_league_avg": defense?["three_pt_defense_vs_league_avg"] ?? .null,
        ]
        let sources: [Values?] = [own, context, factors, renamed, cache, shooting]
        let cacheOnly = ["usage_rate_last_10", "games_in_window"]
        for name in names where values[name] == nil && name != "features_available" {
            // Games in the window are those of 4.4, not of 4.2, and unknown where 4.4 has no row.
            values[name] =
                cacheOnly.contains(name)
                ? cache?[name] ?? .null
                : sources.compactMap { $0?[name] }.first
                    ?? (HandPlayer.ofAbsentRows.contains(name) ? .null : nil)
        }
        let features = names.filter { !["game_date", "features_available"].contains($0) && identity[$0] == nil }
        let known = features.count { values[$0] != nil && values[$0] != .null }
        values["features_available"] = .number(Double(known) / Double(features.count))
        return values
    }

    /// Columns that are unknown when 4.2 or 4.4 has no row.
    private static let ofAbsentRows: Set<String> = Set(
        HandLeague.zones.flatMap { ["\($0)_rate_last_10", "\($0)_pct_last_10"] } + [
            "points_avg_last_5", "points_avg_last_10", "points_avg_season", "points_std_last_10", "minutes_avg_last_5",
            "minutes_avg_last_10", "minutes_avg_season", "usage_rate_season", "ts_pct_last_10",
            "fg_attempts_avg_last_10", "three_pt_attempts_avg_last_10", "ft_attempts_avg_last_10",
            "games_played_season", "team_pace_last_10", "team_offensive_rating_last_10",
        ])
}

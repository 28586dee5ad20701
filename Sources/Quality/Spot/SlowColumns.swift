import Documents

/// Groups of columns that several tables have, worked out again.
enum SlowColumns {
    /// Makes and attempts in the paint and from mid-range, of some shots; null without.
    static func zones(_ shots: [SlowRow]?, prefix: String = "") -> [String: JSONValue] {
        var columns: [String: JSONValue] = [:]
        for (zone, isPaint) in [("paint", true), ("mid_range", false)] {
            let inZone = shots?.filter { shot in
                guard shot.integer("value") == 2 else { return false }
                let close = ["Restricted Area", "In The Paint (Non-RA)"].contains(shot.text("zone_basic") ?? "")
                return close == isPaint
            }
            columns["\(prefix)\(zone)_attempts"] = .known(inZone?.count)
            columns["\(prefix)\(zone)_makes"] = .known(inZone?.count { $0.integer("made") == 1 })
        }
        return columns
    }

    /// Effective field goals and true shooting.
    static func shooting(_ stat: (String) -> Int?, prefix: String = "") -> [String: JSONValue] {
        var columns: [String: JSONValue] = ["\(prefix)efg_pct": .null, "\(prefix)ts_pct": .null]
        if let fgm = stat("fg_makes"), let threes = stat("three_pt_makes"), let fga = stat("fg_attempts"), fga > 0 {
            columns["\(prefix)efg_pct"] = .real((Double(fgm) + Double(threes) / 2) / Double(fga))
        }
        if let points = stat("points"), let fga = stat("fg_attempts"), let fta = stat("ft_attempts"), fga + fta > 0 {
            columns["\(prefix)ts_pct"] = .real(Double(points) / (2 * Double(fga) + 0.88 * Double(fta)))
        }
        return columns
    }

    /// Score, tier, issues and readiness, from the names of the issues.
    static func quality(_ issues: Set<String>) -> [String: JSONValue] {
        let weights: [(String, Int)] = [
            ("shot_zones_unavailable", 15), ("backup_source", 15), ("reconstructed", 10), ("team_minutes_assumed", 5),
            ("minutes_rounded", 5), ("points_mismatch", 25), ("team_total_mismatch", 25), ("missing_required", 25),
        ]
        let present = weights.filter { issues.contains($0.0) }
        let score = max(0, 100 - present.reduce(0) { $0 + $1.1 })
        let tiers = [(95, "gold"), (75, "silver"), (50, "bronze"), (25, "poor"), (0, "unusable")]
        let blocked = issues.contains("points_mismatch") || issues.contains("missing_required")
        return [
            "quality_score": .integer(score), "quality_issues": .string(present.map(\.0).joined(separator: ";")),
            "quality_tier": .known(tiers.first { score >= $0.0 }?.1),
            "is_production_ready": .known(score >= 50 && !blocked),
        ]
    }

    /// The keys that 3.1 to 3.3 have in common.
    static func keys(_ game: SlowGame, id: String, _ own: SlowSide, _ other: SlowSide) -> [String: JSONValue] {
        [
            "game_id": .string(id), "game_date": .known(game.game.text("game_date")),
            "season": .string(SlowGame.season(id)), "season_type": .string(SlowGame.seasonType(id)),
            "opponent_team_id": .integer(other.team), "opponent": .string(other.code), "is_home": .known(own.isHome),
            "won": .known(own.won(against: other)),
        ]
    }
}

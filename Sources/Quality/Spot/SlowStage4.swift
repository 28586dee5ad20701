import Basketball
import Documents
import Foundation
import Pipeline
import Storage

/// Rows of 4.1, 4.2 and 4.4 worked out again from the rows of 3.1 to 3.3, by the words of `tables.md` section 4.
struct SlowStage4: SlowPath {
    static let tables = [TeamDefenseZoneAnalysis.name, PlayerShotZoneAnalysis.name, PlayerDailyCache.name]
    static let zones = ["paint", "mid_range", "three_pt"]

    let past: SlowPast

    /// Reads the past of everybody whose rows were drawn, of whatever table.
    init(_ warehouse: any Warehouse, _ picks: [SpotSample.Pick]) async throws {
        let players = picks.compactMap { pick in
            pick.batch.columns.contains { $0.name == "player_id" } ? pick.batch["player_id"].integers[pick.row] : nil
        }
        past = try await SlowPast(warehouse, players: Set(players))
    }

    func expected(_ schema: TableSchema, _ batch: ColumnBatch, _ row: Int) -> [String: JSONValue]? {
        guard let column = schema.dateColumn else { return nil }
        let date = "\(GameDate(dayNumber: batch[column].integers[row]))"
        let season = batch["season"].texts[row]
        let team = batch["team_id"].integers[row]
        switch schema.name {
        case TeamDefenseZoneAnalysis.name: return defense(team, date, season)
        case PlayerShotZoneAnalysis.name: return shooting(batch["player_id"].integers[row], date, season)
        default: return cache(batch["player_id"].integers[row], team, date, season)
        }
    }

    /// 4.1.
    private func defense(_ team: Int, _ date: String, _ season: String) -> [String: JSONValue]? {
        let before = past.teams(before: date, season)
        let byTeam = Dictionary(grouping: before) { $0.integer("team_id") ?? 0 }
        let games = Array((byTeam[team] ?? []).suffix(15))
        guard games.count >= 5 else { return nil }
        func withZones(_ rows: [SlowRow]) -> [SlowRow] { rows.filter { $0.integer("shot_zones_available") == 1 } }
        let own = withZones(games)
        let league = byTeam.values.flatMap { withZones(Array($0.suffix(15))) }
        var row: [String: JSONValue] = [:]
        var differences: [(zone: String, value: Double)] = []
        for zone in SlowStage4.zones {
            let pct = own.count >= 5 ? own.accuracy(zone) : nil
            let all = league.accuracy(zone)
            row["\(zone)_pct_allowed_last_15"] = .known(pct)
            row["\(zone)_attempts_allowed_per_game"] = .known(
                own.count >= 5 ? own.sum("\(zone)_attempts").sum / Double(own.count) : nil)
            row["league_\(zone)_pct"] = .known(all)
            var difference: Double?
            if let pct, let all { difference = 100 * (pct - all) }
            row["\(zone)_defense_vs_league_avg"] = .known(difference)
            if let difference { differences.append((zone, difference)) }
        }
        row["strongest_zone"] = .known(differences.min { $0.value < $1.value }?.zone)
        row["weakest_zone"] = .known(differences.max { $0.value < $1.value }?.zone)
        row["defensive_rating_last_15"] = .known(games.rating("points_allowed", "opponent_possessions"))
        row["opponent_points_per_game"] = .known(games.mean("points_allowed"))
        row["opponent_pace_last_15"] = .known(games.pace("opponent_possessions"))
        row["games_in_window"] = .integer(games.count)
        row["zone_games_in_window"] = .integer(own.count)
        row["window_quality"] = .string(games.count >= 15 ? "high" : games.count >= 10 ? "medium" : "low")
        return row
    }

    /// 4.2.
    private func shooting(_ player: Int, _ date: String, _ season: String) -> [String: JSONValue]? {
        let games = SlowPast.before(date, season, past.players[player] ?? [], last: 20)
        func withZones(_ rows: [SlowRow]) -> [SlowRow] {
            rows.filter { row in
                SlowStage4.zones.allSatisfy {
                    row.integer("\($0)_makes") != nil && row.integer("\($0)_attempts") != nil
                }
            }
        }
        let windows = [("10", withZones(Array(games.suffix(10)))), ("20", withZones(games))]
        let last10 = windows[0].1
        guard last10.count >= 5 else { return nil }
        var row: [String: JSONValue] = [:]
        for (size, rows) in windows {
            let total = SlowStage4.zones.reduce(0) { $0 + rows.sum("\($1)_attempts").sum }
            for zone in SlowStage4.zones {
                let attempts = rows.sum("\(zone)_attempts").sum
                row["\(zone)_rate_last_\(size)"] = .known(total > 0 ? 100 * attempts / total : nil)
                row["\(zone)_pct_last_\(size)"] = .known(rows.accuracy(zone))
                row["\(zone)_attempts_per_game_last_\(size)"] = .known(
                    rows.isEmpty ? nil : attempts / Double(rows.count))
            }
        }
        let attempts = SlowStage4.zones.map { ($0, Int(last10.sum("\($0)_attempts").sum)) }
        let total = attempts.reduce(0) { $0 + $1.1 }
        row["total_shots_last_10"] = .integer(total)
        row["games_in_window"] = .integer(last10.count)
        row["games_in_window_20"] = .integer(windows[1].1.count)
        let reached = attempts.filter { 100 * $0.1 >= ($0.0 == "mid_range" ? 35 : 40) * total }
        let primary = reached.max { $0.1 < $1.1 }?.0 ?? "balanced"
        row["primary_scoring_zone"] = .known(total > 0 ? primary : nil)
        row["window_quality"] = .string(last10.count >= 10 ? "high" : last10.count >= 7 ? "medium" : "low")
        return row
    }

    /// 4.4.
    private func cache(_ player: Int, _ team: Int, _ date: String, _ season: String) -> [String: JSONValue]? {
        let career = (past.players[player] ?? []).filter { ($0.text("game_date") ?? "") < date }
        let games = SlowPast.before(date, season, career)
        guard games.count >= 5 else { return nil }
        let (last5, last10) = (Array(games.suffix(5)), Array(games.suffix(10)))
        var row: [String: JSONValue] = [:]
        for (window, rows) in [("last_5", last5), ("last_10", last10), ("season", games)] {
            row["points_avg_\(window)"] = .known(rows.mean("points"))
            row["minutes_avg_\(window)"] = .known(rows.mean("minutes_played"))
        }
        row["points_std_last_10"] = .known(SlowStage4.deviation(last10.compactMap { $0.real("points") }))
        row["points_ewma"] = .known(SlowStage4.ewma(career.map { $0.real("points") }))
        row["usage_rate_last_10"] = .known(last10.usage)
        row["usage_rate_season"] = .known(games.usage)
        row["ts_pct_last_10"] = .known(SlowStage4.trueShooting(last10))
        row["fg_attempts_avg_last_10"] = .known(last10.mean("fg_attempts"))
        row["three_pt_attempts_avg_last_10"] = .known(last10.mean("three_pt_attempts"))
        row["ft_attempts_avg_last_10"] = .known(last10.mean("ft_attempts"))
        row["games_played_season"] = .integer(games.count)
        row["games_in_window"] = .integer(last10.count)
        let form = Array(past.teams(before: date, season).filter { $0.integer("team_id") == team }.suffix(10))
        row["team_pace_last_10"] = .known(form.pace("possessions"))
        row["team_offensive_rating_last_10"] = .known(form.rating("points", "possessions"))
        let zones = shooting(player, date, season)
        for (name, source) in [
            ("primary_scoring_zone", "primary_scoring_zone"), ("paint_rate_last_10", "paint_rate_last_10"),
            ("three_pt_rate_last_10", "three_pt_rate_last_10"),
        ] { row[name] = zones?[source] ?? .null }
        row.merge(SlowStage4.load(career, games, date)) { $1 }
        row["age_years"] = .known(past.age(player, on: date))
        return row
    }

    /// Days of rest, and games and minutes of the last week.
    private static func load(_ career: [SlowRow], _ season: [SlowRow], _ date: String) -> [String: JSONValue] {
        guard let today = GameDate(date) else { return [:] }
        let days = career.compactMap { row in
            row.text("game_date").flatMap { GameDate($0) }.map { (day: today - $0, row: row) }
        }
        let week = days.filter { $0.day <= 7 }.map(\.row)
        let dates = Set(days.map(\.day))
        let rest = season.last?.text("game_date").flatMap { GameDate($0) }.map { today - $0 }
        return [
            "days_since_last_game": .known(rest), "is_back_to_back": .known(rest == 1),
            "games_in_last_7_days": .integer(week.count),
            "minutes_in_last_7_days": .real(week.sum("minutes_played").sum),
            "minutes_avg_last_7_days": .known(week.mean("minutes_played")),
            "back_to_backs_last_14_days": .integer(dates.count { $0 <= 14 && dates.contains($0 + 1) }),
        ]
    }

    /// Sample standard deviation.
    private static func deviation(_ values: [Double]) -> Double? {
        guard values.count > 1 else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }

    /// `sum(x_k w_k) / sum(w_k)`, `w_k = 0.5^(k/8)`, k = 0 for the latest.
    private static func ewma(_ values: [Double?]) -> Double? {
        var (sum, weights) = (0.0, 0.0)
        for (k, value) in values.reversed().enumerated() {
            guard let value else { continue }
            let weight = pow(0.5, Double(k) / 8)
            sum += value * weight
            weights += weight
        }
        return weights > 0 ? sum / weights : nil
    }

    /// `sum(points) / (2 x sum(FGA + 0.44 FTA))` of the games that have all three.
    private static func trueShooting(_ games: [SlowRow]) -> Double? {
        let known = games.filter { row in
            ["points", "fg_attempts", "ft_attempts"].allSatisfy { row.real($0) != nil }
        }
        let shots = known.sum("fg_attempts").sum + 0.44 * known.sum("ft_attempts").sum
        return shots > 0 ? known.sum("points").sum / (2 * shots) : nil
    }
}

import Basketball
import Documents
import Storage

/// The past of some players and of all teams as plain rows, by SQL. What stage 4 is worked out from a second time.
struct SlowPast {
    /// Games of all teams, each with what the team and its opponent did, by season; oldest first.
    private let teams: [String: [SlowRow]]
    /// Appearances by player, oldest first.
    let players: [Int: [SlowRow]]
    private let birthdates: [Int: String]

    init(_ warehouse: any Warehouse, players ids: Set<Int>) async throws {
        let games = try await SlowRow.query(
            warehouse,
            """
            SELECT o.game_date, o.season, o.team_id, o.shot_zones_available, o.team_minutes, o.points, o.possessions,
                d.points_allowed, d.opponent_possessions, d.opponent_paint_makes AS paint_makes,
                d.opponent_paint_attempts AS paint_attempts, d.opponent_mid_range_makes AS mid_range_makes,
                d.opponent_mid_range_attempts AS mid_range_attempts, d.opponent_three_pt_makes AS three_pt_makes,
                d.opponent_three_pt_attempts AS three_pt_attempts
            FROM team_offense_game_summary o JOIN team_defense_game_summary d USING (game_date, game_id, team_id)
            ORDER BY o.game_date
            """)
        teams = Dictionary(grouping: games) { $0.text("season") ?? "" }
        let list = ids.sorted().map { "\($0)" }.joined(separator: ", ")
        let rows =
            ids.isEmpty
            ? []
            : try await SlowRow.query(
                warehouse,
                """
                SELECT p.player_id, p.game_date, p.season, p.points, p.minutes_played, p.fg_attempts, p.ft_attempts,
                    p.turnovers, p.paint_makes, p.paint_attempts, p.mid_range_makes, p.mid_range_attempts,
                    p.three_pt_makes, p.three_pt_attempts, o.fg_attempts AS team_fga, o.ft_attempts AS team_fta,
                    o.turnovers AS team_tov, o.team_minutes
                FROM player_game_summary p LEFT JOIN team_offense_game_summary o
                    ON o.game_date = p.game_date AND o.game_id = p.game_id AND o.team_id = p.team_id
                WHERE p.is_dnp = 0 AND p.player_id IN (\(list)) ORDER BY p.game_date
                """)
        players = Dictionary(grouping: rows) { $0.integer("player_id") ?? 0 }
        let people = try await SlowRow.query(
            warehouse, "SELECT player_id, birthdate FROM players WHERE birthdate IS NOT NULL")
        birthdates = people.reduce(into: [:]) { $0[$1.integer("player_id") ?? 0] = $1.text("birthdate") }
    }

    /// All teams' games of a season before a date.
    func teams(before date: String, _ season: String) -> [SlowRow] {
        SlowPast.before(date, season, teams[season] ?? [])
    }

    /// Games of a season before a date; the newest so many of them.
    static func before(_ date: String, _ season: String, _ rows: [SlowRow], last: Int = .max) -> [SlowRow] {
        rows.filter { ($0.text("game_date") ?? "") < date && $0.text("season") == season }.suffix(last)
    }

    /// Years completed on a date; nil without a birthdate.
    func age(_ player: Int, on date: String) -> Int? {
        guard let born = birthdates[player] else { return nil }
        let years = (Int(date.prefix(4)) ?? 0) - (Int(born.prefix(4)) ?? 0)
        return date.dropFirst(5) < born.dropFirst(5) ? years - 1 : years
    }
}

/// Sums over rows, each a plain loop.
extension [SlowRow] {
    /// Sum of a column over the rows that have a value, and how many these are.
    func sum(_ name: String) -> (sum: Double, count: Int) {
        reduce((0, 0)) { sums, row in row.real(name).map { (sums.0 + $0, sums.1 + 1) } ?? sums }
    }

    func mean(_ name: String) -> Double? {
        let (sum, count) = sum(name)
        return count > 0 ? sum / Double(count) : nil
    }

    /// Makes / attempts in a zone over the rows.
    func accuracy(_ zone: String) -> Double? {
        let (made, tried) = (sum("\(zone)_makes").sum, sum("\(zone)_attempts").sum)
        return tried > 0 ? made / tried : nil
    }

    /// `48 x sum(possessions) / (sum(minutes) / 5)`, of the rows that have possessions.
    func pace(_ possessions: String) -> Double? {
        let known = filter { $0.real(possessions) != nil }
        return known.isEmpty ? nil : 48 * known.sum(possessions).sum / (known.sum("team_minutes").sum / 5)
    }

    /// `100 x sum(points) / sum(possessions)`, of the rows that have both.
    func rating(_ points: String, _ possessions: String) -> Double? {
        let known = filter { $0.real(points) != nil && $0.real(possessions) != nil }
        let poss = known.sum(possessions).sum
        return poss > 0 ? 100 * known.sum(points).sum / poss : nil
    }

    /// `100 x sum(use x team_minutes / 5) / sum(MIN x team_use)`; nil outside 0 to 400.
    var usage: Double? {
        var (own, team) = (0.0, 0.0)
        for row in self {
            guard let minutes = row.real("minutes_played"), minutes > 0, let fga = row.real("fg_attempts"),
                let fta = row.real("ft_attempts"), let tov = row.real("turnovers"), let teamFGA = row.real("team_fga"),
                let teamFTA = row.real("team_fta"), let teamTOV = row.real("team_tov"),
                let teamMinutes = row.real("team_minutes")
            else { continue }
            own += (fga + 0.44 * fta + tov) * teamMinutes / 5
            team += minutes * (teamFGA + 0.44 * teamFTA + teamTOV)
        }
        guard team > 0, 100 * own / team <= 400 else { return nil }
        return 100 * own / team
    }
}

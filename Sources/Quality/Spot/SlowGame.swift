import Storage

/// A game worked out again from the raw tables by plain SQL and loops. It shares no code with the pipeline on purpose:
/// formulas, reconstruction, shot zones and quality are written a second time from `tables.md`.
struct SlowGame {
    let game: SlowRow
    let players: [SlowRow]
    let shots: [SlowRow]
    let sides: [SlowSide]

    /// Nil when the warehouse has no such game, or a team of it can not be put together.
    init?(_ warehouse: any Warehouse, id: String) async throws {
        let which = "WHERE game_id = '\(id)'"
        guard let game = try await SlowRow.query(warehouse, "SELECT * FROM games \(which)").first,
            let home = game.integer("home_team_id"), let away = game.integer("away_team_id")
        else { return nil }
        // Numbers of rows begin with the game: without them every row would be looked at.
        func rows(_ bits: Int) -> String {
            "\(which) AND row_number BETWEEN CAST('\(id)' AS INTEGER) << \(bits) "
                + "AND (CAST('\(id)' AS INTEGER) + 1 << \(bits)) - 1"
        }
        let teams = try await SlowRow.query(warehouse, "SELECT * FROM team_boxscores \(rows(31))")
        players = try await SlowRow.query(warehouse, "SELECT * FROM player_boxscores \(rows(31)) ORDER BY player_id")
        shots = try await SlowRow.query(warehouse, "SELECT * FROM shots \(rows(20)) ORDER BY sequence")
        self.game = game
        var sides: [SlowSide] = []
        for (own, other, code) in [(home, away, "home_team"), (away, home, "away_team")] {
            guard
                let side = SlowSide(
                    team: own, isHome: own == home, code: game.text(code) ?? "",
                    row: teams.first { $0.integer("team_id") == own },
                    otherRow: teams.first { $0.integer("team_id") == other },
                    players: players.filter { $0.integer("team_id") == own },
                    shots: shots.filter { $0.integer("team_id") == own })
            else { return nil }
            sides.append(side)
        }
        self.sides = sides
    }

    /// A team's side and the other.
    func sides(of team: Int) -> (own: SlowSide, other: SlowSide)? {
        guard let own = sides.first(where: { $0.team == team }), let other = sides.first(where: { $0.team != team })
        else { return nil }
        return (own, other)
    }

    /// There are shots, and both teams' makes and attempts are those of the box score.
    var hasZones: Bool {
        !shots.isEmpty
            && sides.allSatisfy { side in
                side.shots.count == side.stats["fg_attempts"]
                    && side.shots.count { $0.integer("made") == 1 } == side.stats["fg_makes"]
            }
    }

    /// Season such as `2023-24`, from digits 4-5 of the id.
    static func season(_ id: String) -> String {
        let digits = Array(id)
        let year = Int(String(digits[3...4])) ?? 0
        let next = (year + 1) % 100
        return "\(year >= 46 ? 19 : 20)\(digits[3])\(digits[4])-\(next < 10 ? "0" : "")\(next)"
    }

    /// Season type by digits 1-3 of the id.
    static func seasonType(_ id: String) -> String {
        ["002": "regular_season", "004": "playoffs", "005": "play_in", "006": "cup_final"][String(id.prefix(3))] ?? ""
    }
}

/// One team of it.
struct SlowSide {
    static let counts = [
        "points", "fg_makes", "fg_attempts", "three_pt_makes", "three_pt_attempts", "ft_makes", "ft_attempts",
        "offensive_rebounds", "defensive_rebounds", "assists", "steals", "blocks", "turnovers", "personal_fouls",
    ]

    let team: Int
    let isHome: Bool
    let code: String
    let stats: [String: Int]
    let shots: [SlowRow]
    let overtimes: Int
    let rowWon: Bool?
    /// Names, without those about shots.
    let issues: Set<String>

    init?(
        team: Int, isHome: Bool, code: String, row: SlowRow?, otherRow: SlowRow?, players: [SlowRow], shots: [SlowRow]
    ) {
        if row == nil, players.count < 5 { return nil }
        let played = players.filter { SlowSide.played($0) }
        var stats: [String: Int] = [:]
        for name in SlowSide.counts {
            if let row {
                stats[name] = row.integer(name)
            } else {
                let values = played.map { $0.integer(name) }
                if !values.contains(nil) { stats[name] = values.reduce(0) { $0 + ($1 ?? 0) } }
            }
        }
        var issues: Set<String> = []
        if row == nil { issues.insert("reconstructed") }
        if row?.text("origin") == "backup" { issues.insert("backup_source") }
        let minutes = row?.real("minutes") ?? otherRow?.real("minutes")
        if minutes == nil { issues.insert("team_minutes_assumed") }
        if SlowSide.pointsDiffer({ stats[$0] }) { issues.insert("points_mismatch") }
        if SlowSide.counts.contains(where: { stats[$0] == nil }) { issues.insert("missing_required") }
        let scored = played.map { $0.integer("points") }
        if let points = stats["points"], !scored.isEmpty, !scored.contains(nil),
            scored.reduce(0, { $0 + ($1 ?? 0) }) != points
        {
            issues.insert("team_total_mismatch")
        }
        self.team = team
        self.isHome = isHome
        self.code = row?.text("team") ?? players.first?.text("team") ?? code
        self.stats = stats
        self.shots = shots
        self.issues = issues
        overtimes = minutes.map { max(0, Int((($0 - 240) / 25).rounded())) } ?? 0
        rowWon = row?.integer("won").map { $0 == 1 }
    }

    var minutes: Int { 240 + 25 * overtimes }

    /// From the row, else from the points.
    func won(against other: SlowSide) -> Bool? {
        if let rowWon { return rowWon }
        guard let own = stats["points"], let theirs = other.stats["points"], own != theirs else { return nil }
        return own > theirs
    }

    /// An appearance, as section 1 has it.
    static func played(_ row: SlowRow) -> Bool {
        if let minutes = row.real("minutes") {
            return minutes > 0 || row.text("origin") == "game_log" || row.text("comment") == nil
        }
        return counts.contains { (row.integer($0) ?? 0) > 0 }
    }

    /// Points that are not those of the makes.
    static func pointsDiffer(_ stat: (String) -> Int?) -> Bool {
        guard let points = stat("points"), let fgm = stat("fg_makes"), let threes = stat("three_pt_makes"),
            let ftm = stat("ft_makes")
        else { return false }
        return points != 2 * fgm + threes + ftm
    }

    /// Plays that ended: FGA + 0.44 FTA + TOV.
    static func plays(_ stat: (String) -> Int?) -> Double? {
        guard let fga = stat("fg_attempts"), let fta = stat("ft_attempts"), let tov = stat("turnovers") else {
            return nil
        }
        return Double(fga) + 0.44 * Double(fta) + Double(tov)
    }

    var possessions: Double? {
        guard let plays = SlowSide.plays({ stats[$0] }), let rebounds = stats["offensive_rebounds"] else { return nil }
        return plays - Double(rebounds)
    }
}

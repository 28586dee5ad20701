import Storage

extension Metric {
    /// What is measured of 3.1 and 3.2 alike.
    static let teams: [Metric] = [
        // 1 for the first row of each team in a final game: their sum is how many teams have rows.
        Metric("distinct_teams", .mean) { unit in
            let games = unit.batch["game_id"].integers
            var seen: Set<Int> = []
            return zip(games, unit.batch["team_id"].integers).map { game, team in
                unit.finals.contains(game) && seen.insert(team).inserted ? 1 : nil
            }
        },
        .unique("team_id"),
        .rows("pairs", fault: "the other team's row of the game is absent or says otherwise") { unit in
            pairs(unit)
        },
    ]

    /// A game has two rows; each names the other as its opponent, one is at home, and not both won or lost.
    private static func pairs(_ unit: UnitRows) -> (Int) -> Bool? {
        let games = unit.batch["game_id"].integers
        let teams = unit.batch["team_id"].integers
        let opponents = unit.batch["opponent_team_id"].integers
        let home = unit.batch["is_home"]
        let won = unit.batch["won"]
        let byGame = Dictionary(grouping: games.indices, by: { games[$0] })
        return { row in
            guard let rows = byGame[games[row]], rows.count == 2, let other = rows.first(where: { $0 != row }) else {
                return false
            }
            if opponents[row] != teams[other] || home.boolean(row) == home.boolean(other) { return false }
            guard let own = won.boolean(row), let theirs = won.boolean(other) else { return true }
            return own != theirs
        }
    }

    /// What is measured of 3.1.
    static let offense: [Metric] = [
        .rows("attempts_known", isRegressed: true, fault: "attempts are unknown") { unit in
            BoxScoreRules.attemptsKnown(unit) { _ in true }
        },
        .rows("zones_known", isRegressed: true, fault: "no shot zones") { unit in
            let known = unit.batch["shot_zones_available"]
            return { known.boolean($0) ?? false }
        },
        .rows("identities", fault: "columns contradict each other") { unit in
            let box = BoxScoreRules.identities(unit)
            let rates = offenseRates(unit)
            return { box($0) && rates($0) }
        },
        .rows("ranges", fault: "a value that cannot be") { unit in
            let inRange = BoxScoreRules.ranges(unit, offenseLimits)
            return { inRange($0) }
        },
        Metric("points", .mean, isRegressed: true) { unit in values(unit, "points") },
        Metric("pace", .mean, isRegressed: true) { unit in
            let pace = Counts(unit.batch).real("pace")
            return (0..<unit.batch.count).map { pace($0) }
        },
    ]

    /// Minutes by overtimes, the winner by the margin, and possessions by the counts; unknown values hold.
    private static func offenseRates(_ unit: UnitRows) -> (Int) -> Bool {
        let counts = Counts(unit.batch)
        let overtimes = counts.column("overtime_periods")
        let minutes = counts.column("team_minutes")
        let margin = counts.column("margin")
        let won = unit.batch["won"]
        let possessions = counts.real("possessions")
        let uses = ["fg_attempts", "ft_attempts", "turnovers", "offensive_rebounds"].map { counts.column($0) }
        return { row in
            if let periods = overtimes(row), let total = minutes(row), total != 240 + 25 * periods { return false }
            if let margin = margin(row), let won = won.boolean(row), margin == 0 || won != (margin > 0) { return false }
            guard let stored = possessions(row), let fga = uses[0](row), let fta = uses[1](row), let tov = uses[2](row),
                let oreb = uses[3](row)
            else { return true }
            return abs(stored - (Double(fga) + 0.44 * Double(fta) + Double(tov - oreb))) < 1e-6
        }
    }

    private static let offenseLimits: [(String, ClosedRange<Double>)] = [
        ("points", 20...250), ("fg_attempts", 30...200), ("possessions", 40...200), ("pace", 50...180),
        ("offensive_rating", 30...220), ("efg_pct", 0...1.5), ("ts_pct", 0...1.5), ("team_minutes", 240...490),
        ("margin", -120...120), ("quality_score", 0...100),
    ]

    /// What is measured of 3.2.
    static let defense: [Metric] = [
        .rows("attempts_known", isRegressed: true, fault: "the opponent's attempts are unknown") { unit in
            BoxScoreRules.attemptsKnown(unit, prefix: "opponent_") { _ in true }
        },
        .rows("identities", fault: "columns contradict each other") { unit in
            // Free throws made are the last of the opponent's scoring columns, so points can be checked as for 3.1.
            let box = BoxScoreRules.identities(unit, prefix: "opponent_", points: "points_allowed")
            return { box($0) }
        },
        .rows("ranges", fault: "a value that cannot be") { unit in
            let inRange = BoxScoreRules.ranges(
                unit,
                [
                    ("points_allowed", 20...250), ("opponent_possessions", 40...200), ("opponent_pace", 50...180),
                    ("defensive_rating", 30...220), ("opponent_efg_pct", 0...1.5), ("opponent_ts_pct", 0...1.5),
                    ("quality_score", 0...100),
                ])
            return { inRange($0) }
        },
    ]

    /// A column of integers as reals.
    static func values(_ unit: UnitRows, _ name: String) -> [Double?] {
        let column = Counts(unit.batch).column(name)
        return (0..<unit.batch.count).map { column($0).map { Double($0) } }
    }
}

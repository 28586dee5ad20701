import Basketball

/// Possessions and minutes of one team-game, from its counts; both unknown when one of these is.
struct Possessions: Sendable {
    /// In hundredths: `100 FGA + 44 FTA + 100 TOV - 100 OREB`.
    let hundredths: Int
    /// Team minutes: 240 without overtime.
    let minutes: Int

    /// - Parameter first: position of the first of fg_attempts, ft_attempts, turnovers, offensive_rebounds.
    init?(_ cells: InputCells, first: Int, minutes: Int?) {
        guard let shots = cells.integer(first), let free = cells.integer(first + 1),
            let turnovers = cells.integer(first + 2), let offensive = cells.integer(first + 3), let minutes
        else { return nil }
        hundredths = 100 * shots + 44 * free + 100 * (turnovers - offensive)
        self.minutes = minutes
    }
}

/// Sums from which rates over several games come; integers, so that no order of adding matters.
struct PaceSums: Sendable {
    private(set) var hundredths = 0
    private(set) var minutes = 0

    mutating func add(_ possessions: Possessions?) {
        guard let possessions else { return }
        hundredths += possessions.hundredths
        minutes += possessions.minutes
    }

    mutating func add(_ other: PaceSums) {
        hundredths += other.hundredths
        minutes += other.minutes
    }

    /// Possessions per 48 minutes: `48 x sum(possessions) / (sum(team_minutes) / 5)`; nil without games.
    var pace: Double? { Formula.pace(possessionsHundredths: hundredths, teamMinutes: minutes) }
}

/// Usage over games: `100 x sum(use_i x team_minutes_i / 5) / sum(MIN_i x team_use_i)`, `use = FGA + 0.44 FTA + TOV`.
struct UsageSums: Sendable {
    private var own = 0
    private var team = 0

    /// Adds a game; one whose minutes are 0 or unknown, or whose counts are, adds to neither sum.
    ///
    /// - Parameters:
    ///   - use: in hundredths.
    ///   - teamMinutes: 240 without overtime.
    mutating func add(use: Int?, seconds: Int?, teamUse: Int?, teamMinutes: Int?) {
        guard let use, let seconds, seconds > 0, let teamUse, let teamMinutes else { return }
        own += use * (teamMinutes / 5)
        team += seconds * teamUse
    }

    /// Percent, 0-400; nil without games that count, and where a few seconds make it leave its range.
    var percent: Double? {
        guard team > 0 else { return nil }
        let share = 100 * Double(own * 60) / Double(team)
        return Formula.usageRange.contains(share) ? share : nil
    }
}

/// `100 FGA + 44 FTA + 100 TOV`: plays ended, in hundredths; nil when a count is unknown.
func useHundredths(_ cells: InputCells, first: Int) -> Int? {
    guard let shots = cells.integer(first), let free = cells.integer(first + 1),
        let turnovers = cells.integer(first + 2)
    else { return nil }
    return 100 * shots + 44 * free + 100 * turnovers
}

/// A decimal-minutes cell as whole seconds.
func seconds(_ minutes: Double?) -> Int? { minutes.map { Int(($0 * 60).rounded()) } }

/// Formulas of `tables.md` section 3. 0.44 per free throw is kept in whole hundredths, so sums are exact in any order.
///
/// Sources: Oliver, "Basketball on Paper" (possessions, ratings); Hollinger (true shooting);
/// basketball-reference.com glossary (usage, effective field goals).
package enum Formula {
    /// `FGA + 0.44 FTA + TOV - OREB`, in hundredths; nil when an input is unknown.
    package static func possessionsHundredths(_ s: CountingStats) -> Int? {
        guard let use = useHundredths(s), let offensive = s[.offensiveRebounds] else { return nil }
        return use - 100 * offensive
    }

    /// `FGA + 0.44 FTA + TOV`, in hundredths: plays a player or team ended.
    package static func useHundredths(_ s: CountingStats) -> Int? {
        guard let shots = trueShotsHundredths(s), let turnovers = s[.turnovers] else { return nil }
        return shots + 100 * turnovers
    }

    /// `FGA + 0.44 FTA`, in hundredths: true shooting attempts.
    package static func trueShotsHundredths(_ s: CountingStats) -> Int? {
        guard let fga = s[.fieldGoalAttempts], let fta = s[.freeThrowAttempts] else { return nil }
        return 100 * fga + 44 * fta
    }

    /// Points per 100 possessions.
    package static func rating(points: Int?, possessionsHundredths: Int?) -> Double? {
        guard let points, let poss = possessionsHundredths, poss != 0 else { return nil }
        return 100.0 * Double(points) / (Double(poss) / 100)
    }

    /// Possessions per 48 minutes; `teamMinutes` is the sum over the five on the floor (240 without overtime).
    package static func pace(possessionsHundredths: Int?, teamMinutes: Int) -> Double? {
        guard let poss = possessionsHundredths, teamMinutes > 0 else { return nil }
        return 48.0 * (Double(poss) / 100) / (Double(teamMinutes) / 5)
    }

    /// `(FGM + 0.5 x 3PM) / FGA`, 0-1.5; nil without attempts.
    package static func effectiveFieldGoal(_ s: CountingStats) -> Double? {
        guard let makes = s[.fieldGoalMakes], let threes = s[.threeMakes], let fga = s[.fieldGoalAttempts], fga > 0
        else { return nil }
        return (Double(makes) + 0.5 * Double(threes)) / Double(fga)
    }

    /// `points / (2 x (FGA + 0.44 x FTA))`; nil without attempts.
    package static func trueShooting(_ s: CountingStats) -> Double? {
        guard let points = s[.points], let shots = trueShotsHundredths(s), shots > 0 else { return nil }
        return Double(points) / (2 * (Double(shots) / 100))
    }

    /// Usage in percent: the share of the team's plays that the player ended while on the floor.
    ///
    /// `100 x use x (team_minutes / 5) / (MIN x team_use)`; nil when minutes are unknown or zero.
    package static func usage(_ s: CountingStats, seconds: Int?, team: CountingStats, teamMinutes: Int) -> Double? {
        guard let use = useHundredths(s), let teamUse = useHundredths(team), let seconds, seconds > 0, teamUse > 0
        else { return nil }
        return 100.0 * (Double(use) * (Double(teamMinutes) / 5)) / (Double(seconds) / 60 * Double(teamUse))
    }

    /// What usage can be over an appearance of which minutes are known: appearances of one minute reach 196. A share that
    /// leaves the range comes from a few seconds and says nothing.
    package static let usageRange = 0.0...400.0

    /// `max(0, round((minutes - 240) / 25))` from a team's summed seconds, whose sources round.
    package static func overtimes(teamSeconds: Int) -> Int {
        max(0, Int(((Double(teamSeconds) / 60 - 240) / 25).rounded()))
    }

    /// Whether `2 x (FGM - 3PM) + 3 x 3PM + FTM` differs from the points; false while any of them is unknown.
    package static func pointsMismatch(_ s: CountingStats) -> Bool {
        guard let points = s[.points], let fgm = s[.fieldGoalMakes], let threes = s[.threeMakes],
            let ftm = s[.freeThrowMakes]
        else { return false }
        return 2 * (fgm - threes) + 3 * threes + ftm != points
    }
}

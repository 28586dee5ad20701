import Basketball

/// The rules at the door that a box score line must keep by itself (`tables.md` section 2).
enum LineRules {
    /// More than any team or player ever had of anything in a game; what claims more is no box score.
    static let largestCount = 500

    /// The first rule that the line breaks, with what was expected; nil when it keeps all.
    static func broken(_ s: CountingStats, totalRebounds: Int?) -> (rule: String, expected: String)? {
        for (makes, attempts, name) in shots {
            if let m = s[makes], let a = s[attempts], m > a {
                return ("makes_within_attempts", "\(name) makes <= attempts, found \(m) of \(a)")
            }
        }
        if let threes = s[.threeMakes], let all = s[.fieldGoalMakes], threes > all {
            return ("threes_within_field_goals", "three makes <= field-goal makes, found \(threes) of \(all)")
        }
        if Formula.pointsMismatch(s) {
            return ("points_identity", "2 x (FGM - 3PM) + 3 x 3PM + FTM = PTS, found \(s[.points] ?? 0)")
        }
        if let total = totalRebounds, let sum = s.rebounds, sum != total {
            return ("rebounds_identity", "offensive + defensive rebounds = \(sum), found \(total)")
        }
        return nil
    }

    private static let shots: [(Stat, Stat, String)] = [
        (.fieldGoalMakes, .fieldGoalAttempts, "field-goal"), (.threeMakes, .threeAttempts, "three-point"),
        (.freeThrowMakes, .freeThrowAttempts, "free-throw"),
    ]
}

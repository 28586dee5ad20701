import Storage

/// What the counts of a box score must satisfy, whoever they are of.
enum BoxScoreRules {
    /// The columns of attempts: without them no rate can be made.
    static let attempts = ["fg_attempts", "three_pt_attempts", "ft_attempts"]

    /// Whether all attempts are known; nil outside the population.
    static func attemptsKnown(_ unit: UnitRows, prefix: String = "", _ played: @escaping (Int) -> Bool) -> (Int) ->
        Bool?
    {
        let counts = Counts(unit.batch)
        let columns = attempts.map { counts.column(prefix + $0) }
        return { row in played(row) ? columns.allSatisfy { $0(row) != nil } : nil }
    }

    /// `2 x (FGM - 3PM) + 3 x 3PM + FTM = points`, offensive + defensive = rebounds, makes <= attempts, threes <= field
    /// goals; a rule with an unknown value holds.
    static func identities(_ unit: UnitRows, prefix: String = "", points: String = "points") -> (Int) -> Bool {
        let counts = Counts(unit.batch)
        let pts = counts.column(points)
        let fgm = counts.column(prefix + "fg_makes")
        let fga = counts.column(prefix + "fg_attempts")
        let tpm = counts.column(prefix + "three_pt_makes")
        let tpa = counts.column(prefix + "three_pt_attempts")
        let ftm = counts.column(prefix + "ft_makes")
        let fta = counts.column(prefix + "ft_attempts")
        let oreb = counts.column(prefix + "offensive_rebounds")
        let dreb = counts.column(prefix + "defensive_rebounds")
        let reb = counts.column(prefix + "rebounds")
        return { row in
            func atMost(_ a: Int?, _ b: Int?) -> Bool {
                guard let a, let b else { return true }
                return a <= b
            }
            if let p = pts(row), let f = fgm(row), let t = tpm(row), let e = ftm(row), 2 * (f - t) + 3 * t + e != p {
                return false
            }
            if let o = oreb(row), let d = dreb(row), let r = reb(row), o + d != r { return false }
            return atMost(fgm(row), fga(row)) && atMost(tpm(row), tpa(row)) && atMost(ftm(row), fta(row))
                && atMost(tpm(row), fgm(row)) && atMost(tpa(row), fga(row))
        }
    }

    /// Whether every known value is in its range.
    static func ranges(_ unit: UnitRows, _ limits: [(String, ClosedRange<Double>)]) -> (Int) -> Bool {
        let checks = limits.compactMap { name, range -> ((Int) -> Bool)? in
            guard let index = unit.batch.columns.firstIndex(where: { $0.name == name }) else { return nil }
            let vector = unit.batch.vectors[index]
            switch vector.values {
            case .integers(let values): return { vector.isNull($0) || range.contains(Double(values[$0])) }
            case .reals(let values): return { vector.isNull($0) || range.contains(values[$0]) }
            case .texts: return nil
            }
        }
        return { row in checks.allSatisfy { $0(row) } }
    }
}

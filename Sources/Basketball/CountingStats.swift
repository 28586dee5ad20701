/// The counting columns of a box score, in the order of `tables.md` section 3 without the derived `rebounds`.
package enum Stat: Int, CaseIterable, Sendable {
    case points, fieldGoalMakes, fieldGoalAttempts, threeMakes, threeAttempts, freeThrowMakes, freeThrowAttempts
    case offensiveRebounds, defensiveRebounds, assists, steals, blocks, turnovers, personalFouls
    /// Not a count: signed, and not required.
    case plusMinus

    /// The fourteen counts.
    package static let counts = Stat.allCases.dropLast()

    /// The SQL column name.
    package var column: String { Stat.columns[rawValue] }

    private static let columns = [
        "points", "fg_makes", "fg_attempts", "three_pt_makes", "three_pt_attempts", "ft_makes", "ft_attempts",
        "offensive_rebounds", "defensive_rebounds", "assists", "steals", "blocks", "turnovers", "personal_fouls",
        "plus_minus",
    ]
}

/// A box score line: fourteen counts and plus-minus, each of which may be unknown.
///
/// Sixteen 16-bit lanes, the last of them unused, so that a row is copied and compared as one value.
package struct CountingStats: Hashable, Sendable {
    package private(set) var lanes: SIMD16<Int16>

    /// All unknown.
    package init() { lanes = SIMD16(repeating: CountingStats.unknown) }

    /// The value of one statistic; nil when unknown.
    package subscript(stat: Stat) -> Int? {
        @inline(__always) get {
            let lane = lanes[stat.rawValue]
            return lane == CountingStats.unknown ? nil : Int(lane)
        }
        @inline(__always) set { lanes[stat.rawValue] = newValue.map { Int16($0) } ?? CountingStats.unknown }
    }

    /// Largest absolute value that a statistic can hold.
    package static let limit = 32_000

    /// Offensive plus defensive; nil when either is unknown.
    package var rebounds: Int? { plus(self[.offensiveRebounds], self[.defensiveRebounds]) }

    /// Whether any of the fourteen counts is unknown.
    package var hasUnknownCount: Bool { Stat.counts.contains { self[$0] == nil } }

    /// Whether any of the fourteen counts is above zero.
    package var hasAnyCount: Bool { Stat.counts.contains { (self[$0] ?? 0) > 0 } }

    /// Sum lane by lane; unknown when either is.
    package static func + (a: CountingStats, b: CountingStats) -> CountingStats {
        var sum = CountingStats()
        for stat in Stat.allCases { sum[stat] = plus(a[stat], b[stat]) }
        return sum
    }

    /// All fifteen zero, the start of a sum.
    package static let zero: CountingStats = {
        var zero = CountingStats()
        for stat in Stat.allCases { zero[stat] = 0 }
        return zero
    }()

    private static let unknown = Int16.min
}

private func plus(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b else { return nil }
    return a + b
}

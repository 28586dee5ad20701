import Basketball

/// A value for each zone; any may be unknown.
struct ZoneValues: Sendable {
    private let paint: Double?
    private let midRange: Double?
    private let three: Double?

    /// Reads paint, mid_range and three_pt from consecutive cells.
    init(_ cells: InputCells, first: Int) {
        paint = cells.real(first)
        midRange = cells.real(first + 1)
        three = cells.real(first + 2)
    }

    subscript(zone: ShotZone) -> Double? {
        switch zone {
        case .paint: paint
        case .midRange: midRange
        case .three: three
        }
    }

    var hasAll: Bool { paint != nil && midRange != nil && three != nil }
}

/// A candidate's shooting, as 4.3 reads it of 4.2.
package struct CompositeShooting: SameDayRow {
    package typealias Reader = PlayerCompositeFactors
    package static let table = PlayerShotZoneAnalysis.name
    package static let isRequired = false
    package static let columns =
        ["player_id", "primary_scoring_zone"] + ShotZone.allCases.map { "\($0.rawValue)_rate_last_10" }
        + ShotZone.allCases.map { "\($0.rawValue)_pct_last_10" }
    let player: Int
    /// A zone's name, or `balanced`; nil without a shot.
    let primary: String?
    let rates: ZoneValues
    let accuracies: ZoneValues

    package init(_ cells: InputCells) {
        player = cells.integer(0) ?? 0
        primary = cells.text(1)
        rates = ZoneValues(cells, first: 2)
        accuracies = ZoneValues(cells, first: 5)
    }
}

/// What the opponent allows where the player shoots, and how well he shoots there.
struct Matchup: Sendable {
    /// Percentage points that the opponent allows above the league.
    private(set) var defense: Double?
    /// Percentage points that the player hits above the league.
    private(set) var accuracy: Double?
    /// -10 to 10.
    private(set) var mismatch: Double?

    init(_ shots: CompositeShooting?, _ opponent: PlayerCompositeFactors.Defense?) {
        guard let shots, let opponent, let primary = shots.primary else { return }
        guard let zone = ShotZone(rawValue: primary) else {
            balanced(shots, opponent)
            return
        }
        defense = opponent.differences[zone]
        if let own = shots.accuracies[zone], let league = opponent.league[zone] { accuracy = 100 * (own - league) }
        guard let defense, let rate = shots.rates[zone] else { return }
        mismatch = Matchup.score(defense * min(rate / 50, 1))
    }

    /// Means over zones weighted by the player's rates.
    private mutating func balanced(_ shots: CompositeShooting, _ opponent: PlayerCompositeFactors.Defense) {
        if opponent.differences.hasAll {
            let mean = Matchup.mean(shots) { opponent.differences[$0] }
            defense = mean
            mismatch = mean.map { Matchup.score($0) }
        }
        accuracy = Matchup.mean(shots) { zone in
            guard let own = shots.accuracies[zone], let league = opponent.league[zone] else { return nil }
            return 100 * (own - league)
        }
    }

    /// Mean over the zones with attempts; nil when one of their values is unknown.
    private static func mean(_ shots: CompositeShooting, _ value: (ShotZone) -> Double?) -> Double? {
        var (sum, weight) = (0.0, 0.0)
        for zone in ShotZone.allCases {
            guard let rate = shots.rates[zone], rate > 0 else { continue }
            guard let value = value(zone) else { return nil }
            sum += value * rate
            weight += rate
        }
        return weight > 0 ? sum / weight : nil
    }

    /// What is beyond 5 either way counts 1.2-fold; at most 10.
    private static func score(_ x: Double) -> Double {
        let stretched = abs(x) > 5 ? 5 + (abs(x) - 5) * 1.2 : abs(x)
        return (x < 0 ? -1 : 1) * min(10, stretched)
    }
}

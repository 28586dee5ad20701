/// What a gate asks of one check: declared once; `thresholds.yaml`, its schema and every report follow from it.
package struct Threshold: Sendable, Hashable {
    /// Which side of the level is good.
    package enum Direction: String, Sendable, Hashable {
        case atLeast = "at_least"
        case atMost = "at_most"
    }

    /// What the value is.
    package enum Scale: Sendable, Hashable {
        /// A part of a whole, 0-1; printed in percent.
        case share
        /// A number of such things.
        case count(String)

        /// What stands behind a value.
        package var unit: String {
            switch self {
            case .share: "share"
            case .count(let unit): unit
            }
        }
    }

    /// Two levels; nil asks nothing.
    package struct Levels: Sendable, Hashable {
        package var warn: Double?
        package var fail: Double?

        package init(warn: Double? = nil, fail: Double? = nil) {
            self.warn = warn
            self.fail = fail
        }
    }

    package let gate: String
    package let check: String
    package let direction: Direction
    package let scale: Scale
    package let standard: Levels
    /// Levels that hold under the profile `five-seasons`, where they differ.
    package let fiveSeasons: Levels?
    /// What is measured, in a sentence.
    package let meaning: String

    package init(
        _ gate: String, _ check: String, _ direction: Direction, _ scale: Scale = .share, warn: Double? = nil,
        fail: Double? = nil, fiveSeasons: Double? = nil, _ meaning: String
    ) {
        self.gate = gate
        self.check = check
        self.direction = direction
        self.scale = scale
        standard = Levels(warn: warn, fail: fail)
        self.fiveSeasons = fiveSeasons.map { Levels(warn: nil, fail: $0) }
        self.meaning = meaning
    }

    /// `team_offense.games_covered`.
    package var name: String { "\(gate).\(check)" }

    /// Whether a value is on the wrong side of a level.
    func breaks(_ value: Double, _ level: Double?) -> Bool {
        guard let level else { return false }
        return direction == .atLeast ? value < level : value > level
    }

    /// Whether a level asks less than another; no level asks nothing.
    func isLaxer(_ level: Double?, than other: Double?) -> Bool {
        guard let other else { return false }
        guard let level else { return true }
        return direction == .atLeast ? level < other : level > other
    }
}

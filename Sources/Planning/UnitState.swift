/// What a unit can be: at every moment exactly one of these (`engine.md` section 1).
package enum UnitStatus: String, Sendable, CaseIterable {
    /// All expected rows are stored.
    case written
    /// Fewer rows than expected are stored; the reason names what lacks.
    case partial
    /// Expected and never written.
    case missing
    /// Written from inputs or by code that have changed since.
    case stale
    /// The last attempt ended in an error.
    case failed
    /// Something that it reads is not ready.
    case blocked
    /// No rows can be on that date.
    case notExpected = "not_expected"

    /// Whether rows should be there, so that the unit counts in a denominator.
    package var isExpected: Bool { self != .notExpected }
}

/// A unit's status and the reason for it.
package struct UnitState: Hashable, Sendable, CustomStringConvertible {
    package let status: UnitStatus
    /// Such as `no_games` or `box_score_missing(0022300123)`; empty where the status says all.
    package let reason: String

    package init(_ status: UnitStatus, _ reason: String = "") {
        self.status = status
        self.reason = reason
    }

    /// The reason without what differs from unit to unit, to group by: what stands in brackets, and the date of
    /// `needs player_game_summary 2023-11-20: failed`.
    package var reasonKind: String {
        let words = reason.split(separator: " ", maxSplits: 3)
        if status == .blocked, words.count == 4, words[0] == "needs" { return "needs \(words[1]): \(words[3])" }
        return String(reason.prefix { $0 != "(" })
    }

    /// The reason, but of `bootstrap(day 7 of 14)` and the like only the kind.
    package var shortReason: String { reason.hasPrefix("bootstrap") || reason.hasPrefix("no_") ? reasonKind : reason }

    /// `not_expected(no_games)`.
    package var description: String { reason.isEmpty ? status.rawValue : "\(status.rawValue): \(reason)" }
}

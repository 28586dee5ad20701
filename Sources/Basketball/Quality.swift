/// What lowers the quality of a row, in the order in which `quality_issues` names them (`tables.md` section 6).
package struct QualityIssues: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let shotZonesUnavailable = QualityIssues(rawValue: 1 << 0)
    package static let backupSource = QualityIssues(rawValue: 1 << 1)
    package static let reconstructed = QualityIssues(rawValue: 1 << 2)
    package static let teamMinutesAssumed = QualityIssues(rawValue: 1 << 3)
    package static let minutesRounded = QualityIssues(rawValue: 1 << 4)
    package static let pointsMismatch = QualityIssues(rawValue: 1 << 5)
    package static let teamTotalMismatch = QualityIssues(rawValue: 1 << 6)
    package static let missingRequired = QualityIssues(rawValue: 1 << 7)

    private static let all: [(QualityIssues, String, Int)] = [
        (.shotZonesUnavailable, "shot_zones_unavailable", 15), (.backupSource, "backup_source", 15),
        (.reconstructed, "reconstructed", 10), (.teamMinutesAssumed, "team_minutes_assumed", 5),
        (.minutesRounded, "minutes_rounded", 5), (.pointsMismatch, "points_mismatch", 25),
        (.teamTotalMismatch, "team_total_mismatch", 25), (.missingRequired, "missing_required", 25),
    ]

    /// Every text that `quality_issues` can have, made once: a row only looks its own up.
    private static let texts: [String] = (0...UInt8.max).map { raw in
        let set = QualityIssues(rawValue: raw)
        return all.filter { set.contains($0.0) }.map(\.1).joined(separator: ";")
    }

    /// Names joined by `;`, empty when there are none.
    package var text: String { QualityIssues.texts[Int(rawValue)] }

    /// 100 minus the weight of each issue, floor 0.
    package var score: Int {
        max(0, 100 - QualityIssues.all.reduce(0) { $0 + (contains($1.0) ? $1.2 : 0) })
    }

    /// `gold` >= 95, `silver` >= 75, `bronze` >= 50, `poor` >= 25, else `unusable`.
    package var tier: String {
        switch score {
        case 95...: "gold"
        case 75..<95: "silver"
        case 50..<75: "bronze"
        case 25..<50: "poor"
        default: "unusable"
        }
    }

    /// Score at least 50 and no blocking issue.
    package var isProductionReady: Bool { score >= 50 && isDisjoint(with: [.pointsMismatch, .missingRequired]) }
}

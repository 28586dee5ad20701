import Foundation

/// How numbers of a report are written for people, everywhere the same.
package enum ReportText {
    /// `99.52 %`, `0`, `82.3`.
    package static func value(_ value: Double, _ scale: Threshold.Scale) -> String {
        switch scale {
        case .share: percent(value)
        case .count: number(value)
        }
    }

    /// A share in percent, never rounded up to 100 nor down to 0.
    package static func percent(_ share: Double) -> String {
        let rounded = String(format: "%.2f", 100 * share)
        if share < 1, rounded == "100.00" { return "> 99.99 %" }
        if share > 0, rounded == "0.00" { return "< 0.01 %" }
        return rounded + " %"
    }

    /// Whole numbers as they are, others with three decimals.
    package static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : String(format: "%.3f", value)
    }

    /// `fail < 99.5 %, warn < 100 %`.
    package static func asked(_ threshold: Thresholds.Effective) -> String {
        let sign = threshold.threshold.direction == .atLeast ? "<" : ">"
        return [("fail", threshold.levels.fail), ("warn", threshold.levels.warn)].compactMap { name, level in
            level.map { "\(name) \(sign) \(asked($0, threshold.threshold.scale))" }
        }.joined(separator: ", ")
    }

    /// A level, without decimals that say nothing.
    package static func asked(_ level: Double, _ scale: Threshold.Scale) -> String {
        guard scale == .share else { return number(level) }
        let percent = 100 * level
        let rounded = (percent * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? "\(Int(rounded)) %" : "\(rounded) %"
    }
}

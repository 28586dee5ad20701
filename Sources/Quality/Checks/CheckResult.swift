import Documents

/// What a check found: the numbers, what was asked of them, and the verdict.
package struct CheckResult: Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        case pass
        case warn
        case fail
        /// There was nothing to judge: neither a pass nor a failure.
        case notEvaluated = "not_evaluated"
    }

    package let threshold: Thresholds.Effective
    /// Which of several of a kind, such as the metric of a regression; empty where there is one.
    package let subject: String
    package let measurement: Measurement
    package let outcome: Outcome
    /// Why it was not evaluated; what was found else.
    package let reason: String

    package var name: String { threshold.threshold.check + (subject.isEmpty ? "" : "(\(subject))") }
    package var gate: String { threshold.threshold.gate }
    package var value: Double? { measurement.value }

    /// Holds a measurement against what is asked.
    package init(_ threshold: Thresholds.Effective, subject: String = "", _ measurement: Measurement) {
        self.threshold = threshold
        self.subject = subject
        self.measurement = measurement
        guard let value = measurement.value else {
            outcome = .notEvaluated
            reason = measurement.note.isEmpty ? "no \(measurement.population) in the range" : measurement.note
            return
        }
        let asked = threshold.threshold
        let levels = threshold.levels
        outcome = asked.breaks(value, levels.fail) ? .fail : asked.breaks(value, levels.warn) ? .warn : .pass
        reason = measurement.note
    }
}

/// The numbers of a check.
package struct Measurement: Sendable {
    /// Whether the value is numerator / denominator, or the numerator, of a population that must not be empty.
    package enum Kind: Sendable { case ratio, count }

    package let kind: Kind
    package let numerator: Double
    package let denominator: Double
    /// What the denominator counts, in the plural.
    package let population: String
    package var note = ""
    /// Up to `limit` rows that made it worse.
    package var failing: [FailingRow] = []
    /// How many there are of them.
    package var failingCount = 0

    /// Failing rows that a result keeps.
    package static let limit = 20

    /// A part of a population, or a mean over it.
    package static func ratio(
        _ numerator: Double, _ denominator: Double, of population: String, note: String = "",
        failing: [FailingRow] = []
    ) -> Measurement {
        Measurement(.ratio, numerator, denominator, population, note, failing)
    }

    /// A number of things, out of a population.
    package static func count(
        _ numerator: Double, _ denominator: Double, of population: String, note: String = "",
        failing: [FailingRow] = []
    ) -> Measurement {
        Measurement(.count, numerator, denominator, population, note, failing)
    }

    /// Nothing to measure, and why.
    package static func none(_ why: String, of population: String) -> Measurement {
        Measurement(.ratio, 0, 0, population, why, [])
    }

    private init(
        _ kind: Kind, _ numerator: Double, _ denominator: Double, _ population: String, _ note: String,
        _ failing: [FailingRow]
    ) {
        self.kind = kind
        self.numerator = numerator
        self.denominator = denominator
        self.population = population
        self.note = note
        self.failing = Array(failing.prefix(Measurement.limit))
        failingCount = failing.count
    }

    /// Nil when the population is empty.
    package var value: Double? {
        guard denominator > 0 else { return nil }
        return kind == .ratio ? numerator / denominator : numerator
    }
}

/// A row, or a date, that made a check worse.
package struct FailingRow: Sendable, Hashable {
    /// Key columns and their values, such as `game_date` and `2023-11-20`.
    package let key: [KeyValue]
    /// What is wrong with it.
    package let detail: String

    package struct KeyValue: Sendable, Hashable {
        package let column: String
        package let value: String

        package init(_ column: String, _ value: String) {
            self.column = column
            self.value = value
        }
    }

    package init(_ key: [KeyValue], _ detail: String) {
        self.key = key
        self.detail = detail
    }

    /// `game_date 2023-11-20, team_id 14: detail`.
    package var text: String {
        key.map { "\($0.column) \($0.value)" }.joined(separator: ", ") + (detail.isEmpty ? "" : ": \(detail)")
    }
}

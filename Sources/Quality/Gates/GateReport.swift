import Documents

/// What a gate says, and everything it says it from.
package struct GateReport: Sendable {
    package enum Decision: String, Sendable, CaseIterable {
        case go = "GO"
        case goWithWarnings = "GO with warnings"
        case noGo = "NO-GO"
        /// Nothing was there to judge, as in a range of off days: neither pass nor failure.
        case notEvaluated = "NOT EVALUATED"

        /// One decision from several: the worst, and nothing evaluated only where none was.
        package static func all(_ decisions: [Decision]) -> Decision {
            if decisions.contains(.noGo) { return .noGo }
            if decisions.contains(.goWithWarnings) { return .goWithWarnings }
            return decisions.contains(.go) ? .go : .notEvaluated
        }
    }

    package let gate: Gate
    /// The dates judged, as text.
    package let range: String
    package let results: [CheckResult]
    /// Why there was nothing to judge; empty else.
    package let note: String

    package var decision: Decision {
        let outcomes = results.map(\.outcome)
        if outcomes.contains(.fail) { return .noGo }
        if outcomes.contains(.warn) { return .goWithWarnings }
        return outcomes.contains(.pass) ? .go : .notEvaluated
    }

    /// Checks with a failing or warning result.
    package var troubles: [CheckResult] { results.filter { $0.outcome == .fail || $0.outcome == .warn } }
}

extension CheckResult {
    /// Everything of a result, for programs.
    package var json: JSONValue {
        func level(_ value: Double?) -> JSONValue { value.map { .real($0) } ?? .null }
        let asked = threshold.threshold
        return .object([
            ("gate", .string(gate)), ("check", .string(name)), ("result", .string(outcome.rawValue)),
            ("metric", .string(asked.meaning)), ("value", level(value)),
            ("numerator", .real(measurement.numerator)), ("denominator", .real(measurement.denominator)),
            ("population", .string(measurement.population)), ("unit", .string(asked.scale.unit)),
            ("direction", .string(asked.direction.rawValue)), ("warn", level(threshold.levels.warn)),
            ("fail", level(threshold.levels.fail)), ("default_warn", level(threshold.standard.warn)),
            ("default_fail", level(threshold.standard.fail)), ("origin", .string(threshold.origin)),
            ("lowered", .boolean(threshold.isLowered)), ("reason", .string(reason)),
            ("failing_rows", .integer(measurement.failingCount)),
            (
                "failing",
                .array(
                    measurement.failing.map { row in
                        .object(row.key.map { ($0.column, .string($0.value)) } + [("detail", .string(row.detail))])
                    })
            ),
        ])
    }
}

extension GateReport {
    package var json: JSONValue {
        .object([
            ("gate", .string(gate.name)), ("meaning", .string(gate.meaning)), ("range", .string(range)),
            ("decision", .string(decision.rawValue)), ("note", .string(note)),
            ("checks", .array(results.map(\.json))),
        ])
    }
}

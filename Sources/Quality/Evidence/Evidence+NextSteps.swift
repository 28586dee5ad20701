import Planning

extension Evidence {
    /// What to do next, the most urgent first; each a sentence with a command where there is one.
    package var nextSteps: [String] {
        var steps = remedies(.fail)
        let work = work
        if !work.isEmpty {
            steps.append(
                "\(work.count) units are not up to date: 'fullcourt plan' shows why, 'fullcourt backfill' builds them.")
        }
        steps += remedies(.warn).filter { !steps.contains($0) }
        if !overrides.isEmpty {
            steps.append("Overrides are in effect (\(overrides.count)): see whether their reasons still hold.")
        }
        if steps.isEmpty {
            steps.append(
                decision == .notEvaluated
                    ? "Nothing is expected in this range: choose another with --from and --to."
                    : "Nothing is left to do: the data may be used.")
        }
        return steps
    }

    /// A sentence for each thing to do about checks of one outcome, and the checks that ask for it.
    private func remedies(_ outcome: CheckResult.Outcome) -> [String] {
        var remedies: [(text: String, checks: [String])] = []
        for check in gates.flatMap(\.results) where check.outcome == outcome {
            let text = Evidence.remedy(check)
            let name = "\(check.gate).\(check.name)"
            if let index = remedies.firstIndex(where: { $0.text == text }) {
                remedies[index].checks.append(name)
            } else {
                remedies.append((text, [name]))
            }
        }
        return remedies.map { "\($0.text) Asked for by \($0.checks.joined(separator: ", "))." }
    }

    /// What to do about a check.
    private static func remedy(_ check: CheckResult) -> String {
        switch check.threshold.threshold.check {
        case "stale_units", "dates_written", "incomplete_dates", "longest_gap", "games_covered", "rows_covered",
            "units_failed":
            "'fullcourt backfill' builds what is missing; 'fullcourt explain TABLE DATE' tells why it is."
        case "source_rows_accepted", "shots_matched":
            "'fullcourt query \"SELECT * FROM quarantine\"' shows the refused rows: import the corrected files under their names."
        case "freshness", "overdue_games": "Import the newest files, then 'fullcourt backfill'."
        case "rows_unlike_ledger", "stray_rows", "duplicate_rows", "uncovered_games", "spot_checks":
            "Something else wrote to the table: rebuild it in a new warehouse."
        case "inputs_complete", "games_of_expected_dates", "games_of_all_dates", "units_succeeded":
            "'fullcourt preflight' lists the dates that lack and who needs them, 'fullcourt backfill' builds what can be built."
        case "participation": "'fullcourt coverage --stage precompute' shows of whom and when rows lack."
        case "bootstrap_dates_with_rows": "Rows are stored on bootstrap dates: 'fullcourt backfill' removes them."
        case "features_available", "required_features":
            "The failing rows name the features that are unknown most and why: import what they are made from."
        case "proofs":
            "Use no feature of this set until 'fullcourt prove' holds: a finding names table, date and column."
        case "regression": "Compare with the baseline before this data is used."
        default: "Look at the failing rows below, then at the files they came from."
        }
    }
}

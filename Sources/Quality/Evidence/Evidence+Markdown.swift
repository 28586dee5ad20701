extension Evidence {
    /// The report for people who read text: the decision first.
    package var markdown: String {
        var text = "# \(decision.rawValue)\n\n"
        text += "Fullcourt \(version), dates \(facts.text), profile \(thresholds.profile.rawValue).\n\n"
        text += "## Next steps\n\n" + nextSteps.enumerated().map { "\($0 + 1). \(Markdown.cell($1))\n" }.joined()
        if !phases.isEmpty {
            text += "\n## Phases\n\n"
            text += Markdown.table(
                ["phase", "stage", "decision"], phases.map { [$0.name, $0.stage, $0.decision] }, empty: "")
        }
        for report in gates { text += "\n" + section(report) }
        text += "\n## Failing rows\n\n" + failingRows
        text += "\n## Overrides\n\n"
        text += Markdown.table(
            ["kind", "subject", "reason"], overrides.map { [$0.kind, $0.subject, $0.reason] }, empty: "None.")
        text += "\n## Units\n\n"
        text += Markdown.table(
            ["table", "state", "reason", "units", "first", "last"],
            groups.map { [$0.table, $0.status.rawValue, $0.reason, "\($0.units)", $0.first, $0.last] }, empty: "None.")
        text += "\n## Digests\n\n"
        text += Markdown.table(
            ["of", "SHA-256"],
            [["manifest", manifestDigest], ["ledger", ledgerDigest], ["plan", planDigest]], empty: "")
        text += "\n## Input files\n\n"
        text += Markdown.table(
            ["path", "format", "rows", "SHA-256"], inputs.map { [$0.path, $0.format, "\($0.rows)", $0.sha256] },
            empty: "None.")
        text += "\n## Settings\n\n"
        text += Markdown.table(
            ["setting", "value", "origin"], settings.map { [$0.name, $0.value, $0.origin] }, empty: "None.")
        text += "\n## Thresholds\n\n"
        text += Markdown.table(
            ["threshold", "asked", "origin"],
            thresholds.effective.filter(\.asksSomething).map {
                [$0.threshold.name, ReportText.asked($0), $0.origin]
            }, empty: "None.")
        return text + "\n" + timesSection
    }

    private func section(_ report: GateReport) -> String {
        var text = "## Gate \(report.gate.name): \(report.decision.rawValue)\n\n\(report.gate.meaning)\n\n"
        if !report.note.isEmpty { text += "\(report.note)\n\n" }
        return text
            + Markdown.table(
                ["check", "result", "value", "numerator", "denominator", "of", "asked", "reason"],
                report.results.map { result in
                    [
                        result.name, result.outcome.rawValue,
                        result.value.map { ReportText.value($0, result.threshold.threshold.scale) } ?? "-",
                        ReportText.number(result.measurement.numerator),
                        ReportText.number(result.measurement.denominator), result.measurement.population,
                        ReportText.asked(result.threshold), result.reason,
                    ]
                }, empty: "No checks.")
    }

    private var failingRows: String {
        let troubled = gates.flatMap(\.troubles).filter { !$0.measurement.failing.isEmpty }
        if troubled.isEmpty { return "None.\n" }
        return troubled.map { check in
            "### \(check.gate) \(check.name): \(check.measurement.failingCount)\n\n"
                + check.measurement.failing.map { "- \(Markdown.cell($0.text))\n" }.joined()
        }.joined(separator: "\n")
    }

    /// Behind the mark, times only.
    private var timesSection: String {
        var text = "\(EvidenceBundle.timesMark)\n\n## Commands and durations\n\n"
        text += "`\(times.command.line)`: \(ReportText.number(times.command.seconds)) s\n"
        for record in times.records {
            text += "\n### \(record.title)\n\n" + Markdown.table(record.columns, record.rows, empty: "None.")
        }
        return text
    }
}

/// Pieces of Markdown.
enum Markdown {
    static func table(_ columns: [String], _ rows: [[String]], empty: String) -> String {
        if rows.isEmpty { return empty + "\n" }
        let lines = [columns, columns.map { _ in "---" }] + rows
        return lines.map { "| " + $0.map { cell($0) }.joined(separator: " | ") + " |\n" }.joined()
    }

    /// Text that means nothing to Markdown's tables.
    static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
            .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
    }
}

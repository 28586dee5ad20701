extension Evidence {
    /// One page that needs nothing else: no script, no font, no picture from anywhere.
    package var html: String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(HTML.escape(decision.rawValue)) · Fullcourt \(HTML.escape(facts.text))</title>
        <style>
        \(HTMLStyle.css)
        </style></head>
        <body><main>
        \(hero)\(cards)<h2>Next steps</h2>
        <div class="panel"><ol>\(nextSteps.map { "<li>\(HTML.escape($0))</li>" }.joined(separator: "\n"))</ol></div>
        \(run)<h2>Gates</h2>
        \(gates.map(section).joined())<h2>Calendar</h2>
        <div class="panel"><p class="dim">Every unit, one table on one date. Hover over a day to see why.</p>
        \(HeatMap.legend(facts))\(HeatMap.html(facts))</div>
        <h2>Failing rows</h2>
        \(failing)<h2>Overrides</h2>
        <div class="panel">\(HTML.table(["kind", "subject", "reason"], overrides.map { [$0.kind, $0.subject, $0.reason] }))</div>
        <h2>What was skipped, and why</h2>
        <div class="panel">\(HTML.table(
            ["table", "state", "reason", "units", "first", "last"],
            groups.map { [$0.table, $0.status.rawValue, $0.reason, "\($0.units)", $0.first, $0.last] }, numeric: [3]))</div>
        <h2>Digests and inputs</h2>
        <div class="panel mono">\(HTML.table(
            ["of", "SHA-256"], [["manifest", manifestDigest], ["ledger", ledgerDigest], ["plan", planDigest]]))</div>
        \(details)\(EvidenceBundle.timesMark)
        <h2>Commands and durations</h2>
        \(durations)<footer>Fullcourt \(HTML.escape(version)). Check this bundle with
        <code>fullcourt report verify</code> or <code>sha256sum -c SHA256SUMS</code>.</footer>
        </main></body></html>

        """
    }

    private static func tone(_ decision: GateReport.Decision) -> String {
        switch decision {
        case .go: "GO"
        case .goWithWarnings: "WARN"
        case .noGo: "NOGO"
        case .notEvaluated: "NONE"
        }
    }

    private var hero: String {
        let failing = gates.flatMap(\.results).filter { $0.outcome == .fail }
        let why: String
        switch decision {
        case .noGo:
            let names = failing.prefix(3).map { "\($0.gate) \($0.name)" }.joined(separator: ", ")
            why =
                "\(failing.count) of \(gates.flatMap(\.results).count) checks fail: \(names)"
                + (failing.count > 3 ? " and more" : "")
        case .goWithWarnings: why = "No check fails; \(gates.flatMap(\.troubles).count) warn."
        case .go: why = "Every check that could be made passes."
        case .notEvaluated: why = gates.map(\.note).first { !$0.isEmpty } ?? "Nothing was judged."
        }
        return """
            <div class="hero \(Evidence.tone(decision))"><h1>Fullcourt · \(HTML.escape(facts.text)) · \
            profile \(thresholds.profile.rawValue)</h1>
            <div class="word">\(HTML.escape(decision.rawValue))</div><p>\(HTML.escape(why))</p></div>

            """
    }

    private var cards: String {
        let results = gates.flatMap(\.results)
        let units = facts.units.values.flatMap(\.self)
        let cards: [(String, String)] = [
            ("\(facts.dates.count)", "dates"), ("\(facts.finalGames)", "final games"),
            ("\(units.count { $0.rowsExpected > 0 })", "units expected"),
            ("\(units.reduce(0) { $0 + $1.rowsRecorded })", "rows in the ledger"),
            ("\(results.count { $0.outcome == .pass }) / \(results.count)", "checks pass"),
            ("\(overrides.count)", "overrides"),
        ]
        return "<div class=\"cards\">"
            + cards.map { "<div class=\"card\"><b>\($0.0)</b><span>\($0.1)</span></div>" }.joined() + "</div>\n"
    }

    /// The phases of the orchestrator's run, where there was one.
    private var run: String {
        if phases.isEmpty { return "" }
        let rows = phases.map { [$0.name, $0.stage, $0.decision] }
        return "<h2>Phases</h2>\n<div class=\"panel\">\(HTML.table(["phase", "stage", "decision"], rows))</div>\n"
    }

    private func section(_ report: GateReport) -> String {
        let rows = report.results.map { result -> String in
            let asked = result.threshold
            let value = result.value.map { ReportText.value($0, asked.threshold.scale) } ?? "-"
            let fraction =
                "\(ReportText.number(result.measurement.numerator)) / \(ReportText.number(result.measurement.denominator))"
            let subject =
                result.subject.isEmpty ? "" : "<br><code class=\"subject\">\(HTML.escape(result.subject))</code>"
            let changed = asked.isLowered ? " <b class=\"warn\">lowered</b>" : ""
            return """
                <tr class="\(result.outcome.rawValue)"><td><b>\(HTML.escape(asked.threshold.check))</b>\(subject)<br>\
                <span class="dim">\(HTML.escape(asked.threshold.meaning))</span></td>\
                <td>\(HTML.badge(result.outcome.rawValue, result.outcome.rawValue))</td>\
                <td>\(Bar.html(result))</td><td class="num">\(HTML.escape(value))</td>\
                <td class="num">\(fraction)<br><span class="dim">\(HTML.escape(result.measurement.population))</span></td>\
                <td>\(HTML.escape(ReportText.asked(asked)))\(changed)<br>\
                <span class="dim">\(HTML.escape(result.reason))</span></td></tr>
                """
        }
        let kind =
            switch report.decision {
            case .go: "pass"
            case .goWithWarnings: "warn"
            case .noGo: "fail"
            case .notEvaluated: "not_evaluated"
            }
        let note = report.note.isEmpty ? "" : "<p>\(HTML.escape(report.note))</p>\n"
        return """
            <section class="gate"><h3>\(HTML.escape(report.gate.name)) \(HTML.badge(report.decision.rawValue, kind))</h3>
            <p class="dim">\(HTML.escape(report.gate.meaning)) \(HTML.escape(report.range))</p>
            \(note)<div class="scroll"><table class="checks"><thead><tr><th>check</th><th>result</th><th></th>\
            <th class="num">value</th><th class="num">of</th><th>asked</th></tr></thead><tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></div></section>

            """
    }

    private var failing: String {
        let troubled = gates.flatMap(\.troubles).filter { !$0.measurement.failing.isEmpty }
        if troubled.isEmpty { return "<div class=\"panel\"><p class=\"dim\">None.</p></div>\n" }
        return troubled.enumerated().map { index, check in
            let columns = check.measurement.failing.first?.key.map(\.column) ?? []
            let rows = check.measurement.failing.map { $0.key.map(\.value) + [$0.detail] }
            let more = check.measurement.failingCount > rows.count ? ", the first \(rows.count)" : ""
            return """
                <div class="panel \(check.outcome.rawValue)"><details\(index == 0 ? " open" : "")><summary><h3>\(HTML.badge(check.outcome.rawValue, check.outcome.rawValue)) \
                \(HTML.escape(check.gate)) \(HTML.escape(check.name)): \(check.measurement.failingCount)\(more)</h3></summary>
                \(HTML.table(columns + ["what is wrong"], rows))</details></div>

                """
        }.joined()
    }

    private var details: String {
        let files = HTML.table(
            ["path", "format", "rows", "SHA-256"], inputs.map { [$0.path, $0.format, "\($0.rows)", $0.sha256] },
            numeric: [2])
        let asked = thresholds.effective.filter(\.asksSomething).map {
            [$0.threshold.name, ReportText.asked($0), $0.threshold.meaning, $0.origin]
        }
        func block(_ title: String, _ body: String) -> String {
            "<div class=\"panel\"><details><summary>\(title)</summary>\n\(body)</details></div>\n"
        }
        return block("\(inputs.count) input files", files)
            + block(
                "\(asked.count) thresholds in effect", HTML.table(["threshold", "asked", "meaning", "origin"], asked))
            + block(
                "\(settings.count) settings in effect",
                HTML.table(["setting", "value", "origin"], settings.map { [$0.name, $0.value, $0.origin] }))
            + block(
                "\(baselines.count) pinned baselines",
                HTML.table(
                    ["name", "range", "rows"], baselines.map { [$0.name, "\($0.range)", "\($0.rows)"] }, numeric: [2]))
    }

    private var durations: String {
        let command = "<code>\(HTML.escape(times.command.line))</code>: \(ReportText.number(times.command.seconds)) s"
        let records = times.records.map { record in
            "<h3>\(HTML.escape(record.title))</h3>\n" + HTML.table(record.columns, record.rows)
        }
        return "<div class=\"panel\"><p>\(command)</p>\n\(records.joined())</div>\n"
    }
}

/// A value as a bar, with the levels as ticks: shares from 0 to 1, counts up to the larger of value and level.
enum Bar {
    static func html(_ result: CheckResult) -> String {
        guard let value = result.value else { return "" }
        let levels = [("f", result.threshold.levels.fail), ("w", result.threshold.levels.warn)]
        let largest = ([value] + levels.compactMap(\.1)).max() ?? 1
        let full = result.threshold.threshold.scale == .share ? 1 : max(largest * 1.1, 1)
        func percent(_ number: Double) -> String { ReportText.number(max(0, min(100, 100 * number / full))) }
        let ticks = levels.compactMap { kind, level in
            level.map { "<u class=\"\(kind)\" style=\"left:calc(\(percent($0))% - 1px)\"></u>" }
        }
        return "<div class=\"bar\"><i style=\"width:\(percent(value))%\"></i>\(ticks.joined())</div>"
    }
}

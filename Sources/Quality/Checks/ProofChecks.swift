import Basketball
import Pipeline

extension Check {
    /// Each proof on some dates, and whether the stored rows are those that were proved.
    static func proofs() -> Check {
        Check(name: "proofs") { context in
            let (options, facts) = (context.options, context.facts)
            let dates = Proof.sample(facts.states, dates: facts.dates, count: options.proofDates, seed: options.seed)
            let population = "rows of a table on a date"
            guard !dates.isEmpty else {
                let why =
                    options.proofDates > 0 ? "no table that tells what was before has rows" : "none were asked for"
                return [("", .none(why, of: population))]
            }
            let report = try await Proof.run(
                context.warehouse, facts.states, dates: dates, seed: options.seed, workers: options.workers)
            let note = "seed \(options.seed), dates \(dates.map(\.description).joined(separator: ", "))"
            var answers = Proof.allCases.map { proof -> (String, Measurement) in
                let failed = report.failures[proof, default: 0]
                let compared = report.comparisons[proof, default: 0]
                var measurement = Measurement.ratio(
                    Double(compared - failed), Double(compared), of: population, note: note,
                    failing: report.findings.filter { $0.proof == proof }.map(row))
                measurement.failingCount = failed
                return (proof.rawValue, measurement)
            }
            let stored = facts.dates.isEmpty ? 0 : report.comparisons[.truncation, default: 0]
            answers.append(
                (
                    "stored_rows",
                    .ratio(
                        Double(stored - report.foreign.count), Double(stored), of: population, note: note,
                        failing: report.foreign.map { unit in
                            FailingRow(
                                [.init("table", unit.table), .init("date", "\(unit.date)")],
                                "the stored rows are not those that the past gives")
                        })
                ))
            return answers
        }
    }

    private static func row(_ finding: Proof.Finding) -> FailingRow {
        FailingRow(
            [.init("table", finding.table), .init("date", "\(finding.date)"), .init("column", finding.column)],
            "\(finding.entity): \(finding.clean), and \(finding.tampered) with another future")
    }
}

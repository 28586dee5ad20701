import Basketball
import Pipeline
import Planning
import Storage

/// Asks a gate's checks and holds the answers against the thresholds.
package struct GateRunner: Sendable {
    let warehouse: any Warehouse
    let thresholds: Thresholds
    let options: GateOptions

    package init(_ warehouse: any Warehouse, _ thresholds: Thresholds, _ options: GateOptions = GateOptions()) {
        self.warehouse = warehouse
        self.thresholds = thresholds
        self.options = options
    }

    /// The report of each gate over the range.
    package func run(_ gates: [Gate], _ facts: RangeFacts) async throws -> [GateReport] {
        var reports: [GateReport] = []
        for gate in gates { reports.append(try await run(gate, facts)) }
        return reports
    }

    private func run(_ gate: Gate, _ facts: RangeFacts) async throws -> GateReport {
        guard let table = facts.tables.first(where: { gate.tables.first == $0.name }) else {
            return GateReport(
                gate: gate, range: facts.text, results: [], note: "the table is not built by this version")
        }
        let store = MetricStore(warehouse, workers: options.workers, recomputes: options.isFull)
        let sums = try await store.sums(table, facts)
        let context = GateContext(
            warehouse: warehouse, facts: facts, table: table, sums: sums, options: options)
        var results: [CheckResult] = []
        // A check of which nothing is asked, as an absolute number without its profile, is not run.
        for check in gate.checks where thresholds[gate.name, check.name].asksSomething {
            for (subject, measurement) in try await check.measure(context) {
                results.append(CheckResult(thresholds[gate.name, check.name], subject: subject, measurement))
            }
        }
        let isEmpty = facts.expected(table.name).isEmpty && sums.rows.isEmpty
        return GateReport(
            gate: gate, range: facts.text,
            results: isEmpty ? results.map { $0.unjudged() } : results,
            note: isEmpty ? emptiness(facts, table.name) : "")
    }

    /// Why nothing is expected of a table in the range: its reasons with the number of dates of each.
    private func emptiness(_ facts: RangeFacts, _ table: String) -> String {
        let reasons = (facts.units[table] ?? []).reduce(into: [String: Int]()) { counts, unit in
            counts[unit.state.reasonKind.isEmpty ? unit.state.status.rawValue : unit.state.reasonKind, default: 0] += 1
        }
        let text = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) on \($0.value) dates" }
        return "nothing to judge: no rows are expected in the range (\(text.joined(separator: ", ")))"
    }
}

extension CheckResult {
    /// The same check where there is nothing to judge.
    fileprivate func unjudged() -> CheckResult {
        CheckResult(threshold, subject: subject, .none(reason, of: measurement.population))
    }
}

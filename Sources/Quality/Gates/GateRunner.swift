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
        let store = MetricStore(
            warehouse, workers: options.workers, recomputes: options.isFull, keeps: options.keepsSums)
        let wanted = Set(gates.flatMap(\.measures))
        let sums = try await store.sums(facts.tables.filter { wanted.contains($0.name) }, facts)
        return try await concurrentMap(gates, width: options.workers) { try await run($0, facts, sums) }
    }

    private func run(_ gate: Gate, _ facts: RangeFacts, _ sums: [String: TableSums]) async throws -> GateReport {
        let tables = facts.tables.filter { gate.tables.contains($0.name) }
        guard !tables.isEmpty else {
            return GateReport(
                gate: gate, range: facts.text, results: [], note: "its tables are not built by this version")
        }
        let context = GateContext(
            warehouse: warehouse, facts: facts, tables: tables, measured: sums, options: options,
            asked: { [thresholds] in thresholds[gate.name, $0] })
        let isEmpty = gate.expects.allSatisfy { facts.expected($0).isEmpty && sums[$0]?.rows.isEmpty ?? true }
        var results: [CheckResult] = []
        // A check of which nothing is asked, as an absolute number without its profile, is not run.
        for check in gate.checks where thresholds[gate.name, check.name].asksSomething {
            for (subject, measurement) in try await check.measure(context) {
                results.append(CheckResult(thresholds[gate.name, check.name], subject: subject, measurement))
            }
        }
        return GateReport(
            gate: gate, range: facts.text,
            results: isEmpty ? results.map { $0.unjudged() } : results,
            note: isEmpty ? emptiness(facts, gate.expects[0]) : "")
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

import Basketball
import Documents
import Pipeline
import Planning
import Storage

/// Everything that a decision rests on: what was read, what was asked, what was found, what was skipped and why.
///
/// All of it is the same for the same warehouse, thresholds and range; only `times` is not.
package struct Evidence: Sendable {
    /// Something a person decided against a rule, and why.
    package struct Override: Sendable, Hashable {
        package let kind: String
        package let subject: String
        package let reason: String
    }

    /// A file that was imported.
    package struct Input: Sendable, Hashable {
        package let path: String
        package let format: String
        package let sha256: String
        package let rows: Int
    }

    /// A phase of the orchestrator's run.
    package struct Phase: Sendable, Hashable {
        package let name: String
        package let stage: String
        /// What its gates said; empty while they were not asked.
        package let decision: String

        package init(name: String, stage: String, decision: String) {
            self.name = name
            self.stage = stage
            self.decision = decision
        }
    }

    /// A setting as it was in effect.
    package struct Setting: Sendable, Hashable {
        package let name: String
        package let value: String
        package let origin: String

        package init(name: String, value: String, origin: String) {
            self.name = name
            self.value = value
            self.origin = origin
        }
    }

    package let version: String
    package let facts: RangeFacts
    package let gates: [GateReport]
    package let thresholds: Thresholds
    package let settings: [Setting]
    /// Of the newest run of the orchestrator; empty where there was none.
    package let phases: [Phase]
    package let inputs: [Input]
    package let overrides: [Override]
    package let baselines: [Baselines.Baseline]
    package let ledgerDigest: String
    package let times: EvidenceTimes

    /// Gathers it.
    package init(
        _ warehouse: any Warehouse, _ facts: RangeFacts, gates: [GateReport], thresholds: Thresholds,
        settings: [Setting], phases: [Phase] = [], version: String, command: EvidenceTimes.Command
    ) async throws {
        self.version = version
        self.facts = facts
        self.gates = gates
        self.thresholds = thresholds
        self.settings = settings
        self.phases = phases
        inputs = try await Evidence.inputs(warehouse)
        overrides = try await Evidence.overrides(thresholds) + OverrideLog.all(warehouse)
        baselines = try await Baselines(warehouse).all
        ledgerDigest = Evidence.digest(try await Ledger(warehouse))
        times = try await EvidenceTimes(warehouse, command)
    }

    package var decision: GateReport.Decision { .all(gates.map(\.decision)) }

    /// Units that are work to do, in the order of tables and dates.
    package var work: [RangeFacts.UnitFact] {
        facts.tables.flatMap { facts.units[$0.name] ?? [] }.filter { unit in
            [.missing, .stale, .failed, .blocked].contains(unit.state.status)
        }
    }

    /// SHA-256 over the units that are work to do, with their states.
    package var planDigest: String {
        "\(SHA256Digest(of: work.map { "\($0.unit) \($0.state) \($0.inputDigest)\n" }.joined()))"
    }

    /// SHA-256 over the output digests of all units with rows, as the ledger has them: that of `fullcourt manifest` while
    /// rows and ledger agree.
    package var manifestDigest: String {
        let lines = facts.tables.sorted { $0.name < $1.name }.flatMap { table in
            (facts.units[table.name] ?? []).filter { $0.rowsRecorded > 0 }.map {
                "\($0.outputDigest)  \(table.name)  \($0.unit.date)\n"
            }
        }
        return "\(SHA256Digest(of: lines.joined()))"
    }

    /// Of all entries, without what differs from run to run.
    private static func digest(_ ledger: Ledger) -> String {
        let lines = ledger.all.map { entry in
            "\(entry.unit) \(entry.status.rawValue) \(entry.reason) \(entry.rowsExpected) \(entry.rowsWritten) "
                + "v\(entry.codeVersion) \(entry.inputDigest) \(entry.outputDigest)\n"
        }
        return "\(SHA256Digest(of: lines.joined()))"
    }

    private static func inputs(_ warehouse: any Warehouse) async throws -> [Input] {
        _ = try await warehouse.prepare(ProvenanceTable.all)
        let files = try await warehouse.scan(
            ProvenanceTable.sourceFiles, columns: ["source_id", "path", "format", "sha256", "rows"], .all)
        return (0..<files.count).map { row in
            Input(
                path: files["path"].texts[row], format: files["format"].texts[row], sha256: files["sha256"].texts[row],
                rows: files["rows"].integers[row])
        }.sorted { ($0.path, $0.sha256) < ($1.path, $1.sha256) }
    }

    private static func overrides(_ thresholds: Thresholds) -> [Override] {
        thresholds.effective.filter(\.isLowered).map { level in
            let scale = level.threshold.scale
            func text(_ value: Double?) -> String { value.map { ReportText.asked($0, scale) } ?? "nothing" }
            let parts = [("fail", \Threshold.Levels.fail), ("warn", \.warn)].filter {
                level.levels[keyPath: $0.1] != level.standard[keyPath: $0.1]
            }.map { "\($0.0) \(text(level.levels[keyPath: $0.1])), default \(text(level.standard[keyPath: $0.1]))" }
            return Override(
                kind: "threshold lowered", subject: level.threshold.name,
                reason: "\(parts.joined(separator: "; ")) (\(level.origin))")
        }
    }
}

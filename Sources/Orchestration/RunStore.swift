import Basketball
import Documents
import Foundation
import Quality
import Storage

/// Keeps the state of runs in the warehouse, so that whoever comes after a crash goes on where it stopped.
package struct RunStore: Sendable {
    package static let runs = TableSchema(
        "pipeline_runs", .system, key: ["number"],
        [
            Column("number", .integer, "from 1"), Column("status", .text, "running, finished, no_go, ..."),
            Column("definition", .text, "SHA-256 of the phases and the range"), Column("version", .text),
        ])

    package static let phases = TableSchema(
        "pipeline_phases", .system, key: ["number", "phase"],
        [
            Column("number", .integer), Column("phase", .integer, "from 1"), Column("name", .text),
            Column("stage", .text, "waiting, building, judging, done, ..."),
            Column("decision", .text, nullable: true, "what its gates said"),
        ])

    package static let events = TableSchema(
        "pipeline_events", .system, key: ["number", "sequence"],
        [
            Column("number", .integer), Column("sequence", .integer), Column("at", .text, "UTC, as evidence only"),
            Column("event", .text), Column("json", .text),
        ])

    let warehouse: any Warehouse

    package init(_ warehouse: any Warehouse) { self.warehouse = warehouse }

    /// A run as it was stored.
    package struct Stored: Sendable {
        package let number: Int
        package let status: PhaseMachine.Status
        let definition: String
        let stages: [(PhaseMachine.Stage, GateReport.Decision?)]
        /// Names of the phases.
        let names: [String]
        /// The last event's number.
        let sequence: Int
    }

    /// The newest run; nil when there was none.
    package func newest() async throws -> Stored? {
        _ = try await warehouse.prepare([RunStore.runs, RunStore.phases, RunStore.events])
        let runs = try await warehouse.scan(
            RunStore.runs, columns: ["number", "status", "definition"], .all)
        guard let number = runs["number"].integers.last, let text = runs["status"].text(runs.count - 1) else {
            return nil
        }
        let range = Selection.range(column: "number", number...number)
        let phases = try await warehouse.scan(
            RunStore.phases, columns: ["number", "phase", "name", "stage", "decision"], range)
        let events = try await warehouse.scan(RunStore.events, columns: ["number", "sequence"], range)
        let stages = (0..<phases.count).map { row in
            (
                PhaseMachine.Stage(rawValue: phases["stage"].texts[row]) ?? .waiting,
                phases["decision"].text(row).flatMap { GateReport.Decision(rawValue: $0) }
            )
        }
        return Stored(
            number: number, status: PhaseMachine.Status(rawValue: text) ?? .failed,
            definition: runs["definition"].texts[runs.count - 1], stages: stages,
            names: (0..<phases.count).map { phases["name"].texts[$0] },
            sequence: events["sequence"].integers.last ?? 0)
    }

    /// The newest run's phases, as evidence has them; empty where there was none.
    package func evidence() async throws -> [Evidence.Phase] {
        guard let newest = try await newest() else { return [] }
        return zip(newest.names, newest.stages).map { name, stage in
            Evidence.Phase(name: name, stage: stage.0.rawValue, decision: stage.1?.rawValue ?? "")
        }
    }

    /// Stores how a run stands, and what happened since, in one transaction.
    func save(_ machine: PhaseMachine, number: Int, definition: String, version: String, _ events: [RunEvent])
        async throws
    {
        var run = RowWriter(RunStore.runs.columns)
        run.put(number)
        run.put(machine.status.rawValue)
        run.put(definition)
        run.put(version)
        run.endRow()
        var phases = RowWriter(RunStore.phases.columns)
        for (index, phase) in machine.phases.enumerated() {
            phases.put(number)
            phases.put(index + 1)
            phases.put(phase.name)
            phases.put(phase.stage.rawValue)
            phases.put(phase.decision?.rawValue)
            phases.endRow()
        }
        var lines = RowWriter(RunStore.events.columns)
        for event in events {
            lines.put(number)
            lines.put(event.sequence)
            lines.put(event.at)
            lines.put(event.kind.rawValue)
            lines.put(event.json.line)
            lines.endRow()
        }
        let batches = (run.batch, phases.batch, lines.batch)
        try await warehouse.transaction { transaction in
            try await transaction.apply(.upsert(RunStore.runs, batches.0))
            try await transaction.apply(.upsert(RunStore.phases, batches.1))
            try await transaction.apply(.upsert(RunStore.events, batches.2))
        }
    }

    /// What a run is of: another definition or range is another run.
    static func digest(_ definition: PipelineDefinition, range: String) -> String {
        let phases = definition.phases.map { "\($0.name) \($0.tables) \($0.gates) \($0.sample)\n" }.joined()
        return "\(SHA256Digest(of: phases + range))"
    }
}

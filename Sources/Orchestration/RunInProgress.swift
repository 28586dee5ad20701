import Documents
import Foundation
import Quality

/// A run while it is under way: its state, and the events that are not yet stored.
struct RunInProgress {
    let store: RunStore
    let number: Int
    let definition: String
    let version: String
    var machine: PhaseMachine
    let hooks: HookRunner
    let emit: @Sendable (RunEvent) -> Void
    var sequence: Int
    var unsaved: [RunEvent] = []
    /// The last report of each gate.
    var reports: [String: GateReport] = [:]

    /// Notes that something happened, and tells it.
    mutating func note(_ kind: RunEvent.Kind, _ phase: String, _ fields: [(String, JSONValue)]) async {
        let event = add(kind, phase, fields)
        for (hook, reason) in await hooks.tell(event) {
            _ = add(.hookFailed, phase, [("hook", .string(hook)), ("reason", .string(reason))])
        }
    }

    private mutating func add(_ kind: RunEvent.Kind, _ phase: String, _ fields: [(String, JSONValue)]) -> RunEvent {
        sequence += 1
        let event = RunEvent(
            kind: kind, run: number, sequence: sequence, at: Date.now.formatted(.iso8601), phase: phase, fields: fields)
        unsaved.append(event)
        emit(event)
        return event
    }

    /// Tells progress, which is not stored: only its last line would mean anything later.
    func reporter(_ phase: String) -> @Sendable ([(String, JSONValue)]) -> Void {
        let (number, sequence, emit) = (number, sequence, emit)
        return { fields in
            emit(
                RunEvent(
                    kind: .progress, run: number, sequence: sequence, at: Date.now.formatted(.iso8601), phase: phase,
                    fields: fields))
        }
    }

    /// Stores state and events.
    mutating func save() async throws {
        try await store.save(machine, number: number, definition: definition, version: version, unsaved)
        unsaved = []
    }

    /// The last event: one digest of the whole run.
    mutating func finish() async throws {
        let phases = machine.phases.map { phase in
            JSONValue.object([
                ("name", .string(phase.name)), ("stage", .string(phase.stage.rawValue)),
                ("decision", phase.decision.map { .string($0.rawValue) } ?? .null),
            ])
        }
        await note(
            .runFinished, "",
            [
                ("status", .string(machine.status.rawValue)), ("decision", .string(machine.decision.rawValue)),
                ("phases", .array(phases)), ("next_steps", .array(nextSteps.map { .string($0) })),
            ])
        try await save()
    }

    private var nextSteps: [String] {
        let stopped = machine.current.map { machine.phases[$0].name } ?? ""
        switch machine.status {
        case .noGo:
            return [
                "'fullcourt report --out report' writes the evidence that phase \(stopped) stopped on.",
                "After the data is repaired, 'fullcourt run --resume' goes on in phase \(stopped).",
            ]
        case .incomplete:
            return [
                "Units failed in phase \(stopped): 'fullcourt status' counts them, 'fullcourt explain TABLE DATE' tells why.",
                "'fullcourt run --resume' goes on in phase \(stopped).",
            ]
        case .interrupted: return ["'fullcourt run' goes on in phase \(stopped)."]
        case .finished, .running, .failed:
            return [
                "'fullcourt report --out report' writes the evidence.",
                "'fullcourt export TABLE' and 'fullcourt query SQL' give the data.",
            ]
        }
    }
}

extension GateReport {
    /// What an event tells of a report: the decision, and what stands in its way with the failing rows.
    var eventFields: [(String, JSONValue)] {
        let shown = troubles.map { check -> JSONValue in
            let asked = check.threshold.threshold
            let value = check.value.map { ReportText.value($0, asked.scale) } ?? "-"
            let numbers =
                "\(ReportText.number(check.measurement.numerator)) of \(ReportText.number(check.measurement.denominator))"
            return .object([
                ("check", .string(check.name)), ("result", .string(check.outcome.rawValue)),
                (
                    "text",
                    .string(
                        "\(value), \(numbers) \(check.measurement.population); \(ReportText.asked(check.threshold))")
                ), ("failing_rows", .integer(check.measurement.failingCount)),
                ("failing", .array(check.measurement.failing.map { .string($0.text) })),
            ])
        }
        return [
            ("gate", .string(gate.name)), ("decision", .string(decision.rawValue)), ("note", .string(note)),
            ("range", .string(range)), ("troubles", .array(shown)),
        ]
    }
}

import Documents
import Quality

/// Something that happened in a run: a line of JSON, from which every line for people is made.
package struct RunEvent: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case runStarted = "run_started"
        case runResumed = "run_resumed"
        case phaseStarted = "phase_started"
        case attached
        case progress
        case phaseBuilt = "phase_built"
        case gateJudged = "gate_judged"
        case phaseFinished = "phase_finished"
        case hookFailed = "hook_failed"
        case runFinished = "run_finished"
    }

    package let kind: Kind
    /// 0 for what is of no run of ours, as while another process is followed.
    package let run: Int
    /// From 1 in each run; a run that is taken up again goes on counting.
    package let sequence: Int
    /// UTC; evidence only.
    package let at: String
    /// The name of the phase; empty for what is of the whole run.
    package let phase: String
    package let fields: [(String, JSONValue)]

    /// One object, for one line.
    package var json: JSONValue {
        .object(
            [
                ("schema_version", .integer(1)), ("event", .string(kind.rawValue)), ("run", .integer(run)),
                ("sequence", .integer(sequence)), ("at", .string(at)),
            ] + (phase.isEmpty ? [] : [("phase", .string(phase))]) + fields)
    }

    /// A field's value.
    package subscript(name: String) -> JSONValue? { fields.first { $0.0 == name }?.1 }
}

extension RunEvent {
    /// Lines for people.
    package var lines: [String] {
        switch kind {
        case .runStarted: return ["run \(run): phases \(list("phases"))"]
        case .runResumed: return ["run \(run): taken up again in phase \(phase)"]
        case .phaseStarted:
            let what = self["sample"]?.boolean == true ? " (sample)" : ""
            return ["phase \(phase)\(what): \(number("units")) units to build on \(number("dates")) dates"]
        case .attached: return ["attached: \(text("reason"))"]
        case .progress:
            let what = phase.isEmpty ? "attached" : "phase \(phase)"
            return [
                "\(what): \(number("done")) of \(number("total")) units (\(number("percent")) %), "
                    + "\(number("rate")) units/s, ETA \(number("eta_seconds")) s, \(number("rows")) rows, "
                    + "\(number("success_percent")) % succeeded"
            ]
        case .phaseBuilt:
            return [
                "phase \(phase): built, \(number("rows")) rows in \(number("done")) units, \(number("failed")) failed"
            ]
        case .gateJudged: return judged
        case .phaseFinished: return ["phase \(phase): \(text("decision"))"]
        case .hookFailed: return ["hook \(text("hook")): \(text("reason"))"]
        case .runFinished: return finished
        }
    }

    private var judged: [String] {
        var lines = ["gate \(text("gate")): \(text("decision"))"]
        if let note = self["note"]?.string, !note.isEmpty { lines.append("  \(note)") }
        for check in self["troubles"]?.array ?? [] {
            lines.append(
                "  \(check["result"]?.string ?? "") \(check["check"]?.string ?? ""): \(check["text"]?.string ?? "")")
            for row in check["failing"]?.array ?? [] { lines.append("    \(row.string ?? "")") }
        }
        return lines
    }

    private var finished: [String] {
        var lines = ["run \(run): \(text("status")), \(text("decision"))"]
        for phase in self["phases"]?.array ?? [] {
            lines.append(
                "  \(phase["name"]?.string ?? ""): \(phase["stage"]?.string ?? "") \(phase["decision"]?.string ?? "")")
        }
        for (index, step) in (self["next_steps"]?.array ?? []).enumerated() {
            lines.append("  next \(index + 1): \(step.string ?? "")")
        }
        return lines
    }

    private func text(_ name: String) -> String { self[name]?.string ?? "" }
    private func list(_ name: String) -> String {
        (self[name]?.array ?? []).compactMap(\.string).joined(separator: ", ")
    }
    private func number(_ name: String) -> String { self[name]?.number.map { ReportText.number($0) } ?? "-" }
}

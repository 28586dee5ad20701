import ArgumentParser
import Basketball
import Documents
import Planning
import Quality
import Storage

/// `fullcourt validate`: GO or NO-GO, with the numbers.
struct ValidateVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Ask gates whether tables are complete, consistent and fresh: GO or NO-GO.",
        discussion: """
            Gates: \(Gate.all.map { $0.name }.joined(separator: ", ")); without any, all of them. What they ask stands in \
            thresholds.yaml; 'fullcourt init' writes it. Sums of every metric are kept for each date, so that only dates \
            that changed are read again; while another process writes, they are only computed. The gate leakage computes \
            tables again, on --proof-dates dates. The gate of the model's accuracy comes with the model.

            EXIT CODES: 0 GO, 1 NO-GO, 2 GO with warnings under --strict. A range in which nothing is expected is neither: \
            0, and 2 under --strict.

            EXAMPLES:
              fullcourt validate team_offense --from 2021-10-19 --to 2025-06-30
              fullcourt validate player_summary --full
              fullcourt validate --season 2023-24 --strict --output json
            """)

    @Argument(help: ArgumentHelp("Gates.", valueName: "gate"))
    var gates: [String] = []

    @Flag(help: "Exit with 2 when there are warnings.")
    var strict = false

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup(title: "What is asked") var validation: ValidationOptions
    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let selected = try ValidateVerb.gates(gates)
        let thresholds = try validation.asked(global)
        let options = validation.options(workers: try work.count(global))
        let settings = try global.settings().pipelineSettings
        let warehouse = try global.open()
        let reports = try await global.storing(warehouse, "validate") { keeps in
            var options = options
            options.keepsSums = keeps
            let states = try await UnitStates(warehouse, settings: settings)
            let facts = try await RangeFacts.settled(
                warehouse, states, dates: try range.dates(states), for: selected, workers: options.workers)
            return try await GateRunner(warehouse, thresholds, options).run(selected, facts)
        }
        try await warehouse.close()
        try ValidateVerb.show(reports, thresholds, output: output, global: global)
        switch GateReport.Decision.all(reports.map(\.decision)) {
        case .go: return
        case .noGo: throw ExitStatus.noGo.code
        case .goWithWarnings, .notEvaluated: if strict { throw ExitStatus.warnings.code }
        }
    }

    /// Gates by their names; all of them without any.
    static func gates(_ names: [String]) throws -> [Gate] {
        if names.isEmpty { return Gate.all }
        return try names.map { name in
            if let gate = Gate.named(name) { return gate }
            let known = Gate.all.map(\.name)
            if name == "accuracy" {
                throw Fault(
                    "the gate 'accuracy' judges a model, which this version does not train",
                    remedy: "its levels stand in thresholds.yaml; use one of \(known.joined(separator: ", "))",
                    status: .usage)
            }
            throw Fault(
                "there is no gate '\(name)'",
                remedy: Nearest.name(to: name, among: known).map { "did you mean \($0)?" }
                    ?? "use one of \(known.joined(separator: ", "))", status: .usage)
        }
    }

    /// Prints reports.
    static func show(
        _ reports: [GateReport], _ thresholds: Thresholds, output: OutputFormat, global: GlobalOptions
    ) throws {
        let decision = GateReport.Decision.all(reports.map(\.decision))
        let lowered = thresholds.effective.filter(\.isLowered)
        for report in reports where !report.note.isEmpty { global.tell("\(report.gate.name): \(report.note)") }
        for report in reports {
            for check in report.troubles where !check.measurement.failing.isEmpty {
                let shown = check.measurement.failing.prefix(5)
                global.tell(
                    "\(check.gate) \(check.name): \(check.measurement.failingCount) failing, among them".printable)
                for row in shown { global.tell("  \(row.text)".printable) }
            }
        }
        for level in lowered {
            global.warn("threshold \(level.threshold.name) asks less than the default: \(ValidateVerb.lowered(level))")
        }
        guard output != .json else {
            let json = JSONValue.object([
                ("schema_version", .integer(Output.schemaVersion)), ("kind", .string("validation")),
                ("rows", .array(reports.map(\.json))),
                (
                    "summary",
                    .object([
                        ("decision", .string(decision.rawValue)), ("profile", .string(thresholds.profile.rawValue)),
                        ("lowered_thresholds", .array(lowered.map { .string($0.threshold.name) })),
                    ])
                ),
            ])
            return try TextStream.output.write(json.text + "\n")
        }
        let summary = reports.map {
            ("\($0.gate.name) \($0.range)", Cell.text($0.decision.rawValue).styled($0.decision.style))
        }
        let text = Output.render(
            kind: "validation", rows: reports.flatMap(\.results).map(CheckRow.init),
            summary: summary + [("decision", Cell.text(decision.rawValue).styled(decision.style))], format: output,
            terminal: global.terminal)
        try TextStream.output.write(text)
    }

    /// `fail 0.9, default 0.95 (thresholds.yaml line 12)`.
    static func lowered(_ level: Thresholds.Effective) -> String {
        func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "nothing" }
        var parts: [String] = []
        if level.levels.fail != level.standard.fail {
            parts.append("fail \(text(level.levels.fail)), default \(text(level.standard.fail))")
        }
        if level.levels.warn != level.standard.warn {
            parts.append("warn \(text(level.levels.warn)), default \(text(level.standard.warn))")
        }
        return parts.joined(separator: "; ") + " (\(level.origin))"
    }
}

/// A check's result.
private struct CheckRow: Listing {
    static let columns = [
        ListingColumn("gate"), ListingColumn("check"), ListingColumn("result"),
        ListingColumn("value", alignment: .right),
        ListingColumn("asked"), ListingColumn("numerator", alignment: .right, decimals: 0),
        ListingColumn("denominator", alignment: .right, decimals: 0), ListingColumn("population"),
        ListingColumn("reason"),
    ]
    let result: CheckResult

    var cells: [Cell] {
        let style: Style =
            switch result.outcome {
            case .pass: .good
            case .warn: .warn
            case .fail: .bad
            case .notEvaluated: .dim
            }
        return [
            .text(result.gate), .text(result.name), Cell.text(result.outcome.rawValue).styled(style),
            .text(result.value.map { ReportText.value($0, result.threshold.threshold.scale) }),
            .text(ReportText.asked(result.threshold)),
            .real(result.measurement.numerator), .real(result.measurement.denominator),
            .text(result.measurement.population), .text(result.reason.isEmpty ? nil : result.reason),
        ]
    }
}

extension GateReport.Decision {
    /// How the decision looks on a terminal.
    var style: Style {
        switch self {
        case .go: .good
        case .goWithWarnings: .warn
        case .noGo: .bad
        case .notEvaluated: .dim
        }
    }
}

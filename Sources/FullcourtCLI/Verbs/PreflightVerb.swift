import ArgumentParser
import Basketball
import Planning
import Quality
import Storage

/// `fullcourt preflight`: may stage 4 start?
struct PreflightVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preflight",
        abstract: "Ask whether everything that stage 4 reads is complete: which dates lack, and who needs them.",
        discussion: """
            A unit of stage 4 reads the season before its date, so a hole in October counts for a range in March. Complete \
            is what may be read: written, or partial within readiness.min_complete.

            --force lets a NO-GO pass; the reason is kept in the warehouse and appears in every later report. Units whose \
            inputs lack stay blocked all the same: 'fullcourt backfill --accept-partial' is what lets them read.

            EXIT CODES: 0 GO, or passed over by --force; 1 NO-GO. A range in which stage 4 expects nothing is neither: 0.

            EXAMPLES:
              fullcourt preflight --season 2023-24
              fullcourt preflight --from 2023-11-07 --to 2024-06-17 --output json
              fullcourt preflight --season 2021-22 --force --reason "box scores of 2022-02-03 are lost"
            """)

    @Flag(help: "Let a NO-GO pass; needs --reason.")
    var force = false

    @Option(help: ArgumentHelp("Why; it is recorded and appears in reports.", valueName: "text"))
    var reason: String?

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        let text = reason?.filter { !$0.isWhitespace } ?? ""
        if force, text.isEmpty { throw ValidationError("--force needs --reason TEXT, which is recorded") }
        if reason != nil, !force { throw ValidationError("--reason goes with --force") }
    }

    func run() async throws {
        let output = try global.format()
        let workers = try work.count(global)
        let settings = try global.settings().pipelineSettings
        let warehouse = try global.open()
        let states = try await UnitStates(warehouse, settings: settings)
        let facts = RangeFacts(states, dates: try range.dates(states.calendar))
        let preflight = try await Preflight(warehouse, facts, workers: workers)
        if force, !preflight.isComplete {
            try await global.holding(warehouse, "preflight") { try await record(preflight, facts, warehouse) }
        }
        try await warehouse.close()
        try show(preflight, facts, output: output)
        if !preflight.isComplete, !force { throw ExitStatus.noGo.code }
    }

    private func record(_ preflight: Preflight, _ facts: RangeFacts, _ warehouse: any Warehouse) async throws {
        let lacking = preflight.inputs.filter { !$0.gaps.isEmpty }.map { "\($0.table) on \($0.gaps.count) dates" }
        try await OverrideLog.add(
            warehouse, kind: "preflight", subject: "\(facts.text): \(lacking.joined(separator: ", "))",
            reason: reason ?? "", version: Version.number)
        global.warn("passed over, and recorded: \(lacking.joined(separator: ", "))")
    }

    private func show(_ preflight: Preflight, _ facts: RangeFacts, output: OutputFormat) throws {
        let gaps = preflight.inputs.flatMap(\.gaps)
        let isNothing = preflight.inputs.allSatisfy { $0.expected == 0 }
        let decision: GateReport.Decision = isNothing ? .notEvaluated : gaps.isEmpty ? .go : .noGo
        for input in preflight.inputs {
            global.tell("\(input.table): \(input.complete) of \(input.expected) units complete")
        }
        if isNothing { global.tell("nothing to judge: stage 4 expects no rows in \(facts.text)") }
        let text = Output.render(
            kind: "preflight", rows: gaps.map(GapRow.init),
            summary: preflight.inputs.map { ($0.table, .text("\($0.complete) of \($0.expected)")) } + [
                ("lacking", .integer(gaps.count)), ("overridden", .text(force && !gaps.isEmpty ? "yes" : "no")),
                ("decision", Cell.text(decision.rawValue).styled(decision.style)),
            ], format: output, terminal: global.terminal)
        try TextStream.output.write(text)
    }
}

/// A unit that lacks.
private struct GapRow: Listing {
    static let columns = [
        ListingColumn("table"), ListingColumn("date"), ListingColumn("state"), ListingColumn("reason"),
        ListingColumn("needed_by"),
    ]
    let gap: Preflight.Gap

    var cells: [Cell] {
        [
            .text(gap.unit.table), .text("\(gap.unit.date)"), .text(gap.state.status.rawValue),
            .text(gap.state.reason), .text(gap.neededBy.joined(separator: ";")),
        ]
    }
}

import ArgumentParser
import Basketball
import Documents
import Orchestration
import Pipeline
import Planning
import Quality
import Storage
import Synchronization

/// `fullcourt run`: the orchestrator.
struct RunVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the whole pipeline: build tables phase by phase, and go on only where the gates say GO.",
        discussion: """
            Phases, gates and hooks stand in pipeline.yaml; 'fullcourt init' writes it. The run's own state is in the \
            warehouse: killed at any moment, the same command goes on in the same phase. NO-GO ends the run with exit code 1 \
            and the failing rows; nothing of the next phase is started.

            With --output json the events go to standard output, one JSON object a line; otherwise they are lines on \
            standard error.

            EXAMPLES:
              fullcourt run
              fullcourt run --dry-run
              fullcourt run --season 2023-24 --from-phase 2
              fullcourt run --attach                       follows whoever is writing, then goes on
              fullcourt run --resume                       goes on after a NO-GO was repaired
            """)

    @Flag(help: "Show the phases and what they would build, and write nothing.")
    var dryRun = false

    @Flag(help: "Go on with the newest run, also after a NO-GO.")
    var resume = false

    @Option(help: ArgumentHelp("Begin a new run at this phase, counted from 1.", valueName: "n"))
    var fromPhase: Int?

    @Flag(help: "Wait while another process writes, and then judge what it built; without it that is exit code 75.")
    var attach = false

    @Option(
        help: ArgumentHelp(
            "Seconds between two looks at another process. (default: as pipeline.yaml, 60)", valueName: "s"))
    var pollInterval: Double?

    @Option(help: ArgumentHelp("The file with the phases. Environment: FULLCOURT_PIPELINE.", valueName: "path"))
    var pipeline: String?

    @Option(
        help: ArgumentHelp("Write the evidence into this folder at the end, whatever it says.", valueName: "folder"))
    var report: String?

    @Flag(help: "Exit with 2 when there are warnings.")
    var strict = false

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup(title: "What is asked") var validation: ValidationOptions
    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if resume, fromPhase != nil { throw ValidationError("give --resume or --from-phase, not both") }
        if let pollInterval, !(0.1...86_400).contains(pollInterval) {
            throw ValidationError("--poll-interval is 0.1 to 86400 seconds")
        }
    }

    func run() async throws {
        let start = ProgressReporter.seconds()
        let output = try global.format()
        let definition = try RunVerb.definition(pipeline, global)
        let thresholds = try validation.asked(global)
        let workers = try work.count(global)
        let warehouse = try global.open()
        let dates = RunVerb.dates(range, definition)
        if dryRun {
            try await showPlan(definition, warehouse, dates, output: output)
            return try await warehouse.close()
        }
        let stop = StopFlag()
        let signal = Mutex<ExitStatus?>(nil)
        let watcher = SignalWatcher { status in
            signal.withLock { $0 = status }
            stop.request()
        }
        defer { watcher.cancel() }
        let orchestrator = Orchestrator(
            warehouse, definition, thresholds,
            options: Orchestrator.Options(
                workers: workers, version: Version.number, settings: try global.settings().pipelineSettings,
                pollInterval: pollInterval ?? definition.pollInterval, gates: validation.options(workers: workers)),
            stop: stop, range: RunVerb.text(range, definition), dates: dates, emit: emitter(output))
        guard
            let outcome = try await leased(
                orchestrator, warehouse, stop,
                {
                    let outcome = try await orchestrator.run(
                        resume ? .resume : fromPhase.map { .phase($0) } ?? .automatic)
                    if let report { try await write(report, outcome, thresholds, warehouse, dates, start) }
                    return outcome
                })
        else {
            try await warehouse.close()
            throw (signal.withLock { $0 } ?? .interrupted).code
        }
        try await warehouse.close()
        if output != .json { try RunVerb.show(outcome, output: output, global: global) }
        try end(outcome, signal.withLock { $0 })
    }

    /// Runs under the lease, after whoever holds it where that is asked for.
    ///
    /// - Returns: nil when a signal came while another process was followed.
    private func leased(
        _ orchestrator: Orchestrator, _ warehouse: SQLiteWarehouse, _ stop: StopFlag,
        _ body: () async throws -> Orchestrator.Outcome
    ) async throws -> Orchestrator.Outcome? {
        while true {
            if attach { try await orchestrator.follow() }
            if stop.isRequested { return nil }
            do {
                return try await global.holding(warehouse, "run", body)
            } catch let held as Lease.Held {
                // A third one was quicker: it is followed too.
                guard attach else { throw held }
            }
        }
    }

    private func emitter(_ output: OutputFormat) -> @Sendable (RunEvent) -> Void {
        let (quiet, showsProgress) = (global.quiet, !global.noProgress)
        return { event in
            if output == .json {
                TextStream.output.show(event.json.line + "\n")
            } else if !quiet, showsProgress || event.kind != .progress {
                for line in event.lines { TextStream.error.show(line.printable + "\n") }
            }
        }
    }

    private func end(_ outcome: Orchestrator.Outcome, _ stopped: ExitStatus?) throws {
        switch outcome.status {
        case .noGo: throw ExitStatus.noGo.code
        case .incomplete, .failed: throw ExitStatus.incomplete.code
        case .interrupted: throw (stopped ?? .interrupted).code
        case .finished, .running:
            if strict, outcome.decision != .go { throw ExitStatus.warnings.code }
        }
    }

    private func write(
        _ folder: String, _ outcome: Orchestrator.Outcome, _ thresholds: Thresholds, _ warehouse: SQLiteWarehouse,
        _ dates: @Sendable (LeagueCalendar) throws -> [GameDate], _ start: Double
    ) async throws {
        let states = try await UnitStates(warehouse, settings: try global.settings().pipelineSettings)
        let facts = try await RangeFacts.settled(
            warehouse, states, dates: try dates(states.calendar), for: Gate.all, workers: work.count(global))
        let evidence = try await Evidence(
            warehouse, facts, gates: outcome.reports, thresholds: thresholds,
            settings: try ReportWriteVerb.settings(global),
            phases: try await RunStore(warehouse).evidence(), version: Version.number,
            command: EvidenceTimes.Command(
                line: "fullcourt " + CommandLine.arguments.dropFirst().joined(separator: " "),
                seconds: ProgressReporter.seconds() - start))
        let root = try EvidenceBundle.write(evidence, to: folder)
        global.tell("report: \(folder), root \(root)")
    }

    /// What the file of phases says.
    static func definition(_ path: String?, _ global: GlobalOptions) throws -> PipelineDefinition {
        let flags = path.map { [Settings.Flag(Settings.pipeline, $0, "--pipeline")] } ?? []
        let settings = try global.settings(flags)
        return try PipelineDefinition(file: OptionalFile.read(settings, Settings.pipeline, option: "--pipeline"))
    }

    /// The range of the command line, else that of the file.
    static func dates(_ range: RangeOptions, _ definition: PipelineDefinition)
        -> @Sendable (LeagueCalendar) throws
        -> [GameDate]
    {
        var chosen = range
        if !range.isGiven {
            chosen.from = definition.from
            chosen.to = definition.to
        }
        let final = chosen
        return { try final.dates($0) }
    }

    /// What was asked for, as part of what makes two runs the same.
    static func text(_ range: RangeOptions, _ definition: PipelineDefinition) -> String {
        if let season = range.season { return "season \(season)" }
        if let dates = range.dates { return "dates \(dates)" }
        let (from, to) = range.isGiven ? (range.from, range.to) : (definition.from, definition.to)
        return "from \(from.map { "\($0)" } ?? "-") to \(to.map { "\($0)" } ?? "-")"
    }

    static func show(_ outcome: Orchestrator.Outcome, output: OutputFormat, global: GlobalOptions) throws {
        try TextStream.output.write(
            Output.render(
                kind: "run", rows: outcome.machine.phases.enumerated().map { PhaseRow(number: $0 + 1, phase: $1) },
                summary: [
                    ("run", .integer(outcome.run)), ("status", .text(outcome.status.rawValue)),
                    ("decision", Cell.text(outcome.decision.rawValue).styled(outcome.decision.style)),
                ], format: output, terminal: global.terminal))
    }

    private func showPlan(
        _ definition: PipelineDefinition, _ warehouse: SQLiteWarehouse,
        _ dates: @Sendable (LeagueCalendar) throws -> [GameDate], output: OutputFormat
    ) async throws {
        let loaded = try await UnitStates(warehouse, settings: try global.settings().pipelineSettings)
        let days = try dates(loaded.calendar)
        let (states, plan) = try await StateKeeper(warehouse, workers: work.count(global)).plan(
            loaded, tables: Registry.planned, dates: days)
        let facts = RangeFacts(states, dates: days)
        let running = Dictionary(grouping: plan.units, by: \.unit.table)
        let rows = definition.phases.enumerated().map { index, phase in
            let units = phase.tables.flatMap { running[$0] ?? [] }
            return PlannedPhaseRow(
                number: index + 1, phase: phase, units: units.count,
                rows: units.reduce(0) { $0 + ($1.rowsExpected ?? 0) })
        }
        try TextStream.output.write(
            Output.render(
                kind: "run_plan", rows: rows, summary: [("dates", .integer(days.count)), ("range", .text(facts.text))],
                format: output, terminal: global.terminal))
    }
}

/// A phase of a run.
private struct PhaseRow: Listing {
    static let columns = [
        ListingColumn("phase", alignment: .right), ListingColumn("name"), ListingColumn("stage"),
        ListingColumn("decision"),
    ]
    let number: Int
    let phase: PhaseMachine.Phase

    var cells: [Cell] {
        [
            .integer(number), .text(phase.name), .text(phase.stage.rawValue),
            Cell.text(phase.decision?.rawValue).styled(phase.decision?.style ?? .dim),
        ]
    }
}

/// A phase that would run.
private struct PlannedPhaseRow: Listing {
    static let columns = [
        ListingColumn("phase", alignment: .right), ListingColumn("name"), ListingColumn("tables"),
        ListingColumn("gates"), ListingColumn("units_to_run", alignment: .right),
        ListingColumn("rows_to_write", alignment: .right),
    ]
    let number: Int
    let phase: PipelineDefinition.Phase
    let units: Int
    let rows: Int

    var cells: [Cell] {
        [
            .integer(number), .text(phase.name), .text(phase.tables.joined(separator: ", ")),
            .text(phase.gates.isEmpty ? nil : phase.gates.joined(separator: ", ")), .integer(units), .integer(rows),
        ]
    }
}

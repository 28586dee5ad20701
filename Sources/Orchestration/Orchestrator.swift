import Basketball
import Documents
import Foundation
import Pipeline
import Planning
import Quality
import Storage

/// Runs a pipeline: builds, asks the gates, goes on by itself or stops with the reasons.
package struct Orchestrator: Sendable {
    /// Where a run begins.
    package enum Start: Sendable, Hashable {
        /// Goes on with a run that was killed or stopped by a signal, else begins a new one.
        case automatic
        /// Goes on with the newest run, whatever ended it.
        case resume
        /// Begins a new run at a phase, counted from 1.
        case phase(Int)
    }

    /// How it is done.
    package struct Options: Sendable {
        package var workers: Int
        package var version: String
        package var settings: PipelineSettings
        package var pollInterval: Double
        package var gates: GateOptions

        package init(
            workers: Int, version: String, settings: PipelineSettings = .standard, pollInterval: Double = 60,
            gates: GateOptions = GateOptions()
        ) {
            self.workers = workers
            self.version = version
            self.settings = settings
            self.pollInterval = pollInterval
            self.gates = gates
        }
    }

    /// How it ended.
    package struct Outcome: Sendable {
        package let run: Int
        package let machine: PhaseMachine
        /// The last report of every gate that was asked in this process.
        package let reports: [GateReport]

        package var status: PhaseMachine.Status { machine.status }
        package var decision: GateReport.Decision { machine.decision }
    }

    let warehouse: any Warehouse
    let definition: PipelineDefinition
    let thresholds: Thresholds
    let options: Options
    let stop: StopFlag
    /// The dates, from what is loaded.
    let dates: @Sendable (LeagueCalendar) throws -> [GameDate]
    /// What the dates are, in the user's words: part of what makes two runs the same.
    let range: String
    let emit: @Sendable (RunEvent) -> Void

    package init(
        _ warehouse: any Warehouse, _ definition: PipelineDefinition, _ thresholds: Thresholds, options: Options,
        stop: StopFlag, range: String = "", dates: @escaping @Sendable (LeagueCalendar) throws -> [GameDate],
        emit: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) {
        self.warehouse = warehouse
        self.definition = definition
        self.thresholds = thresholds
        self.options = options
        self.stop = stop
        self.range = range
        self.dates = dates
        self.emit = emit
    }

    /// Runs until there is nothing left to do, a gate says NO-GO, or it is asked to stop.
    ///
    /// - Throws: `QualityError` when there is nothing to resume or no such phase; what the engine throws, after the state
    ///   was stored.
    package func run(_ start: Start = .automatic) async throws -> Outcome {
        var run = try await open(start)
        var action = run.machine.begin()
        try await run.save()
        while true {
            do {
                switch action {
                case .end:
                    try await run.finish()
                    return Outcome(
                        run: run.number, machine: run.machine,
                        reports: Gate.all.compactMap { run.reports[$0.name] })
                case .build(let phase, let isSample):
                    let failed = try await build(definition.phases[phase], isSample, &run)
                    action = run.machine.handle(stop.isRequested ? .interrupted : .built(failed: failed))
                case .judge(let phase, let isSample):
                    let decision = try await judge(definition.phases[phase], isSample, &run)
                    action = run.machine.handle(stop.isRequested ? .interrupted : .judged(decision))
                    if !stop.isRequested, !isSample {
                        await run.note(
                            .phaseFinished, definition.phases[phase].name, [("decision", .string(decision.rawValue))])
                    }
                }
                try await run.save()
            } catch {
                _ = run.machine.handle(.failed)
                try? await run.save()
                throw error
            }
        }
    }

    private func open(_ start: Start) async throws -> RunInProgress {
        let store = RunStore(warehouse)
        let digest = RunStore.digest(definition, range: range)
        let newest = try await store.newest()
        func begin(_ machine: PhaseMachine, _ number: Int, after sequence: Int) -> RunInProgress {
            RunInProgress(
                store: store, number: number, definition: digest, version: options.version, machine: machine,
                hooks: HookRunner(definition.hooks), emit: emit, sequence: sequence)
        }
        let isOpen = newest.map { ![.finished, .noGo, .incomplete].contains($0.status) } ?? false
        if start == .resume || start == .automatic && isOpen, let newest {
            if newest.definition == digest,
                let machine = PhaseMachine(definition, stages: newest.stages, status: newest.status),
                machine.current != nil
            {
                var run = begin(machine, newest.number, after: newest.sequence)
                await run.note(.runResumed, machine.current.map { machine.phases[$0].name } ?? "", [])
                return run
            }
            if start == .resume {
                throw QualityError(
                    machineIsDone(newest)
                        ? "run \(newest.number) is finished" : "run \(newest.number) was of other phases or dates",
                    remedy: "begin a new one without --resume")
            }
        } else if start == .resume {
            throw QualityError("there is no run to go on with", remedy: "begin one without --resume")
        }
        var first = 0
        if case .phase(let number) = start {
            guard (1...definition.phases.count).contains(number) else {
                throw QualityError("there is no phase \(number)", remedy: "phases are 1 to \(definition.phases.count)")
            }
            first = number - 1
        }
        var run = begin(PhaseMachine(definition, from: first), (newest?.number ?? 0) + 1, after: 0)
        await run.note(
            .runStarted, "", [("phases", .array(definition.phases.dropFirst(first).map { .string($0.name) }))])
        return run
    }

    private func machineIsDone(_ run: RunStore.Stored) -> Bool {
        run.stages.allSatisfy { $0.0 == .done || $0.0 == .skipped }
    }

    /// - Returns: how many units failed.
    private func build(_ phase: PipelineDefinition.Phase, _ isSample: Bool, _ run: inout RunInProgress) async throws
        -> Int
    {
        if stop.isRequested { return 0 }
        let builder = builder
        let states = try await builder.states()
        let sample = isSample ? try phaseDates(phase, isSample, states) : nil
        let work = try await builder.work(phase.tables, states, try dates(states.calendar), sample: sample)
        await run.note(
            .phaseStarted, phase.name,
            [
                ("sample", .boolean(isSample)), ("units", .integer(work.units)),
                ("dates", .integer(sample?.count ?? work.dates)),
            ])
        let meter = ProgressMeter(total: work.units)
        let reporter = run.reporter(phase.name)
        let result = try await builder.build(work, stop: stop) { done, failed, rows in
            if let fields = meter.add(done: done, failed: failed, rows: rows) { reporter(fields) }
        }
        await run.note(
            .phaseBuilt, phase.name,
            [("done", .integer(result.done)), ("failed", .integer(result.failed)), ("rows", .integer(result.rows))])
        return result.failed
    }

    private var builder: PhaseBuilder {
        PhaseBuilder(
            warehouse: warehouse, version: options.version, workers: options.workers, settings: options.settings)
    }

    private func judge(_ phase: PipelineDefinition.Phase, _ isSample: Bool, _ run: inout RunInProgress) async throws
        -> GateReport.Decision
    {
        let states = try await builder.states()
        let gates = phase.gates.compactMap { Gate.named($0) }
        let facts = try await RangeFacts.settled(
            warehouse, states, dates: try phaseDates(phase, isSample, states), for: gates, workers: options.workers)
        let reports = try await GateRunner(warehouse, thresholds, options.gates).run(gates, facts)
        for report in reports {
            run.reports[report.gate.name] = report
            await run.note(.gateJudged, phase.name, report.eventFields + [("sample", .boolean(isSample))])
        }
        return GateReport.Decision.all(reports.map(\.decision))
    }

    private func phaseDates(_ phase: PipelineDefinition.Phase, _ isSample: Bool, _ states: UnitStates) throws
        -> [GameDate]
    {
        let all = try dates(states.calendar)
        return isSample ? PhaseBuilder.sample(all, states, count: phase.sample) : all
    }

    /// Waits while another process holds the lease, and tells how far it is; returns at once when nobody does.
    ///
    /// Nothing of it is stored: the warehouse is the other's.
    package func follow() async throws {
        guard let owner = try await Lease.holder(warehouse) else { return }
        func tell(_ kind: RunEvent.Kind, _ fields: [(String, JSONValue)]) {
            emit(RunEvent(kind: kind, run: 0, sequence: 0, at: Date.now.formatted(.iso8601), phase: "", fields: fields))
        }
        tell(.attached, [("reason", .string("following \(owner.description)"))])
        let builder = builder
        let tables = definition.phases.flatMap(\.tables)
        var meter: ProgressMeter?
        let follower = LeaseFollower(warehouse: warehouse, pollInterval: options.pollInterval, stop: stop)
        try await follower.follow {
            let states = try await builder.states()
            guard let dates = try? dates(states.calendar) else { return }
            let left = builder.left(tables, states, dates)
            let current = meter ?? ProgressMeter(total: left)
            meter = current
            if let fields = current.set(left: left) { tell(.progress, fields) }
        }
        if !stop.isRequested { tell(.attached, [("reason", .string("\(owner.description) has ended"))]) }
    }
}

import Quality

/// Decides what a run does next. It knows no clock, no files and no warehouse: what happened goes in, what to do comes out,
/// and between the two it can be stored.
package struct PhaseMachine: Sendable, Hashable {
    /// How far a phase is.
    package enum Stage: String, Sendable, Hashable, CaseIterable {
        case waiting
        /// A few dates are built before all others.
        case sampling
        case judgingSample = "judging_sample"
        case building
        case judging
        case done
        /// Left out, because the run started behind it.
        case skipped
    }

    /// How the run is.
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case running
        case finished
        /// A gate said NO-GO.
        case noGo = "no_go"
        /// Units failed in a phase that no gate judges.
        case incomplete
        /// A signal stopped it.
        case interrupted
        /// The engine failed.
        case failed
    }

    /// What happened.
    package enum Input: Sendable, Hashable {
        /// The tables of the phase are built, but for so many units.
        case built(failed: Int)
        case judged(GateReport.Decision)
        case interrupted
        case failed
    }

    /// What to do.
    package enum Action: Sendable, Hashable {
        case build(phase: Int, isSample: Bool)
        case judge(phase: Int, isSample: Bool)
        case end(Status)
    }

    package struct Phase: Sendable, Hashable {
        package let name: String
        package let hasGates: Bool
        package let hasSample: Bool
        package internal(set) var stage: Stage = .waiting
        /// What its gates said; nil while they were not asked.
        package internal(set) var decision: GateReport.Decision?
    }

    package private(set) var phases: [Phase]
    package private(set) var status = Status.running

    /// A run from its beginning, or from a later phase on.
    package init(_ definition: PipelineDefinition, from first: Int = 0) {
        phases = definition.phases.enumerated().map { index, phase in
            var phase = Phase(name: phase.name, hasGates: !phase.gates.isEmpty, hasSample: phase.sample > 0)
            if index < first { phase.stage = .skipped }
            return phase
        }
    }

    /// A run as it was stored; nil when it was of other phases.
    package init?(_ definition: PipelineDefinition, stages: [(Stage, GateReport.Decision?)], status: Status) {
        self.init(definition)
        guard stages.count == phases.count else { return nil }
        for index in phases.indices {
            phases[index].stage = stages[index].0
            phases[index].decision = stages[index].1
        }
        self.status = status
    }

    /// The phase under way; nil when none is left.
    package var current: Int? { phases.firstIndex { $0.stage != .done && $0.stage != .skipped } }

    /// What the phases said together.
    package var decision: GateReport.Decision { .all(phases.compactMap(\.decision)) }

    /// What to do first, of a new run and of one that is taken up again: the phase that was under way is done again, which
    /// finds what is complete already.
    package mutating func begin() -> Action {
        status = .running
        guard let index = current else { return end(.finished) }
        switch phases[index].stage {
        case .waiting: return enter(index)
        case .sampling: return .build(phase: index, isSample: true)
        case .judgingSample: return .judge(phase: index, isSample: true)
        // What was judged may have changed since: it is looked at again before it is judged again.
        case .building, .judging:
            phases[index].stage = .building
            return .build(phase: index, isSample: false)
        case .done, .skipped: return end(.finished)
        }
    }

    /// What to do after something happened.
    package mutating func handle(_ input: Input) -> Action {
        guard status == .running, let index = current else { return .end(status) }
        switch input {
        case .interrupted: return end(.interrupted)
        case .failed: return end(.failed)
        case .built(let failed):
            let isSample = phases[index].stage == .sampling
            if phases[index].hasGates {
                phases[index].stage = isSample ? .judgingSample : .judging
                return .judge(phase: index, isSample: isSample)
            }
            if failed > 0 { return end(.incomplete) }
            return isSample ? build(index) : next(index)
        case .judged(let decision):
            let isSample = phases[index].stage == .judgingSample
            phases[index].decision = decision
            if decision == .noGo { return end(.noGo) }
            return isSample ? build(index) : next(index)
        }
    }

    private mutating func enter(_ index: Int) -> Action {
        guard phases[index].hasSample else { return build(index) }
        phases[index].stage = .sampling
        return .build(phase: index, isSample: true)
    }

    private mutating func build(_ index: Int) -> Action {
        phases[index].stage = .building
        return .build(phase: index, isSample: false)
    }

    private mutating func next(_ index: Int) -> Action {
        phases[index].stage = .done
        guard let next = current else { return end(.finished) }
        return enter(next)
    }

    private mutating func end(_ status: Status) -> Action {
        self.status = status
        return .end(status)
    }
}

import Documents
import Orchestration
import Pipeline
import Quality
import TestSupport
import Testing

/// The state machine alone: no clock, no warehouse.
@Suite struct PhaseMachineTests {
    private func definition(_ text: String) throws -> PipelineDefinition {
        try PipelineDefinition(file: (path: "p.yaml", text: text))
    }

    private static let three = """
        phases:
          - {name: a, tables: [team_offense_game_summary], gates: [team_offense]}
          - {name: b, tables: [player_game_summary]}
          - {name: c, tables: [stage3], gates: [team_defense], sample: 3}
        """

    @Test func goRunsToTheEnd() throws {
        var machine = PhaseMachine(try definition(Self.three))
        #expect(machine.begin() == .build(phase: 0, isSample: false))
        #expect(machine.handle(.built(failed: 1)) == .judge(phase: 0, isSample: false))
        #expect(machine.handle(.judged(.go)) == .build(phase: 1, isSample: false))
        #expect(machine.handle(.built(failed: 0)) == .build(phase: 2, isSample: true))
        #expect(machine.handle(.built(failed: 0)) == .judge(phase: 2, isSample: true))
        #expect(machine.handle(.judged(.notEvaluated)) == .build(phase: 2, isSample: false))
        #expect(machine.handle(.built(failed: 0)) == .judge(phase: 2, isSample: false))
        #expect(machine.handle(.judged(.goWithWarnings)) == .end(.finished))
        #expect(machine.decision == .goWithWarnings && machine.current == nil)
        #expect(machine.phases.allSatisfy { $0.stage == .done })
    }

    @Test func noGoEndsAndTheNextPhaseIsNotStarted() throws {
        var machine = PhaseMachine(try definition(Self.three))
        _ = machine.begin()
        _ = machine.handle(.built(failed: 0))
        #expect(machine.handle(.judged(.noGo)) == .end(.noGo))
        #expect(machine.phases[1].stage == .waiting && machine.decision == .noGo)
        #expect(machine.handle(.judged(.go)) == .end(.noGo))
        // Resumed after a repair: built and judged again, for its inputs may have changed.
        #expect(machine.begin() == .build(phase: 0, isSample: false))
    }

    @Test func noGoOfASampleStopsBeforeTheWhole() throws {
        var machine = PhaseMachine(try definition(Self.three), from: 2)
        #expect(machine.begin() == .build(phase: 2, isSample: true))
        #expect(machine.phases[0].stage == .skipped)
        _ = machine.handle(.built(failed: 0))
        #expect(machine.handle(.judged(.noGo)) == .end(.noGo))
        #expect(machine.begin() == .judge(phase: 2, isSample: true))
    }

    @Test func failedUnitsEndAPhaseThatNoGateJudges() throws {
        var machine = PhaseMachine(try definition(Self.three), from: 1)
        #expect(machine.begin() == .build(phase: 1, isSample: false))
        #expect(machine.handle(.built(failed: 2)) == .end(.incomplete))
        #expect(machine.begin() == .build(phase: 1, isSample: false))
    }

    /// Stored after any step and read again, the machine goes on to the same end, whatever the steps were.
    @Test func storedAndReadAgainItEndsTheSame() throws {
        let definition = try definition(Self.three)
        for interruptions in 1...40 {
            var random = SplitRandom(seed: UInt64(interruptions))
            var machine = PhaseMachine(definition)
            var action = machine.begin()
            var steps = 0
            while true {
                steps += 1
                #expect(steps < 200, "seed \(interruptions)")
                if steps < 100, random.next() % 3 == 0 {
                    let stages = machine.phases.map { ($0.stage, $0.decision) }
                    machine = try #require(PhaseMachine(definition, stages: stages, status: machine.status))
                    action = machine.begin()
                }
                switch action {
                case .build: action = machine.handle(random.next() % 5 == 0 ? .interrupted : .built(failed: 0))
                case .judge: action = machine.handle(.judged(.go))
                case .end(.interrupted): action = machine.begin()
                case .end(let status):
                    #expect(status == .finished && machine.decision == .go, "seed \(interruptions)")
                    #expect(machine.phases.map(\.stage) == [.done, .done, .done])
                    break
                }
                if case .end(.finished) = action { break }
            }
        }
    }

    @Test func otherPhasesAreAnotherRun() throws {
        let definition = try definition(Self.three)
        #expect(PhaseMachine(definition, stages: [(.done, nil)], status: .running) == nil)
    }

    struct SplitRandom {
        private var state: UInt64
        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}

/// What `pipeline.yaml` may say.
@Suite struct PipelineDefinitionTests {
    /// All tables are built, each once, and every gate is asked, in the order of `engine.md` section 10.
    @Test func defaultPhasesBuildEverythingAndAskEveryGate() throws {
        let definition = try PipelineDefinition()
        #expect(
            definition.phases.map(\.name) == ["team_offense", "player_summary", "analytics", "precompute", "features"])
        #expect(definition.phases[0].tables == ["team_offense_game_summary"])
        #expect(definition.phases[1].tables == ["player_game_summary"])
        #expect(Set(definition.phases.flatMap(\.tables)) == Set(Registry.tables.map(\.name)))
        #expect(
            definition.phases.map(\.gates) == [
                ["team_offense"], ["player_summary"], ["team_defense", "preflight"], ["precompute"],
                ["features", "leakage"],
            ])
        #expect(definition.pollInterval == 60)
    }

    /// The words are those of `--tables`.
    @Test func selectorsNameEachTableOnceInOrder() throws {
        let text = "phases:\n  - {name: a, tables: ['player_daily_cache+', '+team_offense_game_summary', stage3]}"
        let tables = try definition(text).phases[0].tables
        #expect(tables.first == "team_offense_game_summary" && tables.last == "ml_feature_store")
        #expect(Set(tables).count == tables.count && !tables.contains("team_defense_zone_analysis"))
    }

    private func definition(_ text: String) throws -> PipelineDefinition {
        try PipelineDefinition(file: (path: "p.yaml", text: text))
    }

    @Test(arguments: [
        (
            "phases:\n  - {name: a, tables: [player_game_sumary]}",
            "no table 'player_game_sumary' (p.yaml line 2); did you mean player_game_summary?"
        ),
        (
            "phases:\n  - {name: a, gates: [team_offence]}",
            "no gate 'team_offence' (p.yaml line 2); did you mean team_offense?"
        ),
        ("phases:\n  - {tables: [stage3]}", "phases[1].name is missing (p.yaml line 2)"),
        ("phases:\n  - {name: a}\n  - {name: a}", "a name of its own, 'a' is none (p.yaml line 3)"),
        ("phases: []", "the pipeline has no phases"), ("from: 2024-02-01\nto: 2024-01-01", "is after"),
        ("hooks:\n  - {events: [progress], command: x}", "give one of run_started"),
        ("hooks:\n  - {command: x, url: 'https://y'}", "either a command or a url"),
        ("hooks:\n  - {url: 'ftp://y'}", "begin it with https://"), ("pol_interval: 5", "did you mean poll_interval?"),
    ]) func mistakesAreRefused(text: String, says: String) throws {
        let error = #expect(throws: DocumentError.self) { try PipelineDefinition(file: (path: "p.yaml", text: text)) }
        #expect("\(try #require(error))".contains(says), "\(String(describing: error))")
    }
}

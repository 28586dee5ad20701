import Basketball
import Documents
import Foundation
import Orchestration
import Pipeline
import Planning
import Quality
import Simulation
import Storage
import Synchronization
import TestSupport
import Testing

/// Whole runs over a simulated league, in this process.
@Suite(.ownThreads) struct OrchestratorTests {
    /// Events as they come.
    private final class Log: Sendable {
        private let events = Mutex<[RunEvent]>([])
        func add(_ event: RunEvent) { events.withLock { $0.append(event) } }
        var all: [RunEvent] { events.withLock { $0 } }
        func kinds(_ kind: RunEvent.Kind) -> [RunEvent] { all.filter { $0.kind == kind } }
    }

    private static let players = "files/game_logs_players/player_gamelogs_2023-24.csv"

    /// A league, with the minutes of its players lost where that is wanted.
    private func lab(withoutMinutes: Bool = false) async throws -> Lab {
        let lab = try Lab()
        let league = SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 12))
        try league.write(to: lab.folder.path("files"))
        if withoutMinutes {
            let lines = league.files[0].text.split(separator: "\n").enumerated().map { index, line -> String in
                var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                if index > 0 { fields[10] = "" }
                return fields.joined(separator: ",")
            }
            try lab.folder.write(Self.players, lines.joined(separator: "\n"))
        }
        try await lab.importFiles([lab.folder.path("files")])
        return lab
    }

    private func run(
        _ lab: Lab, _ text: String? = nil, _ start: Orchestrator.Start = .automatic, stop: StopFlag = StopFlag(),
        _ emit: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) async throws -> Orchestrator.Outcome {
        let definition = try PipelineDefinition(file: text.map { (path: "p.yaml", text: $0) })
        return try await Orchestrator(
            lab.warehouse, definition, try Thresholds(file: (path: "t.yaml", text: ShortSeason.thresholds)),
            options: Orchestrator.Options(workers: 2, version: "test"),
            stop: stop, dates: { calendar in calendar.span.map { Array($0.dates) } ?? [] }, emit: emit
        ).run(start)
    }

    @Test func goBuildsWhatABackfillBuilds() async throws {
        let lab = try await lab()
        let log = Log()
        let outcome = try await run(lab) { log.add($0) }
        #expect(outcome.status == .finished && outcome.decision == .go)
        let plain = try await self.lab()
        try await plain.backfill()
        #expect(try await lab.manifest().lines == plain.manifest().lines)
        #expect(
            log.kinds(.gateJudged).map { $0["gate"]?.string } == [
                "team_offense", "player_summary", "team_defense", "preflight", "precompute", "features", "leakage",
            ])
        #expect(log.all.first?.kind == .runStarted && log.all.last?.kind == .runFinished)
        let again = try await run(lab)
        #expect(again.run == 2 && again.decision == .go)
    }

    @Test func noGoLeavesTheNextPhaseNotStartedAndNamesTheRows() async throws {
        let lab = try await lab(withoutMinutes: true)
        let log = Log()
        let outcome = try await run(lab) { log.add($0) }
        #expect(outcome.status == .noGo && outcome.decision == .noGo)
        #expect(outcome.machine.phases.map(\.stage) == [.done, .judging, .waiting, .waiting, .waiting])
        #expect(!log.kinds(.phaseStarted).contains { $0.phase == "analytics" })
        let table = try #require(Registry.table("team_defense_game_summary"))
        _ = try await lab.warehouse.prepare([table.schema])
        #expect(try await lab.rows(table.schema).isEmpty)
        let lines = try #require(log.kinds(.gateJudged).last).lines
        #expect(
            lines.contains { $0.contains("minutes_known") } && lines.contains { $0.contains("minutes are unknown") })

        // Repaired, the same run goes on in the phase that stopped it, and ends as an undisturbed one.
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 12)).write(to: lab.folder.path("files"))
        try await lab.importFiles([lab.folder.path("files")])
        let resumed = try await run(lab, nil, .resume) { log.add($0) }
        #expect(resumed.run == outcome.run && resumed.status == .finished, "\(log.all.flatMap(\.lines))")
        #expect(log.kinds(.runResumed).map(\.phase) == ["player_summary"])
        await #expect(throws: QualityError.self) { _ = try await run(lab, nil, .resume) }
    }

    @Test func stopIsStoredAndTheSameRunGoesOn() async throws {
        let lab = try await lab()
        let stop = StopFlag()
        let stopped = try await run(lab, nil, .automatic, stop: stop) { event in
            if event.kind == .phaseStarted, event.phase == "player_summary" { stop.request() }
        }
        #expect(stopped.status == .interrupted && stopped.machine.phases[1].stage == .building)
        let log = Log()
        let outcome = try await run(lab) { log.add($0) }
        #expect(outcome.run == stopped.run && outcome.status == .finished && outcome.decision == .go)
        #expect(log.all.first?.kind == .runResumed && log.all.first?.phase == "player_summary")
        // The events of both processes are one row of numbers.
        let numbers = try await lab.rows(RunStore.events)["sequence"].integers
        #expect(numbers == Array(1...numbers.count))
    }

    @Test func runBeginsAtALaterPhase() async throws {
        let lab = try await lab()
        let outcome = try await run(lab, nil, .phase(3))
        #expect(outcome.machine.phases.map(\.stage) == [.skipped, .skipped, .done, .done, .done])
        await #expect(throws: QualityError.self) { _ = try await run(lab, nil, .phase(6)) }
        let fresh = try await self.lab()
        await #expect(throws: QualityError.self) { _ = try await run(fresh, nil, .resume) }
    }

    @Test func sampleIsBuiltAndJudgedFirst() async throws {
        let text = "phases:\n  - {name: p, tables: [player_game_summary], gates: [player_summary], sample: 3}"
        let log = Log()
        let lab = try await lab()
        #expect(try await run(lab, text) { log.add($0) }.decision == .go)
        let started = log.kinds(.phaseStarted)
        #expect(started.map { $0["sample"]?.boolean } == [true, false])
        #expect(started[0]["units"]?.integer == 3)
        let all = Set(
            try await lab.rows(try #require(Registry.table("player_game_summary")).schema)["game_date"].integers)
        #expect(started[1]["units"]?.integer == all.count - 3)

        let broken = Log()
        let outcome = try await run(try await self.lab(withoutMinutes: true), text) { broken.add($0) }
        #expect(outcome.status == .noGo && broken.kinds(.phaseStarted).count == 1)
    }

    @Test func hooksGetTheirEventsAndNeverDecide() async throws {
        let lab = try await lab()
        let file = lab.folder.path("told.jsonl")
        let outcome = try await run(
            lab,
            """
            phases:
              - {name: p, tables: [team_offense_game_summary], gates: [team_offense]}
            hooks:
              - {events: [phase_finished, run_finished], command: 'cat >> \(file)'}
              - {command: 'exit 3'}
              - {url: 'http://127.0.0.1:1/none'}
            """)
        #expect(outcome.status == .finished && outcome.decision == .go)
        let told = String(decoding: try lab.folder.read("told.jsonl"), as: UTF8.self).split(separator: "\n")
        let events = try told.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(events.map { $0["event"] as? String } == ["phase_finished", "run_finished"])
        #expect(
            (events.last?["phases"] as? [Any])?.count == 1 && (events.last?["next_steps"] as? [Any])?.isEmpty == false)
        let failures = try await lab.warehouse.query(
            "SELECT json FROM pipeline_events WHERE event = 'hook_failed' ORDER BY sequence", limit: nil)
        #expect(failures.count == 2 && failures.vectors[0].texts[0].contains("ended with 3"))
    }

    /// A real server on this machine, started and ended by the test.
    @Test(.timeLimit(.minutes(10))) func webhookPostsTheEventToAServer() async throws {
        let lab = try await lab()
        try lab.folder.write(
            "server.py",
            """
            import http.server, sys
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    body = self.rfile.read(int(self.headers["Content-Length"]))
                    with open(sys.argv[1], "ab") as file:
                        file.write(self.headers["Content-Type"].encode() + b" " + self.path.encode() + b" " + body)
                    self.send_response(500 if self.path == "/broken" else 204)
                    self.end_headers()
                def log_message(self, *words): pass
            server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
            print(server.server_port, flush=True)
            for _ in range(2): server.handle_request()
            """)
        let server = Process()
        server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        server.arguments = ["python3", lab.folder.path("server.py"), lab.folder.path("posted.jsonl")]
        let output = Pipe()
        server.standardOutput = output
        // Nothing of the test's own may stay open in it, and a signal that asks may be ignored where it was inherited so.
        server.standardError = FileHandle.nullDevice
        try server.run()
        defer { if server.isRunning { kill(server.processIdentifier, SIGKILL) } }
        var told = ""
        while !told.contains("\n") {
            let data = output.fileHandleForReading.availableData
            try #require(!data.isEmpty, "no python3")
            told += String(decoding: data, as: UTF8.self)
        }
        let address = "http://127.0.0.1:\(told.split(separator: "\n")[0])"
        let log = Log()
        let outcome = try await run(
            lab,
            """
            phases:
              - {name: p, tables: [team_offense_game_summary], gates: [team_offense]}
            hooks:
              - {url: '\(address)/digest'}
              - {url: '\(address)/broken'}
              - {url: 'http://127.0.0.1:1/nobody'}
            """
        ) { log.add($0) }
        server.waitUntilExit()
        #expect(outcome.decision == .go)
        let lines = String(decoding: try lab.folder.read("posted.jsonl"), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("run_finished") }, "\(lines)")
        #expect(lines.first?.hasPrefix("application/json /digest {") == true)
        let failed = log.kinds(.hookFailed)
        #expect(failed.first?["reason"]?.string == "answered 500")
        #expect(failed.count == 2 && failed.last?["reason"]?.string?.contains("127.0.0.1") == true, "\(failed)")
        for line in lines {
            let body = line.drop { $0 != "{" }
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(body.utf8)) }
        }
    }

    @Test func offDaysAreNeitherPassNorFailureAndTheRunGoesOn() async throws {
        let lab = try await lab()
        let outcome = try await Orchestrator(
            lab.warehouse, try PipelineDefinition(), try Thresholds(),
            options: Orchestrator.Options(workers: 1, version: "test"), stop: StopFlag(),
            dates: { calendar in calendar.span.map { [$0.first + -1] } ?? [] }
        ).run()
        #expect(outcome.status == .finished && outcome.decision == .notEvaluated)
    }
}

import Basketball
import Foundation
import Pipeline
import Planning
import Quality
import Simulation
import Storage
import TestSupport
import Testing

/// The bundle: the same bytes for the same warehouse, checked offline, readable without anything else.
@Suite(.ownThreads) struct EvidenceTests {
    /// A warehouse with a defect, so that every part of a report has something to say.
    private func troubled() async throws -> Lab {
        let lab = try Lab()
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 12)).write(to: lab.folder.path("files"))
        try lab.rewrite("game_logs_players/player_gamelogs_2023-24.csv") { index, fields in
            var fields = fields
            if index % 10 == 0 { fields[10] = "" }
            return fields
        }
        try await lab.importFiles([lab.folder.path("files")])
        let span = try #require(try await lab.states().calendar.span)
        try await lab.backfill(DateRange(span.first, span.first + 14))
        return lab
    }

    private func write(_ lab: Lab, _ name: String, line: String = "fullcourt report", seconds: Double = 1) async throws
        -> String
    {
        let states = try await lab.states()
        let span = try #require(states.calendar.span)
        let facts = try await RangeFacts.settled(
            lab.warehouse, states, dates: Array(span.dates), for: Gate.all, workers: 2)
        let thresholds = try Thresholds(
            file: (path: "t.yaml", text: "gates:\n  team_offense:\n    games_covered: {fail: 0.1}"))
        let gates = try await GateRunner(lab.warehouse, thresholds).run(Gate.all, facts)
        let evidence = try await Evidence(
            lab.warehouse, facts, gates: gates, thresholds: thresholds,
            settings: [Evidence.Setting(name: "<b>", value: "a|b", origin: "default")], version: "1",
            command: EvidenceTimes.Command(line: line, seconds: seconds))
        return try EvidenceBundle.write(evidence, to: lab.folder.path(name))
    }

    private func files(_ lab: Lab, _ name: String) throws -> [String: [UInt8]] {
        try FileManager.default.contentsOfDirectory(atPath: lab.folder.path(name)).reduce(into: [:]) {
            $0[$1] = try lab.folder.read("\(name)/\($1)")
        }
    }

    @Test func onlyTheTimesDifferFromRunToRun() async throws {
        let lab = try await troubled()
        _ = try await write(lab, "a")
        _ = try await write(lab, "b", line: "fullcourt report --other", seconds: 2)
        let (a, b) = (try files(lab, "a"), try files(lab, "b"))
        #expect(
            a.keys.sorted() == [
                "ROOT", "SHA256SUMS", "evidence.json", "report.html", "report.md", "times.json", "units.csv",
            ])
        #expect(a["evidence.json"] == b["evidence.json"] && a["units.csv"] == b["units.csv"])
        #expect(a["times.json"] != b["times.json"])
        for name in ["report.md", "report.html"] {
            let texts = try [a, b].map { String(decoding: try #require($0[name]), as: UTF8.self) }
            let parts = texts.map { $0.components(separatedBy: EvidenceBundle.timesMark) }
            #expect(parts.allSatisfy { $0.count == 2 } && parts[0][0] == parts[1][0] && parts[0][1] != parts[1][1])
        }
    }

    @Test func oneChangedByteIsFoundAndTheFileNamed() async throws {
        let lab = try await troubled()
        let root = try await write(lab, "r")
        #expect(try EvidenceBundle.verify(lab.folder.path("r")).isEmpty)
        #expect(try EvidenceBundle.verify(lab.folder.path("r"), root: root).isEmpty)
        let seed: UInt64 = 20_261_124
        var random = SeededGenerator(seed: seed)
        for (name, bytes) in try files(lab, "r").sorted(by: { $0.key < $1.key }) {
            for _ in 0..<5 {
                var changed = bytes
                let at = random.integer(0...(bytes.count - 1))
                changed[at] ^= UInt8(random.integer(1...255))
                try lab.folder.write("r/\(name)", changed)
                let faults = try EvidenceBundle.verify(lab.folder.path("r"))
                #expect(faults.contains { $0.contains(name) }, "seed \(seed), byte \(at) of \(name): \(faults)")
            }
            try lab.folder.write("r/\(name)", bytes)
        }
        #expect(try EvidenceBundle.verify(lab.folder.path("r")).isEmpty)
    }

    @Test func addedAndMissingFilesAreNamed() async throws {
        let lab = try await troubled()
        let root = try await write(lab, "r")
        try lab.folder.write("r/more/note.txt", "x")
        #expect(try EvidenceBundle.verify(lab.folder.path("r")) == ["more was added", "more/note.txt was added"])
        try FileManager.default.removeItem(atPath: lab.folder.path("r/more"))
        try FileManager.default.removeItem(atPath: lab.folder.path("r/report.md"))
        #expect(try EvidenceBundle.verify(lab.folder.path("r")) == ["report.md is missing"])
        // Who forges all checksums is still found by who knows the root.
        let sums = String(decoding: try lab.folder.read("r/SHA256SUMS"), as: UTF8.self)
            .split(separator: "\n").filter { !$0.hasSuffix("report.md") }.map { $0 + "\n" }.joined()
        try lab.folder.write("r/SHA256SUMS", sums)
        try lab.folder.write("r/ROOT", "\(SHA256Digest(of: sums))\n")
        #expect(try EvidenceBundle.verify(lab.folder.path("r")).isEmpty)
        #expect(try EvidenceBundle.verify(lab.folder.path("r"), root: root).count == 1)
    }

    @Test func anotherFolderIsNeverOverwritten() async throws {
        let lab = try await troubled()
        try lab.folder.write("mine/notes.txt", "keep")
        await #expect(throws: QualityError.self) { try await write(lab, "mine") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: lab.folder.path("mine")) == ["notes.txt"])
        _ = try await write(lab, "r")
        _ = try await write(lab, "r")
        #expect(throws: QualityError.self) { try EvidenceBundle.verify(lab.folder.path("mine")) }
    }

    @Test func digestsAreThoseOfTheManifestAndChangeWithTheLedger() async throws {
        let lab = try await troubled()
        let manifest = try await lab.manifest()
        _ = try await write(lab, "a")
        let before = String(decoding: try lab.folder.read("a/evidence.json"), as: UTF8.self)
        #expect(before.contains("\"manifest\": \"\(manifest.total)\""))
        try await lab.backfill()
        _ = try await write(lab, "b")
        let after = String(decoding: try lab.folder.read("b/evidence.json"), as: UTF8.self)
        for name in ["manifest", "ledger", "plan"] {
            let digests = [before, after].map { text in
                text.split(separator: "\n").first { $0.contains("\"\(name)\": \"") }
            }
            #expect(digests[0] != nil && digests[0] != digests[1], "\(name)")
        }
    }

    /// Who built a unit, when and how often is no part of what was found.
    @Test func evidenceDoesNotDependOnRunsOrDurations() async throws {
        let lab = try await troubled()
        _ = try await write(lab, "a")
        let span = try #require(try await lab.states().calendar.span)
        var writer = RowWriter(try Ledger.table.columns(named: ["table_name", "unit_date"]))
        writer.put("player_game_summary")
        writer.put(span.first)
        writer.endRow()
        let entry = writer.batch
        try await lab.warehouse.transaction { try await $0.apply(.delete(Ledger.table, entry)) }
        #expect(try await lab.backfill(DateRange(span.first, span.first)).entries.map(\.run) == [2])
        _ = try await write(lab, "b")
        #expect(try lab.folder.read("a/evidence.json") == lab.folder.read("b/evidence.json"))
        #expect(try lab.folder.read("a/units.csv") == lab.folder.read("b/units.csv"))
    }

    @Test func pageSaysTheDecisionFirstAndLoadsNothing() async throws {
        let lab = try await troubled()
        _ = try await write(lab, "r")
        let page = String(decoding: try lab.folder.read("r/report.html"), as: UTF8.self)
        for wanted in [
            "NO-GO", "minutes are unknown", "fail 10 %, default 99.5 %", "threshold lowered", "not_expected",
            "&lt;b&gt;", "lowered",
            "prefers-color-scheme: dark",
        ] {
            #expect(page.contains(wanted), "\(wanted)")
        }
        for foreign in ["<script", "http://", "https://", "src=", "@import", "url(", "<link"] {
            #expect(!page.contains(foreign), "\(foreign)")
        }
        let order = [
            "class=\"word\"", "Next steps", "<h2>Gates", "<h2>Calendar", "<h2>Failing rows", "<h2>Overrides",
            "<h2>Digests", "<h2>Commands",
        ]
        let places = order.map { page.range(of: $0)?.lowerBound }
        #expect(!places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted())
        let markdown = String(decoding: try lab.folder.read("r/report.md"), as: UTF8.self)
        #expect(markdown.hasPrefix("# NO-GO\n") && markdown.contains("a\\|b"))
    }

    /// Reasons of `--force` and `--accept-partial`, of runs and of the units that they touched, and of pre-flights.
    @Test func everyOverrideIsToldWithItsReason() async throws {
        let lab = try await troubled()
        let states = try await lab.states()
        let span = try #require(states.calendar.span)
        let tables = Registry.planned.filter { $0.name == "team_offense_game_summary" }
        let policy = PlanPolicy(forceReason: "new disk", acceptPartialReason: "box score is lost")
        let plan = Plan(states, tables: tables, dates: [span.first], policy: policy)
        _ = try await Executor(lab.warehouse, version: "test", workers: 1).run(plan, states, stop: StopFlag())
        try await OverrideLog.add(
            lab.warehouse, kind: "preflight", subject: "2023-24: 3 dates", reason: "<late> files", version: "1")
        _ = try await write(lab, "r")
        let json = String(decoding: try lab.folder.read("r/evidence.json"), as: UTF8.self)
        let page = String(decoding: try lab.folder.read("r/report.html"), as: UTF8.self)
        for text in [
            "\"reason\": \"new disk\"", "\"reason\": \"box score is lost\"",
            "\"reason\": \"new disk; box score is lost\"",
            "\"subject\": \"1 of team_offense_game_summary, \(span.first)..\(span.first)\"", "\"kind\": \"preflight\"",
            "\"reason\": \"<late> files\"", "\"subject\": \"run 2\"",
        ] { #expect(json.contains(text), "\(text)") }
        #expect(page.contains("&lt;late&gt; files") && page.contains("partial inputs accepted"))
    }

    private static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: browser != nil, "no Chromium is installed")) func browserDrawsEveryDay() async throws {
        let lab = try await troubled()
        _ = try await write(lab, "r")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.browser))
        process.arguments = [
            "--headless", "--no-sandbox", "--disable-gpu",
            "--user-data-dir=\(lab.folder.path("profile"))", "--dump-dom", "file://\(lab.folder.path("r/report.html"))",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let dom = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let span = try #require(try await lab.states().calendar.span)
        #expect(dom.components(separatedBy: "<rect ").count - 1 == span.count * Registry.tables.count)
        #expect(dom.contains("<div class=\"word\">NO-GO</div>"))
    }
}

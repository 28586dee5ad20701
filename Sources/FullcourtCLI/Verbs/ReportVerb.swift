import ArgumentParser
import Documents
import Foundation
import Orchestration
import Planning
import Quality
import Storage

/// `fullcourt report`: the evidence, in one folder.
struct ReportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the evidence for a decision into one folder, and check such a folder.",
        discussion: """
            The folder holds evidence.json, report.md, report.html (one page that needs nothing else), units.csv, times.json \
            and SHA256SUMS; ROOT is the digest over them all. The exit code says whether the report could be written, not \
            what it says.

            EXAMPLES:
              fullcourt report --out report/ --season 2023-24
              fullcourt report verify report/
            """,
        subcommands: [ReportWriteVerb.self, ReportVerifyVerb.self], defaultSubcommand: ReportWriteVerb.self)
}

/// `fullcourt report write`, which is what `fullcourt report` does.
struct ReportWriteVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: "Judge the gates and write the evidence.",
        discussion: """
            EXAMPLES:
              fullcourt report write --out report/ --full
            """)

    @Argument(help: ArgumentHelp("Gates; all of them without any.", valueName: "gate"))
    var gates: [String] = []

    @Option(help: ArgumentHelp("The folder: new, empty, or an earlier report's.", valueName: "folder"))
    var out: String

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup(title: "What is asked") var validation: ValidationOptions
    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let start = ProgressReporter.seconds()
        let output = try global.format()
        let selected = try ValidateVerb.gates(gates)
        let thresholds = try validation.asked(global)
        let options = validation.options(workers: try work.count(global))
        let settings = try global.settings().pipelineSettings
        let warehouse = try global.open()
        let evidence = try await global.storing(warehouse, "report") { keeps in
            var options = options
            options.keepsSums = keeps
            let states = try await UnitStates(warehouse, settings: settings)
            let facts = try await RangeFacts.settled(
                warehouse, states, dates: try range.dates(states), for: Gate.all, workers: options.workers)
            let reports = try await GateRunner(warehouse, thresholds, options).run(selected, facts)
            return try await Evidence(
                warehouse, facts, gates: reports, thresholds: thresholds,
                settings: try ReportWriteVerb.settings(global), phases: try await RunStore(warehouse).evidence(),
                version: Version.number,
                command: EvidenceTimes.Command(
                    line: "fullcourt " + CommandLine.arguments.dropFirst().joined(separator: " "),
                    seconds: ProgressReporter.seconds() - start))
        }
        try await warehouse.close()
        let root = try EvidenceBundle.write(evidence, to: out.last == "/" ? String(out.dropLast()) : out)
        try TextStream.output.write(
            Output.render(
                kind: "report", rows: evidence.gates.map(DecisionRow.init),
                summary: [
                    ("decision", Cell.text(evidence.decision.rawValue).styled(evidence.decision.style)),
                    ("folder", .text(out)), ("root_sha256", .text(root)),
                ], notes: evidence.nextSteps, format: output, terminal: global.terminal))
        for (number, step) in evidence.nextSteps.enumerated() { global.tell("next \(number + 1): \(step)".printable) }
    }

    /// The settings on which results depend, and where the rest is from.
    static func settings(_ global: GlobalOptions) throws -> [Evidence.Setting] {
        try global.settings().resolved.map { resolved in
            Evidence.Setting(
                name: resolved.setting.name, value: YAMLText.inline(resolved.value), origin: "\(resolved.origin)")
        }
    }
}

/// `fullcourt report verify`.
struct ReportVerifyVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a report against its checksums, without any warehouse.",
        discussion: """
            A changed, missing or added file is named, and the exit code is 3. Who has the root digest from elsewhere gives \
            it with --root: then not even all checksums together can be forged.

            EXAMPLES:
              fullcourt report verify report/
            """)

    @Argument(help: "The folder.")
    var folder: String

    @Option(help: ArgumentHelp("What the root digest must be.", valueName: "sha256"))
    var root: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let faults = try EvidenceBundle.verify(folder, root: root)
        if faults.isEmpty {
            global.tell("every file is as it was written")
            return
        }
        throw Fault(
            "the report was changed: \(faults.joined(separator: "; "))", place: folder,
            remedy: "get it again from who wrote it")
    }
}

/// What a gate says.
private struct DecisionRow: Listing {
    static let columns = [
        ListingColumn("gate"), ListingColumn("decision"), ListingColumn("pass", alignment: .right),
        ListingColumn("warn", alignment: .right), ListingColumn("fail", alignment: .right),
        ListingColumn("not_evaluated", alignment: .right),
    ]
    let report: GateReport

    var cells: [Cell] {
        func count(_ outcome: CheckResult.Outcome) -> Cell { .integer(report.results.count { $0.outcome == outcome }) }
        return [
            .text(report.gate.name), Cell.text(report.decision.rawValue).styled(report.decision.style), count(.pass),
            count(.warn), count(.fail), count(.notEvaluated),
        ]
    }
}

import ArgumentParser
import Basketball
import Foundation
import Pipeline
import Planning
import Simulation
import Storage

/// `fullcourt demo`: everything, on a simulated season in a fresh folder.
struct DemoVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Simulate a season in a fresh folder, run the whole pipeline on it, and show what is there.",
        discussion: """
            Teams, players and games are made up. The real files' defects are put in on purpose, so the reports show how \
            they are handled. The folder is a whole project at the end: files, settings, warehouse and evidence.

            EXAMPLES:
              fullcourt demo
              fullcourt demo --folder /tmp/try --seed 7
            """)

    @Option(help: "The folder, which must not be there yet or be an earlier demo's.")
    var folder = "demo"

    @Option(help: "Where the random numbers start.")
    var seed: UInt64 = 1

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    private static let mark = ".fullcourt-demo"

    func run() async throws {
        let output = try global.format()
        try prepareFolder()
        let files = "\(folder)/files"
        title("1. A simulated season (seed \(seed)): 8 made-up teams, 80 games, lines, with the real files' defects")
        try SimulatedLeague(LeagueOptions(seed: seed, defects: .all, lines: true)).write(to: files)
        global.tell("   written to \(files)/")
        title("2. fullcourt init --folder \(folder)")
        var initial = try InitVerb.parse([])
        (initial.folder, initial.global) = (folder, project)
        try await initial.run()
        title("3. fullcourt import \(files)")
        let report = try await ImportVerb.run(
            [files], path: path, format: nil, workers: work.count(project), global: project)
        try ImportVerb.show(report, output: output, global: project)
        title("4. fullcourt run --report \(folder)/report")
        var whole = try RunVerb.parse([])
        (whole.work, whole.global) = (work, project)
        whole.pipeline = settings(.pipeline)
        whole.validation.thresholds = settings(.thresholds)
        whole.report = "\(folder)/report"
        try await whole.run()
        title("5. fullcourt coverage")
        let warehouse = try SQLiteWarehouse(path: path)
        let states = try await UnitStates(warehouse, settings: project.settings().pipelineSettings)
        guard let span = states.calendar.span else { throw Fault("the simulated season has no games") }
        let tables = Registry.planned
        try CoverageVerb.show(
            states, tables, Array(span.dates), reports: states.reports(tables, span.dates), output: output,
            global: project)
        let example = try await Example(warehouse)
        try await warehouse.close()
        end(example)
    }

    private func settings(_ file: ConfigurationFile) -> String { "\(folder)/\(file.name)" }

    /// A word for the shell.
    private func quoted(_ text: String) -> String {
        let plain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+=,:".contains($0)) }
        return plain ? text : "'\(text.replacing("'", with: "'\\''"))'"
    }

    private var path: String { "\(folder)/fullcourt.sqlite" }

    /// The demo's own warehouse and settings, whatever stands in the folder that it is called from.
    private var project: GlobalOptions {
        var project = global
        project.warehouse = path
        project.config = settings(.fullcourt)
        return project
    }

    /// Makes the folder empty; what is not a demo's is not touched.
    private func prepareFolder() throws {
        let files = FileManager.default
        let mark = "\(folder)/\(DemoVerb.mark)"
        if files.fileExists(atPath: folder) {
            guard files.fileExists(atPath: mark) else {
                throw Fault(
                    "the folder is there and was not made by a demo", place: folder,
                    remedy: "name another with --folder", status: .usage)
            }
            try files.removeItem(atPath: folder)
        }
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: mark))
    }

    private func title(_ text: String) {
        global.tell("\n" + Style.strong.apply(to: text, colored: global.terminal.errorColored))
    }

    private func end(_ example: Example) {
        title("Done. All of it is simulated. What to look at next:")
        // As it was called, so that the lines can be pasted; found on the PATH it needs no folder.
        let program = quoted(CommandLine.arguments.first.flatMap { $0.contains("/") ? $0 : nil } ?? "fullcourt")
        let option = "--warehouse \(quoted(path)) --config \(quoted(settings(.fullcourt)))"
        let report = quoted("\(folder)/report")
        let run = "--pipeline \(quoted(settings(.pipeline))) --thresholds \(quoted(settings(.thresholds)))"
        let (player, date) = (example.player, example.date)
        global.tell(
            """
               \(program) features show "\(player)" \(date) \(option)   # every feature, and the games it is from
               \(program) explain \(option) ml_feature_store \(date)
               \(program) prove \(option) --dates 5 --seed 7              # that nothing leaked from the future
               \(program) report verify \(report)                  # and \(folder)/report/report.html in a browser
               \(program) query \(option) "SELECT player_name, points, points_line, over_under_result FROM player_game_summary WHERE points_line > 0 ORDER BY points DESC LIMIT 5"
               \(program) export \(option) ml_feature_store --format csv
               \(program) run \(option) \(run)   # a second run has nothing to build
               \(program) --help
            """)
    }
}

/// A row of the last date that has features, to look at.
private struct Example {
    let player: String
    let date: String

    init(_ warehouse: SQLiteWarehouse) async throws {
        let rows = try await warehouse.query(
            """
            SELECT p.player_name, f.game_date FROM ml_feature_store f JOIN players p USING (player_id)
            WHERE f.points_line IS NOT NULL ORDER BY f.game_date DESC, f.points_line DESC, f.player_id LIMIT 1
            """, limit: 1)
        guard rows.count == 1 else { throw Fault("the simulated season has no features") }
        (player, date) = (rows.vectors[0].texts[0], rows.vectors[1].texts[0])
    }
}

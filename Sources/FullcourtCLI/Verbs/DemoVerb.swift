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
        abstract: "Simulate a season in a fresh folder, import and backfill it, and show what is there.",
        discussion: """
            Teams, players and games are made up. The real files' defects are put in on purpose, so the report shows how \
            they are handled.

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
        let path = "\(folder)/fullcourt.sqlite"
        title("1. A simulated season (seed \(seed)): 8 made-up teams, 80 games, with the real files' defects")
        let league = SimulatedLeague(LeagueOptions(seed: seed, defects: .all))
        try league.write(to: files)
        global.tell("   written to \(files)/")
        title("2. fullcourt import \(files)")
        let report = try await ImportVerb.run(
            [files], path: path, format: nil, workers: work.count(global), global: global)
        try ImportVerb.show(report, output: output, global: global)
        title("3. fullcourt backfill")
        let warehouse = try SQLiteWarehouse(path: path)
        let states = try await UnitStates(warehouse)
        let tables = Registry.planned
        guard let span = states.calendar.span else { throw Fault("the simulated season has no games") }
        let plan = Plan(states, tables: tables, dates: Array(span.dates))
        let runner = PlanRun(command: "backfill", warehouse: warehouse, workers: try work.count(global), global: global)
        let result = try await global.holding(warehouse, "demo") { try await runner.run(plan, states) }
        try runner.show(result, plan, output: output)
        if let stopped = result.stopped { throw stopped.code }
        title("4. fullcourt coverage")
        let after = try await UnitStates(warehouse)
        try CoverageVerb.show(
            after, tables, Array(span.dates), reports: after.reports(tables, span.dates), output: output, global: global
        )
        try await warehouse.close()
        end(path, plan)
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

    private func end(_ path: String, _ plan: Plan) {
        title("Done. All of it is simulated. What to look at next:")
        // As it was called, so that the lines can be pasted; found on the PATH it needs no folder.
        let program = CommandLine.arguments.first.flatMap { $0.contains("/") ? $0 : nil } ?? "fullcourt"
        let option = "--warehouse \(path)"
        let date = plan.units.first.map { "\($0.unit.date)" } ?? ""
        global.tell(
            """
               \(program) query \(option) "SELECT player_name, team, points FROM player_game_summary ORDER BY points DESC LIMIT 5"
               \(program) explain \(option) player_game_summary \(date)
               \(program) query \(option) "SELECT * FROM games WHERE neutral_site"
               \(program) export \(option) team_offense_game_summary --format csv
               \(program) backfill \(option)        # a second run has nothing to do
               \(program) --help
            """)
    }
}

import Foundation
import Pipeline
import Simulation
import Storage
import TestSupport
import Testing

/// What the documentation tells users to type: every block runs as it stands, and finds what the program itself finds.
@Suite(.ownThreads) struct DocumentationTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The interpreter that `Scripts/bench --prepare` makes.
    private static let python = root.appendingPathComponent(".bench/python/bin/python").path

    /// Whether the interpreter is there and runs some code.
    private static func canRun(_ code: String) -> Bool {
        guard FileManager.default.isExecutableFile(atPath: python), let folder = try? TemporaryFolder() else {
            return false
        }
        return (try? Program.run(shell: "'\(python)' -c '\(code)'", in: folder))?.status == 0
    }

    /// The code blocks of a page in a language, in their order.
    private func blocks(_ page: String, _ language: String) throws -> [String] {
        let file = Self.root.appendingPathComponent(page)
        let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```")
        return parts.enumerated().filter { $0.offset % 2 == 1 && $0.element.hasPrefix("\(language)\n") }
            .map { String($0.element.dropFirst(language.count + 1)) }
    }

    /// A folder with a backfilled warehouse under its usual name.
    private func prepared() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 12)).write(to: folder.path("files"))
        let made = try Program.run(shell: "fullcourt import files && fullcourt backfill", in: folder)
        #expect(made.status == 0, "\(made.error)")
        return folder
    }

    /// The five highest scores, which each page asks for first.
    private func expectBest(in output: String, _ folder: TemporaryFolder) async throws {
        let warehouse = try SQLiteWarehouse(path: folder.path("fullcourt.sqlite"))
        let best = try await warehouse.query(
            "SELECT player_name, points FROM player_game_summary ORDER BY points DESC, game_date, player_id", limit: 5)
        try await warehouse.close()
        var rest = output[...]
        for row in 0..<5 {
            let name = try #require(best.vectors[0].text(row))
            // In order: each name stands behind the one before.
            let found = try #require(rest.range(of: name), "\(name) is not in:\n\(output)")
            rest = rest[found.upperBound...]
            let line = rest.prefix { $0 != "\n" }
            #expect(line.contains("\(best.vectors[1].integer(row) ?? -1)"), "\(name): \(line)")
        }
    }

    /// The tour of the README, and that its correction ends where a rebuild does.
    @Test func theFiveMinutesOfTheReadmeRun() throws {
        let folder = try TemporaryFolder()
        let blocks = try blocks("README.md", "sh")
        #expect(blocks.count == 2)
        for block in blocks {
            let result = try Program.run(shell: block, in: folder)
            #expect(result.status == 0, "\(result.error)")
        }
        let planned = "fullcourt query --output csv 'SELECT units_planned FROM runs WHERE run_id = 2' | tail -n 1"
        let units = try Program.run(shell: planned, in: folder).output
        #expect((1...Registry.tables.count).contains(Int(units.dropLast()) ?? 0), "\(units)")
        let manifest = try Program.run(shell: "fullcourt manifest", in: folder).output
        let again = """
            mv corrected.csv sample/game_logs_players/player_gamelogs_2023-24.csv
            export FULLCOURT_WAREHOUSE=again.sqlite
            fullcourt import sample > /dev/null && fullcourt backfill > /dev/null && fullcourt manifest
            """
        #expect(try Program.run(shell: again, in: folder).output == manifest)
    }

    @Test func everyBlockForTheShellRuns() async throws {
        let folder = try prepared()
        let blocks = try blocks("Documentation/reading/sqlite3.md", "sh")
        #expect(blocks.count >= 5)
        for (number, block) in blocks.enumerated() {
            let result = try Program.run(shell: block, in: folder)
            #expect(result.status == 0 && result.error.isEmpty, "block \(number): \(result.error)")
            if number == 0 { try await expectBest(in: result.output, folder) }
        }
        let pace = try String(contentsOfFile: folder.path("pace.csv"), encoding: .utf8)
        #expect(pace.split(separator: "\n").count == 5)
    }

    @Test(.enabled(if: canRun("import pandas"), "pandas is not in .bench/python: run 'Scripts/bench --prepare'"))
    func everyBlockForPandasRuns() async throws { try await run("pandas", extensions: false) }

    @Test(.enabled(if: canRun("import duckdb"), "DuckDB is not in .bench/python: run 'Scripts/bench --prepare'"))
    func everyBlockForDuckDBRuns() async throws { try await run("duckdb", extensions: false) }

    @Test(
        .enabled(
            if: canRun("import duckdb; duckdb.execute(\"LOAD sqlite\")"),
            "DuckDB's sqlite extension is not installed here")
    )
    func duckDBReadsTheFileInPlace() async throws { try await run("duckdb", extensions: true) }

    /// Runs a page's blocks as one session.
    private func run(_ page: String, extensions: Bool) async throws {
        let folder = try prepared()
        let blocks = try blocks("Documentation/reading/\(page).md", "python").filter {
            $0.hasPrefix("# needs-extension") == extensions
        }
        try folder.write("page.py", blocks.joined(separator: "\n"))
        let result = try Program.run(shell: "'\(Self.python)' -W error page.py", in: folder)
        #expect(result.status == 0, "\(result.error)")
        try await expectBest(in: result.output.replacing("), (", with: ")\n("), folder)
    }
}

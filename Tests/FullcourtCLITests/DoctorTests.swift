import Foundation
import Pipeline
import Simulation
import Storage
import TestSupport
import Testing

@testable import FullcourtCLI

/// `doctor`, `graph` and `ledger export` as processes.
@Suite(.ownThreads) struct DoctorTests {
    private func built() async throws -> (Lab, String) {
        let lab = try Lab(name: "w.sqlite")
        try SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 4)).write(to: lab.folder.path("files"))
        try await lab.importFiles([lab.folder.path("files")])
        try await lab.backfill()
        return (lab, lab.folder.path("w.sqlite"))
    }

    private func findings(_ arguments: [String], _ environment: [String: String] = [:]) throws -> (
        status: Int32, [String: (result: String, found: String, remedy: String)]
    ) {
        let run = try Program.run(["doctor", "--output", "json"] + arguments, environment: environment)
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let rows = try #require(object?["rows"] as? [[String: Any]], "\(run.error)")
        return (
            run.status,
            rows.reduce(into: [:]) { found, row in
                found[row["check"] as? String ?? ""] = (
                    row["result"] as? String ?? "", row["found"] as? String ?? "", row["what_to_do"] as? String ?? ""
                )
            }
        )
    }

    @Test func healthyWarehouseIsInOrder() async throws {
        let (lab, path) = try await built()
        let (status, found) = try findings(["--warehouse", path, "--strict"])
        #expect(status == 0, "\(found)")
        #expect(found.values.allSatisfy { $0.result == "ok" }, "\(found)")
        #expect(found["ledger"]?.found == "rows of 4 of 4 dates are those that were recorded")
        withExtendedLifetime(lab) {}
    }

    @Test func rowsBehindTheLedgersBackAreAFault() async throws {
        let (lab, path) = try await built()
        let schema = try #require(Registry.table("team_offense_game_summary")).schema
        let rows = try await lab.rows(schema)
        let date = try #require(rows["game_date"].date(0))
        try await lab.warehouse.transaction { try await $0.apply(.replace(schema, [date], ColumnBatch(schema))) }
        let (status, found) = try findings(["--warehouse", path])
        #expect(status == 3 && found["ledger"]?.result == "fault" && found["ledger"]?.found.contains("\(date)") == true)
    }

    @Test func damagedAndForeignFilesAreFaults() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("w.sqlite", "this is no database, but it is long enough to be taken for a file")
        let (status, found) = try findings(["--warehouse", path])
        #expect(status == 3 && found["warehouse"]?.result == "fault", "\(found)")
        let none = try findings(["--warehouse", folder.path("none.sqlite")])
        #expect(none.status == 0 && none.1["warehouse"]?.remedy.contains("fullcourt import") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path("none.sqlite")))
        #expect(try findings(["--warehouse", folder.path("none.sqlite"), "--strict"]).status == 2)
    }

    @Test func leftoversOfDeadBuildersAreNamed() async throws {
        let (lab, path) = try await built()
        // No process has this number: Linux gives none above 4,194,304.
        try lab.folder.write("w.sqlite.new-99999999", "x")
        let (_, found) = try findings(["--warehouse", path])
        #expect(found["leftovers"]?.result == "warning" && found["leftovers"]?.found.contains("new-99999999") == true)
    }

    @Test func brokenSettingsAreToldAndTheRestIsSkipped() throws {
        let folder = try TemporaryFolder()
        let config = try folder.write("f.yaml", "wharehouse: x\n")
        let (status, found) = try findings(["--config", config])
        #expect(status == 78 && found["settings"]?.remedy.contains("did you mean warehouse?") == true)
        #expect(found["warehouse"]?.result == "skipped")
        let thresholds = try folder.write("t.yaml", "gates: 5\n")
        let second = try findings(
            ["--warehouse", folder.path("none")], ["FULLCOURT_THRESHOLDS": thresholds, "FULLCOURT_WORKER": "2"])
        #expect(second.status == 78 && second.1["thresholds"]?.result == "fault")
        #expect(second.1["environment"]?.remedy == "did you mean FULLCOURT_WORKERS?")
    }

    @Test func graphHasEveryDeclaredEdgeInEveryFormat() throws {
        let edges = Registry.tables.flatMap { table in table.reads.map { ($0, table.name) } }
        let text = try Program.run(["graph"]).output
        let dot = try Program.run(["graph", "--format", "dot"]).output
        let mermaid = try Program.run(["graph", "--format", "mermaid"]).output
        let csv = try Program.run(["graph", "--output", "csv"]).output
        for (from, to) in edges {
            #expect(text.contains("\(to)\n") && text.contains(from))
            #expect(dot.contains("\"\(from)\" -> \"\(to)\";") && mermaid.contains("\(from) --> \(to)"))
            #expect(csv.contains("\(from),\(to)\n"))
        }
        #expect(dot.hasPrefix("digraph") && dot.hasSuffix("}\n") && mermaid.hasPrefix("flowchart LR"))
    }

    @Test func ledgerIsExportedWholeOrByRange() async throws {
        let (lab, path) = try await built()
        let entries = try await lab.states().ledger.all.count
        let json = try Program.run(["ledger", "export", "--json", "--warehouse", path]).output
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let rows = try #require(object["rows"] as? [[String: Any]])
        #expect(rows.count == entries && object["kind"] as? String == "ledger")
        #expect(rows.allSatisfy { $0["rows_written"] as? Int == 0 || ($0["output_digest"] as? String)?.count == 64 })
        let date = try #require(rows.first?["unit_date"] as? String)
        let file = lab.folder.path("l.csv")
        let one = try Program.run([
            "ledger", "export", "--output", "csv", "--dates", date, "--tables", "player_game_summary", "--out", file,
            "--warehouse", path,
        ])
        let lines = String(decoding: try lab.folder.read("l.csv"), as: UTF8.self).split(separator: "\n")
        #expect(one.status == 0 && lines.count == 2 && lines[1].hasPrefix("player_game_summary,\(date),written"))
    }
}

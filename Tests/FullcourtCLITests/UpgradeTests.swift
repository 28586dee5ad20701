import Foundation
import Pipeline
import Simulation
import TestSupport
import Testing

@testable import Storage

/// A warehouse of an earlier version, whose large tables have trees of keys, is brought to today's form with every row.
@Suite(.ownThreads) struct UpgradeTests {
    private static let numbered = (RawTable.all + Registry.tables.map(\.schema)).filter { $0.layout != .keyed }

    /// A complete warehouse in the old form, with views of its user over it, one of which names what is not there.
    private func old() async throws -> (Lab, path: String, manifest: String) {
        let options = LeagueOptions(seed: 41, seasons: [.init(startYear: 2022)], teams: 6, gamesPerTeam: 24)
        let lab = try await Lab.simulated(options)
        try await lab.backfill()
        try await lab.warehouse.close()
        let path = lab.folder.path("test.sqlite")
        let manifest = try Program.run(["manifest", "--warehouse", path]).output
        var sql = "PRAGMA legacy_alter_table = ON; BEGIN;\n"
        for table in Self.numbered {
            let columns = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
            sql += """
                ALTER TABLE "\(table.name)" RENAME TO "new form"; \(SQLDialect.create(table.keyed));
                INSERT INTO "\(table.name)" (\(columns)) SELECT \(columns) FROM "new form"; DROP TABLE "new form";\n
                """
        }
        sql += """
            CREATE VIEW threes AS SELECT game_id, count(*) AS shots FROM shots WHERE value = 3 GROUP BY 1;
            CREATE VIEW dangling AS SELECT * FROM not_there; COMMIT;
            """
        try lab.folder.write("old.sql", sql)
        let made = try Program.run(shell: "sqlite3 -bail test.sqlite < old.sql", in: lab.folder)
        #expect(made.status == 0, "\(made.error)")
        return (lab, path, manifest)
    }

    @Test(arguments: [["backfill"], ["validate"], ["import", "files/players"], ["backfill", "--season", "2022-23"]])
    func nextWriterBringsItUpToDate(command: [String]) async throws {
        let (lab, path, expected) = try await old()
        let reader = try Program.run(["manifest", "--warehouse", path])
        #expect(
            reader.status == 3 && reader.error.contains("'fullcourt backfill' brings it up to date"), "\(reader.error)")
        let line = "fullcourt \(command.joined(separator: " ")) --warehouse test.sqlite"
        let first = try Program.run(shell: "\(line) || test $? -le 2", in: lab.folder)
        #expect(first.status == 0, "\(first.error)")
        if command[0] == "backfill" { #expect(first.output.contains("units done: 0"), "\(first.output)") }
        #expect(try Program.run(["manifest", "--warehouse", path]).output == expected)
        #expect(try Program.run(["manifest", "--recomputed", "--warehouse", path]).output == expected)
        let plan = try Program.run(["plan", "--warehouse", path, "--output", "json"]).output
        #expect(plan.contains("\"units_to_run\": 0") || plan.contains("\"units_to_run\":0"), "\(plan.suffix(400))")
        let doctor = try Program.run(["doctor", "--warehouse", path]).output
        #expect(doctor.contains("all as this version writes them"), "\(doctor)")
        let view = try Program.run([
            "query", "SELECT sum(shots) > 0 FROM threes", "--warehouse", path, "--output", "csv",
        ])
        #expect(view.status == 0 && view.output.hasSuffix("1\n"), "\(view.error)")
    }

    @Test func doctorSaysWhatToDo() async throws {
        let (lab, path, _) = try await old()
        let doctor = try Program.run(["doctor", "--warehouse", path])
        #expect(doctor.output.contains("fullcourt backfill brings them up to date"), "\(doctor.output)")
        withExtendedLifetime(lab) {}
    }
}

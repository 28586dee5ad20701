import Basketball
import Foundation
import Simulation
import TestSupport
import Testing

/// Which units a user chooses, and how: dates from files, samples, estimates, gaps.
@Suite(.ownThreads) struct SelectionTests {
    private static let options = LeagueOptions(teams: 4, gamesPerTeam: 16)

    private func prepared() throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        try SimulatedLeague(Self.options).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        return (folder, path)
    }

    private static let dates = Set(SimulatedLeague(options).seasons[0].games.map(\.date)).sorted().map(\.description)

    private func number(_ name: String, _ output: String) -> Int? {
        output.split(separator: "\n").first { $0.hasPrefix("\(name): ") }
            .flatMap { Int($0.dropFirst(name.count + 2).filter(\.isNumber)) }
    }

    struct File: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        /// How many dates; nil when it is an error.
        let count: Int?
        let says: String
        var testDescription: String { name }
    }

    static let files = [
        File(name: "a plain list", text: "2023-11-01\n2023-11-03\n", count: 2, says: ""),
        File(name: "without a last line feed, twice the same", text: "2023-11-01\n2023-11-01", count: 1, says: ""),
        File(name: "of Windows", text: "date\r\n2023-11-01\r\n2023-11-02\r\n", count: 2, says: ""),
        File(name: "with a byte order mark", text: "\u{FEFF}date\n2023-11-01\n", count: 1, says: ""),
        File(
            name: "CSV with the date in the middle",
            text: "table,date,state\na,2023-11-01,missing\nb,2023-11-05,stale\n",
            count: 2, says: ""),
        File(name: "quoted", text: "\"date\"\n\"2023-11-01\"\n", count: 1, says: ""),
        File(name: "with empty lines", text: "date\n\n2023-11-01\n\n", count: 1, says: ""),
        File(name: "a word in it", text: "date\n\n2023-11-01\nsoon\n", count: nil, says: "line 4 of"),
        File(name: "a date that there is not", text: "2023-11-01\n2023-02-30\n", count: nil, says: "line 2 of"),
        File(name: "another column only", text: "day\n2023-11-01\n", count: nil, says: "line 1 of"),
        File(name: "a row that is too short", text: "a,date\nx,2023-11-01\nx\n", count: nil, says: "line 3 of"),
        File(name: "empty", text: "", count: nil, says: "has no dates"),
        File(name: "a header alone, as of gaps where there are none", text: "date\n", count: 0, says: ""),
    ]

    @Test(arguments: files) func datesComeFromFiles(file: File) throws {
        let (folder, path) = try prepared()
        let list = try folder.write("dates.csv", file.text)
        let result = try Program.run(["plan", "--dates", list, "--warehouse", path])
        if let count = file.count {
            #expect(result.status == 0 && number("dates", result.output) == count, "\(result.error)")
        } else {
            #expect(result.status == 64 && result.error.contains(file.says), "\(result.error)")
        }
    }

    @Test func gapsGoRoundAndEnd() throws {
        let (folder, path) = try prepared()
        let gaps = try Program.run(["gaps", "--csv", "--warehouse", path])
        #expect(gaps.output == "date\n" + Self.dates.map { $0 + "\n" }.joined())
        let list = try folder.write("gaps.csv", gaps.output)
        #expect(try Program.run(["backfill", "--dates", list, "--warehouse", path]).status == 0)
        // Where none are left, the same two commands do nothing, and that is no mistake.
        let none = try folder.write("none.csv", try Program.run(["gaps", "--csv", "--warehouse", path]).output)
        #expect(try folder.read("none.csv") == Array("date\n".utf8))
        let nothing = try Program.run(["backfill", "--dates", none, "--warehouse", path])
        #expect(nothing.status == 0 && nothing.output.contains("units planned: 0"), "\(nothing.error)")
        // What is left are gaps that no backfill can close.
        let left = try Program.run(["gaps", "--output", "csv", "--warehouse", path]).output.split(separator: "\n")
        #expect(left.first == "date,table,state,reason,backfill")
        #expect(left.dropFirst().allSatisfy { $0.hasSuffix(",skip") && $0.contains(",partial,") })
    }

    @Test func sampleTakesEarlyMiddleAndLateDatesAndEstimatesTheRest() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        #expect(
            try Program.run(["backfill", "--tables", "stage3,player_shot_zone_analysis", "--warehouse", path]).status
                == 0)
        let run = ["backfill", "--tables", "player_daily_cache", "--sample", "3", "--warehouse", path]
        let sample = try Program.run(run)
        #expect(sample.status == 0, "\(sample.error)")
        let query = "SELECT unit_date FROM ledger WHERE table_name = 'player_daily_cache' ORDER BY 1"
        let done = try Program.run(["query", query, "--output", "csv", "--warehouse", path]).output
            .split(separator: "\n").dropFirst().map(String.init)
        let start = SimulatedLeague(Self.options).seasons[0].games[0].date
        let expected = Self.dates.filter { (GameDate($0) ?? start) - start >= 14 }
        #expect(done == [expected[0], expected[(expected.count - 1) / 2], expected[expected.count - 1]])
        #expect(sample.error.contains("a sample only: \(expected.count - 3) units are left, about "), "\(sample.error)")
        #expect(sample.error.contains("3 units of the last 1 run(s) took"))
        // The rest is what is left, and its estimate has a basis.
        let plan = try Program.run(["plan", "--tables", "player_daily_cache", "--warehouse", path])
        #expect(number("units to run", plan.output) == expected.count - 3)
        #expect(plan.output.contains("units of the last 2 run(s) took"), "\(plan.output)")
    }

    @Test func planWithoutAnyRunSaysThatNothingWasMeasured() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let plan = try Program.run(["plan", "--warehouse", path])
        #expect(plan.output.contains("estimate basis: no run has been measured in this warehouse; --sample 3"))
    }

    @Test func limitTakesSoManyUnitsAndTheRestFollows() throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let limited = try Program.run(["backfill", "--limit", "4", "--warehouse", path])
        #expect(limited.status == 0 && number("units done", limited.output) == 4, "\(limited.error)")
        // Newest first: the newest summaries, since as-of tables would have to wait for the others.
        let newest = try Program.run(["backfill", "--newest-first", "--limit", "6", "--warehouse", path])
        #expect(newest.status == 0 && number("units done", newest.output) == 6, "\(newest.error)")
        let query = "SELECT DISTINCT unit_date FROM ledger WHERE run_id = 2 ORDER BY 1"
        let dates = try Program.run(["query", query, "--output", "csv", "--warehouse", path]).output
        #expect(dates == "unit_date\n" + Self.dates.suffix(2).map { $0 + "\n" }.joined())
        #expect(try Program.run(["backfill", "--warehouse", path]).status == 0)
        #expect(try Program.run(["plan", "--warehouse", path]).output.contains("units to run: 0"))
    }

    @Test(arguments: [
        (["--force"], "--force needs --reason"), (["--accept-partial"], "--accept-partial needs --reason"),
        (["--force", "--reason", "  "], "--force needs --reason"), (["--reason", "x"], "--reason goes with"),
        (["--limit", "0"], "--limit is at least 1"), (["--sample", "0"], "--sample is at least 1"),
        (["--only", "everything"], "everything"), (["--tables", "stage5"], "there is no table 'stage5'"),
        (["--tables", "player_daily_cash"], "Did you mean player_daily_cache?"),
        (["--tables", "+"], "there is no table ''"), (["--tables", ","], "names no table"),
    ]) func mistakesEndWith64(arguments: [String], says: String) throws {
        let (folder, path) = try prepared()
        defer { withExtendedLifetime(folder) {} }
        let result = try Program.run(["backfill"] + arguments + ["--warehouse", path])
        #expect(result.status == 64 && result.error.contains(says), "\(result.error)")
    }
}

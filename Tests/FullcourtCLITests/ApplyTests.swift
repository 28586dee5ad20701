import Basketball
import Foundation
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// A saved plan runs exactly, once, or not at all.
@Suite(.serialized, .ownThreads) struct ApplyTests {
    private static let seed: UInt64 = 20_261_126

    /// A folder with a league's files and a warehouse that has them.
    private func prepared(_ options: LeagueOptions = LeagueOptions(teams: 4, gamesPerTeam: 14)) throws -> (
        TemporaryFolder, String
    ) {
        let folder = try TemporaryFolder()
        try SimulatedLeague(options).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        return (folder, path)
    }

    private func plan(_ folder: TemporaryFolder, _ path: String, _ options: [String] = []) throws -> String {
        let file = folder.path("fix.plan")
        let result = try Program.run(["plan", "--out", file, "--warehouse", path] + options)
        #expect(result.status == 0 && result.error.contains("saved to"), "\(result.error)")
        return file
    }

    private func manifest(_ path: String) throws -> String {
        try Program.run(["manifest", "--warehouse", path]).output
    }

    /// Imports the league's log with one more assist.
    private func correct(_ folder: TemporaryFolder, _ path: String) throws {
        let log = "files/game_logs_players/player_gamelogs_2023-24.csv"
        var lines = String(decoding: try folder.read(log), as: UTF8.self).split(separator: "\n").map(String.init)
        var fields = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        fields[23] = "\((Int(fields[23]) ?? 0) + 1)"
        lines[1] = fields.joined(separator: ",")
        try folder.write("corrected.csv", lines[0] + "\n" + lines[1] + "\n")
        let result = try Program.run(["import", folder.path("corrected.csv"), "--warehouse", path])
        #expect(result.status == 0, "\(result.error)")
    }

    @Test func appliedOnceItDoesItsUnitsAndTwiceNothing() throws {
        let (folder, path) = try prepared()
        let file = try plan(folder, path)
        let first = try Program.run(["apply", file, "--warehouse", path])
        #expect(first.status == 0 && !first.output.contains("units planned: 0"), "\(first.error)")
        let after = try manifest(path)
        let runs = try Program.run(["query", "SELECT count(*) AS n FROM runs", "--output", "csv", "--warehouse", path])
        let second = try Program.run(["apply", file, "--warehouse", path])
        #expect(second.status == 0 && second.output.contains("units planned: 0"), "\(second.output)")
        #expect(second.error.contains("units are done already"))
        #expect(try manifest(path) == after)
        #expect(
            try Program.run(["query", "SELECT count(*) AS n FROM runs", "--output", "csv", "--warehouse", path]).output
                == runs.output)
        // And it is what a backfill of another warehouse gives.
        let other = folder.path("other.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", other]).status == 0)
        #expect(try Program.run(["backfill", "--warehouse", other]).status == 0)
        #expect(try manifest(other) == after)
    }

    /// What it left blocked is not done: applied again it tries again, and never calls that a success.
    @Test func blockedUnitsAreLeftToDo() throws {
        let (folder, path) = try prepared()
        // The first can be computed; the second also reads a table that nobody has computed.
        let tables = "team_defense_game_summary,team_defense_zone_analysis"
        let file = try plan(folder, path, ["--tables", tables])
        let first = try Program.run(["apply", file, "--warehouse", path])
        #expect(first.status == 4 && first.error.contains("are blocked"), "\(first.error)")
        #expect(
            first.error.contains("'fullcourt backfill --tables +team_defense_zone_analysis' computes what it reads"))
        let blocked = "SELECT count(*) AS n FROM ledger WHERE state = 'blocked' AND attempt = "
        func count(_ attempt: Int) throws -> Int {
            let query = ["query", blocked + "\(attempt)", "--output", "csv", "--warehouse", path]
            return Int(try Program.run(query).output.split(separator: "\n").last ?? "") ?? -1
        }
        let left = try count(1)
        #expect(left > 0)
        let second = try Program.run(["apply", file, "--warehouse", path])
        #expect(second.status == 4 && second.output.contains("units planned: \(left)"), "\(second.output)")
        #expect(second.error.contains("units are done already"))
        #expect(try count(1) == 0 && count(2) == left)
    }

    @Test func anotherImportRefusesItAndSaysWhy() throws {
        let (folder, path) = try prepared()
        #expect(try Program.run(["backfill", "--tables", "stage3", "--warehouse", path]).status == 0)
        let file = try plan(folder, path)
        try correct(folder, path)
        let before = try manifest(path)
        let result = try Program.run(["apply", file, "--warehouse", path])
        #expect(result.status == 5 && result.error.contains("raw data was imported since the plan was made"))
        #expect(result.error.contains("now also team_offense_game_summary 2023-10-24: stale"), "\(result.error)")
        #expect(try manifest(path) == before)
    }

    @Test func somebodyElsesBackfillRefusesIt() throws {
        let (folder, path) = try prepared()
        let file = try plan(folder, path)
        let other = ["backfill", "--tables", "team_offense_game_summary", "--to", "2023-10-28", "--warehouse", path]
        #expect(try Program.run(other).status == 0)
        let result = try Program.run(["apply", file, "--warehouse", path])
        #expect(result.status == 5, "\(result.error)")
        #expect(result.error.contains("team_offense_game_summary 2023-10-24 was computed by another run"))
        // Also where the plan's own units are untouched, but what they read is not what it was.
        let part = try plan(folder, path, ["--tables", "player_daily_cache"])
        #expect(try Program.run(["backfill", "--tables", "stage3", "--warehouse", path]).status == 0)
        let stale = try Program.run(["apply", part, "--warehouse", path])
        #expect(stale.status == 5 && stale.error.contains("units outside the plan were computed"), "\(stale.error)")
    }

    @Test func otherSettingsRefuseIt() throws {
        let (folder, path) = try prepared()
        let file = try plan(folder, path)
        try folder.write("graded.yaml", "bootstrap:\n  mode: graded\n")
        let result = try Program.run(["apply", file, "--warehouse", path, "--config", folder.path("graded.yaml")])
        #expect(result.status == 5 && result.error.contains("settings were changed"), "\(result.error)")
    }

    @Test func oneChangedByteRefusesIt() throws {
        let (folder, path) = try prepared(LeagueOptions(teams: 2, gamesPerTeam: 8))
        let file = try plan(folder, path)
        let bytes = try folder.read("fix.plan")
        var random = SeededGenerator(seed: Self.seed)
        var changed = 0
        for _ in 0..<12 {
            var other = bytes
            let at = random.integer(0...(bytes.count - 2))
            // A digit or letter for another: the file stays JSON.
            guard let place = bytes[at...].firstIndex(where: { (48...56).contains($0) || (97...121).contains($0) })
            else {
                continue
            }
            other[place] += 1
            try folder.write("changed.plan", other)
            let result = try Program.run(["apply", folder.path("changed.plan"), "--warehouse", path])
            #expect(result.status == 5, "seed \(Self.seed), byte \(place): \(result.error)")
            changed += 1
        }
        #expect(changed > 6)
        #expect(try manifest(path).split(separator: "\n").count == 1)
        #expect(try Program.run(["apply", folder.path("none.plan"), "--warehouse", path]).status == 64)
        #expect(try Program.run(["apply", file, "--warehouse", path]).status == 0)
    }

    @Test func whatWasAskedIsKept() throws {
        let (folder, path) = try prepared()
        let dates = "SELECT DISTINCT unit_date FROM ledger ORDER BY 1"
        let query = ["query", dates, "--output", "csv", "--warehouse", path]
        let limited = try plan(
            folder, path, ["--tables", "team_offense_game_summary", "--newest-first", "--limit", "3"])
        #expect(try Program.run(["apply", limited, "--warehouse", path]).status == 0)
        let all = SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 14)).seasons[0].games.map(\.date)
        let newest = Set(all).sorted().suffix(3).map(\.description)
        #expect(try Program.run(query).output.split(separator: "\n").dropFirst().map(String.init) == newest)
        // Nothing is stale, so a plan for stale units alone is empty, and one for missing ones has the rest.
        let stale = try plan(folder, path, ["--tables", "team_offense_game_summary", "--only", "stale"])
        #expect(try Program.run(["apply", stale, "--warehouse", path]).output.contains("units planned: 0"))
        let missing = try plan(folder, path, ["--tables", "team_offense_game_summary", "--only", "missing"])
        let done = try Program.run(["apply", missing, "--warehouse", path])
        #expect(done.output.contains("units planned: \(Set(all).count - 3)"), "\(done.output)")
    }

    /// Killed at random moments at least ten times: what is done is kept, the rest follows, and nothing else runs.
    @Test func interruptedAtRandomItCompletesExactlyItsUnits() async throws {
        let (folder, path) = try prepared(LeagueOptions(teams: 10, gamesPerTeam: 60))
        #expect(
            try Program.run(["backfill", "--tables", "team_offense_game_summary", "--warehouse", path]).status == 0)
        let file = try plan(
            folder, path, ["--to", "2024-01-15", "--tables", "stage3,player_shot_zone_analysis,player_daily_cache"])
        let saved = try SavedPlan(Data(contentsOf: URL(fileURLWithPath: file)))
        let fresh = folder.path("fresh.sqlite")
        func copy(to target: String) throws {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: target + suffix) }
            try FileManager.default.copyItem(atPath: path, toPath: target)
        }
        try copy(to: fresh)
        let clock = ContinuousClock()
        var status: Int32 = -1
        let whole = try clock.measure { status = try Program.run(["apply", file, "--warehouse", fresh]).status }
        #expect(status == 0)
        let expected = try manifest(fresh)
        let killed = folder.path("killed.sqlite")
        try copy(to: killed)
        let before = try manifest(killed)
        var moments = KillMoments(whole: whole, seed: Self.seed)
        var kills = 0
        var interrupted = 0
        while kills < 10 {
            let apply = ["apply", file, "--warehouse", killed, "--workers", "1"]
            let (wasKilled, status) = try Program.run(
                apply, signal: SIGKILL, after: moments.next())
            let now = try manifest(killed)
            if wasKilled {
                kills += 1
                if now != expected { interrupted += 1 }
            } else {
                #expect(status == 0, "seed \(Self.seed), after \(kills) kills")
            }
            moments.learn(killed: wasKilled, anythingDone: now != before)
            if now == expected { try copy(to: killed) }
        }
        #expect(interrupted > 0, "seed \(Self.seed)")
        #expect(try Program.run(["apply", file, "--warehouse", killed]).status == 0)
        #expect(try manifest(killed) == expected)
        let warehouse = try SQLiteWarehouse(path: killed)
        let ledger = try await Ledger(warehouse)
        try await warehouse.close()
        let planned = Set((saved.units + saved.followers).compactMap(\.unit))
        #expect(Set(ledger.all.filter { $0.unit.table != "team_offense_game_summary" }.map(\.unit)) == planned)
    }
}

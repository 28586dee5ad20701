import Basketball
import Foundation
import Ingest
import Simulation
import Storage
import TestSupport
import Testing

/// An import as a whole, on simulated seasons in the real files' formats.
@Suite struct ImportTests {
    @Test func storesEveryLineOfEveryFile() async throws {
        let options = LeagueOptions(seed: 5, teams: 4, gamesPerTeam: 6)
        let league = SimulatedLeague(options)
        let lab = try await Lab.simulated(options)
        let games = league.seasons[0].games
        #expect(try await lab.rows(RawTable.games).count == games.count)
        #expect(try await lab.rows(RawTable.teamBoxScores).count == 2 * games.count)
        let lines = games.flatMap { $0.home.lines + $0.away.lines }
        let stored = try await lab.rows(RawTable.playerBoxScores)
        #expect(stored.count == lines.count)
        #expect(stored["points"].integers.reduce(0, +) == lines.reduce(0) { $0 + ($1.stats[.points] ?? 0) })
        let attempts = lines.reduce(0) { $0 + ($1.stats[.fieldGoalAttempts] ?? 0) }
        #expect(try await lab.rows(RawTable.shots).count == attempts)
        #expect(try await lab.rows(RawTable.players).count == 4 * 13)
        #expect(try await lab.rows(RawTable.teams).count == 4)
    }

    @Test func sameFilesAgainChangeNothingAndSaySo() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 4, gamesPerTeam: 6, defects: .all))
        let before = try await lab.warehouse.changeCounters()
        let report = try await lab.importFiles([lab.folder.path("files")])
        #expect(!report.changed)
        for table in report.tables {
            #expect(table.new == 0 && table.corrected == 0, "\(table)")
            #expect(table.rowsIn == table.unchanged + table.merged + table.quarantined, "\(table)")
        }
        #expect(try await lab.warehouse.changeCounters() == before)
        #expect(try await lab.count("SELECT count(*) FROM imports") == 1)
    }

    @Test func movedRenamedAndZippedFilesChangeNothing() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 4, gamesPerTeam: 4))
        let folder = lab.folder.path("elsewhere")
        try FileManager.default.moveItem(atPath: lab.folder.path("files"), toPath: folder)
        let file = "\(folder)/game_logs_players/player_gamelogs_2023-24.csv"
        try FileManager.default.moveItem(atPath: file, toPath: "\(folder)/box.csv")
        try run("/usr/bin/gzip", ["\(folder)/box.csv"])
        let report = try await lab.importFiles([folder])
        #expect(!report.changed)
    }

    @Test func everyTableAccountsForEveryLine() async throws {
        let lab = try Lab()
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 6, defects: .all)).write(to: lab.folder.path("files"))
        let log = lab.folder.path("files/game_logs_players/player_gamelogs_2023-24.csv")
        var lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
        lines[3] = lines[3].replacing(",2023-24", with: ",2023-24,extra")
        lines.append(lines[5])
        try lab.folder.write("files/game_logs_players/player_gamelogs_2023-24.csv", lines.joined(separator: "\n"))
        let report = try await lab.importFiles([lab.folder.path("files")])
        for table in report.tables {
            let sum = table.new + table.unchanged + table.corrected + table.merged + table.quarantined
            #expect(sum == table.rowsIn, "\(table)")
        }
        #expect(report.quarantined == 2)
        let rules = try await lab.warehouse.query("SELECT rule FROM quarantine ORDER BY rule", limit: nil)
        #expect((0..<rules.count).map { rules.vectors[0].text($0) } == ["duplicate_row", "field_count"])
    }

    @Test func orderOfFilesDoesNotMatter() async throws {
        let options = LeagueOptions(seed: 3, teams: 4, gamesPerTeam: 8, defects: .all)
        let whole = try await Lab.simulated(options)
        let apart = try Lab()
        try SimulatedLeague(options).write(to: apart.folder.path("files"))
        let files = SimulatedLeague(options).files.map { apart.folder.path("files/\($0.path)") }
        // Game logs of teams before those of players, persons first; shots last, since they need games.
        for file in [files[3], files[1], files[0], files[2]] { try await apart.importFiles([file]) }
        for table in [
            RawTable.games, RawTable.teamBoxScores, RawTable.playerBoxScores, RawTable.shots, RawTable.gameInputs,
        ] {
            #expect(try await whole.digest(table) == apart.digest(table), "\(table.name)")
        }
    }

    @Test func workersDoNotMatter() async throws {
        let options = LeagueOptions(seed: 4, teams: 4, gamesPerTeam: 8, defects: .all)
        let one = try await Lab.simulated(options, workers: 1)
        let eight = try await Lab.simulated(options, workers: 8)
        for table in RawTable.all { #expect(try await one.digest(table) == eight.digest(table), "\(table.name)") }
    }

    @Test func personsAreMergedFieldByField() async throws {
        let lab = try Lab()
        let info = try lab.folder.write(
            "info.csv",
            "person_id,display_first_last,birthdate,height,position\n7,Ann Ó Dál,1999-02-03 00:00:00,,Guard\n")
        let profile = try lab.folder.write(
            "profiles.csv", "PLAYER_ID,PLAYER_NAME,BIRTHDATE,HEIGHT,POSITION\n7,Ann O Dal,1990-01-01T00:00:00,6-2,\n")
        try await lab.importFiles([profile])
        try await lab.importFiles([info])
        let rows = try await lab.rows(RawTable.players)
        #expect(rows.count == 1)
        #expect(rows["player_name"].text(0) == "Ann Ó Dál")
        #expect(rows["player_lookup"].text(0) == "annodal")
        #expect(rows["birthdate"].date(0) == GameDate("1999-02-03"))
        #expect(rows["height_in"].integer(0) == 74)
    }
}

/// Runs a program and waits for it.
func run(_ program: String, _ arguments: [String]) throws {
    let process = try Process.run(URL(fileURLWithPath: program), arguments: arguments)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
}

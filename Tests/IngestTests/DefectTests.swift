import Basketball
import Ingest
import Simulation
import Storage
import TestSupport
import Testing

/// The known defects of the real files (data README), each put into a simulated season on purpose.
@Suite struct DefectTests {
    private func options(_ defects: Defects) -> LeagueOptions {
        LeagueOptions(seed: 11, teams: 4, gamesPerTeam: 30, defects: defects)
    }

    private func imported(_ defects: Defects) async throws -> (Lab, ImportReport, SimulatedLeague) {
        let lab = try Lab()
        let league = SimulatedLeague(options(defects))
        try league.write(to: lab.folder.path("files"))
        return (lab, try await lab.importFiles([lab.folder.path("files")]), league)
    }

    /// Defect 1.
    @Test func neutralSiteTakesTheSecondTeamAsHome() async throws {
        let (lab, report, league) = try await imported(.neutralSites)
        let neutral = league.seasons[0].games.filter(\.isNeutral)
        #expect(neutral.count == 2)
        #expect(report.notes.contains { $0.contains("2 games at a neutral site") })
        let stored = try await lab.warehouse.query(
            "SELECT game_id, home_team FROM games WHERE neutral_site ORDER BY game_id", limit: nil)
        #expect((0..<stored.count).map { stored.vectors[0].text($0) } == neutral.map { "\($0.id)" })
        #expect((0..<stored.count).map { stored.vectors[1].text($0) } == neutral.map { $0.home.team.code })
        #expect(report.quarantined == 0)
    }

    /// Defect 2: scale, offset, mirror and order differ; the court does not.
    @Test func shotsOfEveryFileComeOutInOneCoordinateSystem() async throws {
        let (old, oldReport, _) = try await imported(.oldShotCoordinates)
        let (new, newReport, _) = try await imported(.twoColumnsFewer)
        #expect(oldReport.notes.contains { $0.contains("coordinates recognised as x / 100, y / 100 + 5.775") })
        #expect(newReport.notes.contains { $0.contains("coordinates recognised as -x / 10, y / 10 + 5.25") })
        #expect(try await old.digest(RawTable.shots) == new.digest(RawTable.shots))
        let sides = try await old.count(
            "SELECT count(*) FROM shots WHERE (zone_area = 'Left Side') <> (x_ft < 0) AND zone_area IN ('Left Side', 'Right Side')"
        )
        #expect(sides == 0)
        let far = try await old.count(
            "SELECT count(*) FROM shots WHERE abs(sqrt(x_ft * x_ft + y_ft * y_ft) - distance_ft - 0.5) > 0.51")
        #expect(far == 0)
    }

    /// Defect 2: five games share an id that is none of theirs.
    @Test func shotsWithASharedIdFindTheirGameByDateAndTeams() async throws {
        let (lab, report, league) = try await imported(.sharedShotGameID)
        let shared = league.seasons[0].games.dropFirst(2).prefix(5)
        let shots = shared.flatMap { $0.home.lines + $0.away.lines }.reduce(0) {
            $0 + ($1.stats[.fieldGoalAttempts] ?? 0)
        }
        let table = report.tables.first { $0.name == "shots" }
        #expect(table?.repaired == shots)
        #expect(table?.quarantined == 0)
        let (clean, _, _) = try await imported([])
        #expect(try await lab.digest(RawTable.shots) == clean.digest(RawTable.shots))
    }

    /// Defect 3.
    @Test func emptyPercentagesAreNoFault() async throws {
        let (_, report, league) = try await imported([])
        #expect(league.files[0].text.contains(",0,0,,"))
        #expect(report.quarantined == 0)
    }

    /// Defect 5.
    @Test func zeroMinutesWithARowAreKept() async throws {
        let (lab, _, league) = try await imported([])
        let seconds = league.seasons[0].games.flatMap { $0.home.lines + $0.away.lines }.filter { $0.seconds < 30 }
        #expect(!seconds.isEmpty)
        #expect(try await lab.count("SELECT count(*) FROM player_boxscores WHERE minutes = 0") == seconds.count)
    }

    /// Defect 6.
    @Test func oddPlusMinusIsReportedAndKept() async throws {
        let (lab, report, _) = try await imported(.oddPlusMinus)
        #expect(report.notes.contains { $0.contains("plus-minus does not sum to a multiple of five") })
        #expect(report.quarantined == 0)
        #expect(try await lab.count("SELECT count(*) FROM player_boxscores WHERE plus_minus IS NULL") == 0)
        #expect(try await lab.count("SELECT count(*) FROM team_boxscores WHERE plus_minus IS NULL") ?? 0 > 0)
    }

    @Test func shotsWithoutAnyGameGoToQuarantine() async throws {
        let lab = try Lab()
        try SimulatedLeague(options([])).write(to: lab.folder.path("files"))
        let report = try await lab.importFiles([lab.folder.path("files/shots")])
        let table = report.tables.first { $0.name == "shots" }
        #expect(table?.new == 0 && table?.quarantined == table?.rowsIn)
        #expect(report.refusals.first?.rule == "unknown_game")
        #expect(try await lab.count("SELECT count(*) FROM quarantine WHERE source_text = ''") == 0)
    }

    /// Defect 4: games of types that the season's files leave out are recorded as what their id says when a file has them.
    @Test func playInAndCupFinalGamesAreOfTheirOwnType() async throws {
        let lab = try Lab()
        for (game, date) in [("0052300101", "2024-04-16"), ("0062300001", "2023-12-09")] {
            var sample = Sample()
            (sample.game, sample.date) = (game, date)
            try await lab.importFiles([try lab.folder.write("\(game).csv", sample.logTeams)])
        }
        let types = try await lab.warehouse.query("SELECT season_type FROM games ORDER BY game_id", limit: nil)
        #expect((0..<2).map { types.vectors[0].text($0) } == ["play_in", "cup_final"])
    }

    /// Defect 1, as the league's own answers have it: each row puts its own team first, and none says who counts as at home.
    @Test func neutralSiteWithoutDesignatedHomeTeamIsMarkedAndOverruled() async throws {
        let lab = try Lab()
        let own = Sample().logTeams.replacing("CLE vs. ORL", with: "CLE @ ORL")
        let report = try await lab.importFiles([try lab.folder.write("own.csv", own)])
        #expect(report.notes.contains { $0.contains("of which no source says who counts as the home team") })
        #expect(try await lab.count("SELECT sides_assumed FROM game_sources") == 1)
        let designated = Sample().logTeams.replacing("CLE vs. ORL", with: "CLE @ ORL").replacing(
            "ORL @ CLE", with: "CLE @ ORL")
        try await lab.importFiles([try lab.folder.write("designated.csv", designated)])
        #expect(try await lab.count("SELECT count(*) FROM games WHERE home_team = 'ORL' AND neutral_site") == 1)
        #expect(try await lab.count("SELECT sides_assumed FROM game_sources") == 0)
        #expect(
            try await lab.importFiles([lab.folder.path("own.csv")]).tables.first { $0.name == "games" }?.corrected == 0)
    }
}

import Basketball
import Ingest
import Storage
import TestSupport
import Testing

/// Schedules: games before they are played, moved, called off; league dates from UTC.
@Suite struct ScheduleTests {
    struct Moment: CustomTestStringConvertible, Sendable {
        let utc: String
        let date: String
        var testDescription: String { utc }
    }

    /// Summer time begins and ends at 2:00 local time on the Sundays of the law.
    @Test(arguments: [
        Moment(utc: "2024-10-22T23:30:00Z", date: "2024-10-22"),
        Moment(utc: "2024-10-23T03:59:59Z", date: "2024-10-22"),
        Moment(utc: "2024-10-23T04:00:00Z", date: "2024-10-23"),
        Moment(utc: "2024-11-03T05:59:59Z", date: "2024-11-03"),
        Moment(utc: "2024-11-04T04:59:59Z", date: "2024-11-03"),
        Moment(utc: "2024-11-04T05:00:00Z", date: "2024-11-04"),
        Moment(utc: "2025-03-09T04:59:00Z", date: "2025-03-08"),
        Moment(utc: "2025-03-10T03:59:00Z", date: "2025-03-09"),
        Moment(utc: "2025-03-10T04:00:00Z", date: "2025-03-10"),
        Moment(utc: "2006-04-02T04:30:00Z", date: "2006-04-01"),
        Moment(utc: "2006-10-29T05:30:00Z", date: "2006-10-29"),
        Moment(utc: "2006-11-01T04:30:00Z", date: "2006-10-31"),
        Moment(utc: "2024-01-26T20:00:00-05:00", date: "2024-01-26"),
    ])
    func leagueDateIsTheEasternDate(_ moment: Moment) throws {
        let instant = try #require(Instant(moment.utc))
        #expect(instant.easternDate.description == moment.date)
    }

    /// Midnight and noon Eastern are on their date for every day of thirty years, 23 to 25 hours apart from the next day's.
    @Test func everyDayHasItsMidnight() throws {
        let first = try #require(GameDate("2000-01-01"))
        for day in 0..<11_000 {
            let date = first + day
            for hour in [0, 12] { #expect(Instant(eastern: date, hour: hour).easternDate == date) }
            let hours = (Instant(eastern: date + 1, hour: 0).seconds - Instant(eastern: date, hour: 0).seconds) / 3600
            #expect((23...25).contains(hours))
            #expect((Instant(eastern: date, hour: 0) + -1).easternDate == date + -1)
        }
    }

    private func game(_ lab: Lab) async throws -> [String] {
        let row = try await lab.warehouse.query(
            "SELECT game_date, status, tipoff_utc, origin FROM games", limit: nil)
        return row.vectors.map { $0.text(0) ?? "NULL" }
    }

    @Test func scheduledGameHasARowWithoutResults() async throws {
        let lab = try Lab()
        let report = try await lab.importFiles([try lab.folder.write("s.json", Sample().schedule())])
        #expect(report.files.map(\.format) == ["league-schedule"])
        #expect(try await game(lab) == ["2024-04-20", "scheduled", "2024-04-20T23:00:00Z", "schedule"])
        let inputs = try await lab.rows(RawTable.gameInputs)
        #expect(inputs.count == 1)
        for name in ["team_rows", "player_rows", "shots"] { #expect(inputs[name].integer(0) == 0) }
        #expect(inputs["schedule_sum"].integer(0) != 0)
        #expect(try await lab.rows(RawTable.teams).count == 2)
    }

    /// Results make a game final whatever an older schedule says, in either order, and leave its time of tip-off.
    @Test func resultsAndScheduleGiveOneGameInEitherOrder() async throws {
        var digests: Set<[SHA256Digest]> = []
        for order in [[0, 1], [1, 0]] {
            let lab = try Lab()
            let paths = [
                try lab.folder.write("s.json", Sample().schedule()), try lab.folder.write("t.csv", Sample().logTeams),
            ]
            for index in order { try await lab.importFiles([paths[index]]) }
            #expect(try await game(lab) == ["2024-04-20", "final", "2024-04-20T23:00:00Z", "game_log"])
            var all: [SHA256Digest] = []
            for table in MergeTests.tables { all.append(try await lab.digest(table)) }
            digests.insert(all)
        }
        #expect(digests.count == 1)
    }

    /// The planner tells facts of the schedule from results by two sums.
    @Test func sumsTellScheduleFromResults() async throws {
        let lab = try Lab()
        func sums() async throws -> [Int?] {
            let inputs = try await lab.rows(RawTable.gameInputs)
            return [inputs["content_sum"].integer(0), inputs["schedule_sum"].integer(0)]
        }
        try await lab.importFiles([try lab.folder.write("s.json", Sample().schedule())])
        let planned = try await sums()
        try await lab.importFiles([
            try lab.folder.write("s.json", Sample().schedule(tipoff: "2024-04-20T23:30:00Z"))
        ])
        let later = try await sums()
        #expect(planned[0] == later[0] && planned[1] != later[1], "another time is no result")
        try await lab.importFiles([try lab.folder.write("t.csv", Sample().logTeams)])
        let played = try await sums()
        #expect(played[0] != later[0] && played[1] != later[1], "the status is a fact of the schedule too")
        var corrected = Sample()
        corrected.lines[0].assists = 5
        try await lab.importFiles([try lab.folder.write("t.csv", corrected.logTeams)])
        let after = try await sums()
        #expect(after[0] != played[0] && after[1] == played[1], "a corrected result is no fact of the schedule")
    }

    @Test func postponedMovedAndCancelledGames() async throws {
        let lab = try Lab()
        for (status, text, expected) in [(1, "PPD", "postponed"), (1, "Cancelled", "cancelled"), (3, "Final", "final")]
        {
            try await lab.importFiles([try lab.folder.write("s.json", Sample().schedule(status: status, text: text))])
            #expect(try await game(lab)[1] == expected)
        }
        var moved = Sample()
        moved.date = "2024-04-23"
        let report = try await lab.importFiles([
            try lab.folder.write("s.json", moved.schedule(text: "8:00 pm ET", tipoff: "2024-04-24T00:00:00Z"))
        ])
        #expect(report.notes.contains { $0.contains("1 games moved") })
        #expect(try await game(lab) == ["2024-04-23", "scheduled", "2024-04-24T00:00:00Z", "schedule"])
        let history = try await lab.rows(ProvenanceTable.corrections)
        #expect((0..<history.count).contains { history["old_row"].texts[$0].contains("\"game_date\":\"2024-04-20\"") })
    }

    /// A plan gives way to a game that was played: it is postponed, in either order.
    @Test func plannedGameOnTheDateOfAPlayedOneIsPostponed() async throws {
        var plan = Sample()
        plan.game = "0042300199"
        for order in [[0, 1], [1, 0]] {
            let lab = try Lab()
            let paths = [
                try lab.folder.write("s.json", plan.schedule()), try lab.folder.write("t.csv", Sample().logTeams),
            ]
            for index in order { try await lab.importFiles([paths[index]]) }
            #expect(
                try await lab.count("SELECT count(*) FROM games WHERE game_id = '0042300199' AND status = 'postponed'")
                    == 1)
            #expect(try await lab.count("SELECT count(*) FROM games WHERE status = 'final'") == 1)
        }
    }

    @Test func fixtureListsGiveTimesToKnownGamesAndInventNoIds() async throws {
        let lab = try Lab()
        let header = "Match Number,Round Number,Date,Location,Home Team,Away Team,Result\n"
        let list = try lab.folder.write(
            "f.csv",
            header + "1,1,21/04/2024 00:30,X,Cleveland Cavaliers,Orlando Magic,\n"
                + "2,1,25/04/2024 23:00,X,Cleveland Cavaliers,Orlando Magic,\n")
        let without = try await lab.importFiles([list])
        #expect(without.quarantined == 2 && Set(without.refusals.map(\.rule)) == ["unknown_team"])
        #expect(try await lab.rows(RawTable.games).isEmpty)
        let report = try await lab.importFiles([list, try lab.folder.write("t.csv", Sample().logTeams)])
        #expect(
            try await game(lab) == ["2024-04-20", "final", "2024-04-21T00:30:00Z", "game_log"], "half past midnight UTC"
        )
        #expect(report.refusals.map(\.rule) == ["no_game_id"])
        #expect(report.notes.contains { $0.contains("1 of 2 fixtures") })
        #expect(try await lab.importFiles([list]).changed == false)
    }

    @Test func scoreboardsOfBothVersionsAreRead() async throws {
        let v3 = """
            {"scoreboard":{"gameDate":"2024-04-20","games":[{"gameId":"0042300101","gameStatus":3,"gameStatusText":"Final",\
            "gameTimeUTC":"2024-04-20T23:00:00Z","isNeutral":true,"homeTeam":{"teamId":1610612739,"teamCity":"Cleveland",\
            "teamName":"Cavaliers","teamTricode":"CLE"},"awayTeam":{"teamId":1610612753,"teamCity":"Orlando",\
            "teamName":"Magic","teamTricode":"ORL"}}]}}
            """
        let v2 = """
            {"resource":"scoreboardV2","resultSets":[{"name":"GameHeader","headers":["GAME_DATE_EST","GAME_ID",\
            "GAME_STATUS_ID","GAME_STATUS_TEXT","GAMECODE","HOME_TEAM_ID","VISITOR_TEAM_ID"],"rowSet":\
            [["2024-04-20T00:00:00","0042300101",3,"Final","20240420/ORLCLE",1610612739,1610612753]]}]}
            """
        for (name, text) in [("v3.json", v3), ("v2.json", v2)] {
            let lab = try Lab()
            try await lab.importFiles([try lab.folder.write(name, text)])
            #expect(
                try await lab.count("SELECT count(*) FROM games WHERE status = 'final' AND home_team = 'CLE'") == 1,
                "\(name)")
            #expect(try await lab.count("SELECT sum(neutral_site) FROM games") == (name == "v3.json" ? 1 : 0))
        }
    }
}

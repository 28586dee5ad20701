import Ingest
import Storage
import TestSupport
import Testing

/// Box scores of every format by themselves.
@Suite struct BoxScoreFormatTests {
    @Test func playoffBoxScoresGiveTeamRowsFromTheirTotals() async throws {
        let lab = try Lab()
        let sample = Sample()
        let report = try await lab.importFiles([try lab.folder.write("P24.csv", sample.playoffs)])
        #expect(report.files.map(\.format) == ["playoff-box-scores"])
        #expect(report.quarantined == 0)
        for table in report.tables { #expect(table.rowsIn == table.new, "\(table)") }
        let teams = try await lab.rows(RawTable.teamBoxScores)
        #expect(teams.count == 2)
        for (row, home) in [(0, true), (1, false)] {
            let points = sample.lines.filter { $0.home == home && $0.seconds > 0 }.reduce(0) { $0 + $1.points }
            #expect(teams["points"].integer(row) == points)
            #expect(teams["minutes"].real(row) == 240)
            #expect(teams["origin"].text(row) == "box_score")
            #expect(teams["is_home"].boolean(row) == home)
        }
        #expect(try await lab.count("SELECT count(*) FROM games WHERE status = 'final' AND home_team = 'CLE'") == 1)
        #expect(
            try await lab.count("SELECT count(*) FROM player_boxscores WHERE comment IS NOT NULL AND points IS NULL")
                == 2)
        #expect(try await lab.count("SELECT plus_minus FROM player_boxscores WHERE player_id = 100") == 2, "2.0 is 2")
    }

    /// Known defect: the file does not say who was at home. Nothing is guessed, and with a source that knows it all fits.
    @Test func boxScoreV3WithoutHomeTeamWaitsForASourceThatKnows() async throws {
        let lab = try Lab()
        let sample = Sample()
        let path = try lab.folder.write("v3.csv", sample.boxScoreV3(withMatchup: false))
        let alone = try await lab.importFiles([path])
        #expect(alone.refusals.map(\.rule) == ["home_team_unknown"])
        #expect(alone.quarantined == 12)
        #expect(try await lab.rows(RawTable.games).isEmpty)
        try await lab.importFiles([try lab.folder.write("schedule.json", sample.schedule())])
        let report = try await lab.importFiles([path])
        #expect(report.quarantined == 0)
        #expect(try await lab.rows(RawTable.playerBoxScores).count == 12)
        #expect(try await lab.rows(RawTable.games)["game_id"].integer(0) == 42_300_101, "the id has its zeros again")
        #expect(try await lab.count("SELECT count(*) FROM games WHERE status = 'final'") == 1, "five players a team")
    }

    @Test func boxScoreV3JSONTakesItsDateFromWhatIsKnown() async throws {
        let lab = try Lab()
        let sample = Sample()
        let path = try lab.folder.write("v3.json", sample.boxScoreV3JSON)
        let alone = try await lab.importFiles([path])
        #expect(Set(alone.refusals.map(\.rule)) == ["game_date_unknown"])
        try await lab.importFiles([try lab.folder.write("schedule.json", sample.schedule())])
        let report = try await lab.importFiles([path])
        #expect(report.quarantined == 0)
        #expect(try await lab.rows(RawTable.playerBoxScores).count == 12)
        let teams = try await lab.rows(RawTable.teamBoxScores)
        #expect(teams.count == 2 && teams["minutes"].real(0) == 240)
        #expect(
            try await lab.count("SELECT count(*) FROM games WHERE game_date = '2024-04-20' AND status = 'final'") == 1)
        #expect(try await lab.count("SELECT count(*) FROM player_boxscores WHERE player_name = 'Ann Ó Dál'") == 1)
    }

    @Test(arguments: ["resultSets", "resultSet"]) func leagueGameLogJSONEqualsItsCSV(_ key: String) async throws {
        let sample = Sample()
        let (csv, json) = (try Lab(), try Lab())
        try await csv.importFiles([
            try csv.folder.write("a.csv", sample.logPlayers), try csv.folder.write("b.csv", sample.logTeams),
        ])
        try await json.importFiles([
            try json.folder.write("a.json", Sample.resultSet(sample.logPlayers, name: "LeagueGameLog", key: key)),
            try json.folder.write("b.json", Sample.resultSet(sample.logTeams, name: "LeagueGameLog", key: key)),
        ])
        #expect(try await csv.rows(RawTable.playerBoxScores).count == 10)
        for table in RawTable.all { #expect(try await csv.digest(table) == json.digest(table), "\(table.name)") }
    }

    @Test func recordingsInEitherQuotesEqualTheDocument() async throws {
        let document = Sample.resultSet(Sample().logTeams, name: "LeagueGameLog")
        let half = document.index(document.startIndex, offsetBy: document.count / 2)
        let single = "'" + document.replacing("'", with: "''") + "'"
        // As the recorder folds long texts: the line ends in a backslash and goes on behind the indentation.
        let escaped = { (text: Substring) in text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
        let double = "\"" + escaped(document[..<half]) + "\\\n        " + escaped(document[half...]) + "\""
        let plain = try Lab()
        try await plain.importFiles([try plain.folder.write("a.json", document)])
        for (number, body) in [single, double].enumerated() {
            let lab = try Lab()
            let text =
                "interactions:\n- request:\n    body: null\n  response:\n    body:\n      string: \(body)\n    headers:\n"
                + "      Vary:\n      - x\nversion: 1\n"
            try await lab.importFiles([try lab.folder.write("\(number).yaml", text)])
            for table in RawTable.all { #expect(try await plain.digest(table) == lab.digest(table), "\(table.name)") }
        }
        #expect(try await plain.rows(RawTable.teamBoxScores).count == 2)
    }

    @Test func documentsThatNoTableNeedsAreNamedInAFolderAndRefusedByName() async throws {
        let lab = try Lab()
        try lab.folder.write("f/log.csv", Sample().logTeams)
        let path = try lab.folder.write("f/pbp.json", "{\"game\":{\"gameId\":\"0042300101\",\"actions\":[]}}")
        try lab.folder.write("f/adv.json", "{\"boxScoreAdvanced\":{\"gameId\":\"1\"}}")
        try lab.folder.write("f/README.md", "hello")
        let report = try await lab.importFiles([lab.folder.path("f")])
        for text in [
            "play-by-play: no table needs it", "boxScoreAdvanced: no table needs it", "README.md is no data file",
        ] {
            #expect(report.notes.contains { $0.contains(text) }, "\(text)")
        }
        let errors = await #expect(throws: ImportErrors.self) { try await lab.importFiles([path]) }
        #expect(errors?.errors.first?.code == .unneeded)
    }

    @Test func damagedAndHostileDocumentsAreRefusedWithTheirPlace() async throws {
        let lab = try Lab()
        let deep = String(repeating: "[", count: 100_000)
        for (name, text, says) in [
            ("cut.json", "{\"resultSets\":[{\"name\":\"x\",\"headers\":[\"A\"", "not valid JSON"),
            ("deep.json", "{\"a\":\(deep)", "nested deeper"),
            ("open.yaml", "interactions:\n- response:\n    body:\n      string: '{\n", "does not end"),
        ] {
            let path = try lab.folder.write(name, text)
            let errors = await #expect(throws: ImportErrors.self) { try await lab.importFiles([path]) }
            let error = try #require(errors?.errors.first)
            #expect(error.file == path && "\(error)".contains(says), "\(error)")
        }
    }

    @Test func shotFileCutByTheSiteIsNamed() async throws {
        let lab = try Lab()
        let line =
            "Shot Chart Detail,0042300101,7,100,A,1610612739,B,1,11,42,Missed Shot,Jump Shot,2PT Field Goal,Mid-Range,Center(C),16-24 ft.,20,0,205,1,0,20240420,CLE,ORL\n"
        let header =
            "GRID_TYPE,GAME_ID,GAME_EVENT_ID,PLAYER_ID,PLAYER_NAME,TEAM_ID,TEAM_NAME,PERIOD,MINUTES_REMAINING,SECONDS_REMAINING,EVENT_TYPE,ACTION_TYPE,SHOT_TYPE,SHOT_ZONE_BASIC,SHOT_ZONE_AREA,SHOT_ZONE_RANGE,SHOT_DISTANCE,LOC_X,LOC_Y,SHOT_ATTEMPTED_FLAG,SHOT_MADE_FLAG,GAME_DATE,HTM,VTM\n"
        let report = try await lab.importFiles([
            try lab.folder.write("shots.csv", header + String(repeating: line, count: 102_400)),
            try lab.folder.write("log.csv", Sample().logTeams),
        ])
        #expect(report.notes.contains { $0.contains("incomplete") && $0.contains("0042300101") }, "\(report.notes)")
    }
}

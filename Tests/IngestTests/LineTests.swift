import Basketball
import Ingest
import Storage
import TestSupport
import Testing

/// Betting lines: names matched within the game's teams, sides put together, one main line.
@Suite struct LineTests {
    static let header = "market,bookmaker,player,side,line,price,home_team,away_team,game_id,commence_time\n"

    static func line(
        _ player: String, _ side: String, _ line: String, _ price: String, bookmaker: String = "DraftKings"
    ) -> String {
        "player_points,\(bookmaker),\(player),\(side),\(line),\(price),Cleveland Cavaliers,Orlando Magic,ab12,2024-04-21T00:30:00Z\n"
    }

    private func lab() async throws -> Lab {
        let lab = try Lab()
        try await lab.importFiles([
            try lab.folder.write("log.csv", Sample().logPlayers), try lab.folder.write("t.csv", Sample().logTeams),
        ])
        return lab
    }

    @Test func sidesBecomeOneLineOfTheLeagueDate() async throws {
        let lab = try await lab()
        let text =
            LineTests.header + LineTests.line("Ann O Dal", "Over", "24.5", "-110")
            + LineTests.line("ann ó dál", "Under", "24.5", "+100")
        let report = try await lab.importFiles([try lab.folder.write("l.csv", text)])
        let rows = try await lab.rows(RawTable.playerLines)
        #expect(rows.count == 1)
        #expect(rows["player_id"].integer(0) == 100)
        #expect(rows["game_date"].date(0) == GameDate("2024-04-20"), "half past midnight UTC")
        #expect(rows["line"].real(0) == 24.5)
        #expect(rows["over_price"].integer(0) == -110 && rows["under_price"].integer(0) == 100)
        #expect(rows["bookmaker"].text(0) == "draftkings" && rows["market"].text(0) == "player_points")
        #expect(rows["captured_at"].text(0) == "2024-04-20T04:00:00Z", "no time told: the start of the league date")
        #expect(rows["tipoff_utc"].text(0) == "2024-04-21T00:30:00Z")
        #expect(report.notes.contains { $0.contains("2 of 2 matched to a player (100.0 %)") }, "\(report.notes)")
        #expect(report.notes.contains { $0.contains("do not say when they were captured") })
        #expect(report.tables.first { $0.name == "player_lines" }?.merged == 1)
        #expect(try await lab.importFiles([lab.folder.path("l.csv")]).changed == false)
    }

    @Test func mainLineIsTheClosestToEvenAndOfEqualOnesTheLower() async throws {
        let lab = try await lab()
        var text = LineTests.header
        for (line, over, under) in [("22.5", "-200", "160"), ("24.5", "-110", "-110"), ("26.5", "150", "-190")] {
            text += LineTests.line("Ann O Dal", "Over", line, over) + LineTests.line("Ann O Dal", "Under", line, under)
        }
        for line in ["9.5", "8.5"] {
            text += LineTests.line("Player 1", "Over", line, "-137") + LineTests.line("Player 1", "Under", line, "-137")
        }
        text += LineTests.line("Player 2", "Over", "1.5", "-110")
        try await lab.importFiles([try lab.folder.write("l.csv", text)])
        let main = try await lab.warehouse.query(
            "SELECT player_id, line FROM player_lines WHERE is_main ORDER BY player_id", limit: nil)
        #expect((0..<3).map { main.vectors[1].real($0) } == [24.5, 8.5, 1.5])
        #expect(try await lab.rows(RawTable.playerLines).count == 6)
        // A later file with a lower line as close to even takes over.
        let later =
            LineTests.header + LineTests.line("Ann O Dal", "Over", "23.5", "100")
            + LineTests.line("Ann O Dal", "Under", "23.5", "100")
        let report = try await lab.importFiles([try lab.folder.write("m.csv", later)])
        #expect(report.tables.first { $0.name == "player_lines" }?.new == 1)
        #expect(
            try await lab.count("SELECT count(*) FROM player_lines WHERE is_main AND player_id = 100 AND line = 23.5")
                == 1)
        #expect(try await lab.count("SELECT count(*) FROM player_lines WHERE is_main AND player_id = 100") == 1)
        try await expectSums(lab)
        let together = try await self.lab()
        try await together.importFiles([
            try together.folder.write("m.csv", later), try together.folder.write("l.csv", text),
        ])
        for table in [RawTable.playerLines, RawTable.lineInputs] {
            #expect(try await lab.digest(table) == together.digest(table), "\(table.name)")
        }
    }

    @Test func unmatchedAndAmbiguousNamesAreNeverGuessed() async throws {
        let lab = try Lab()
        var sample = Sample()
        sample.lines[2].name = "Jo Twin"
        sample.lines[8].name = "Jo Twin"
        try await lab.importFiles([
            try lab.folder.write("log.csv", sample.logPlayers), try lab.folder.write("t.csv", sample.logTeams),
        ])
        let text =
            LineTests.header + LineTests.line("Jo Twin", "Over", "5.5", "-110")
            + LineTests.line("Annie O Dal", "Over", "5.5", "-110") + LineTests.line("Player 1", "Over", "5.5", "-110")
        let report = try await lab.importFiles([try lab.folder.write("l.csv", text)])
        #expect(try await lab.rows(RawTable.playerLines).count == 1)
        #expect(Set(report.refusals.map(\.rule)) == ["player_ambiguous", "player_unmatched"])
        let quarantine = try await lab.rows(ProvenanceTable.quarantine)
        #expect(quarantine["expected"].text(0)?.contains("Jo Twin 102, Jo Twin 108") == true)
        #expect(
            quarantine["expected"].text(1)?.contains("nearest: Ann Ó Dál 100") == true,
            "\(quarantine["expected"].text(1) ?? "")")
        #expect(quarantine["source_text"].text(0)?.contains("Jo Twin,Over") == true)
        #expect(report.notes.contains { $0.contains("1 of 3 matched to a player (33.3 %)") })
    }

    @Test func wideFilesKeepTheirTimesOfCapture() async throws {
        let lab = try await lab()
        let header = "event_id,player,market,line,bookmaker,game,game_time,over_odds,under_odds,captured_at\n"
        let text =
            header
            + "e1,Player 1,player_rebounds_alternate,7.5,FanDuel,Orlando Magic @ Cleveland Cavaliers,2024-04-20T20:30:00-04:00,-115,-105,2024-04-20T12:00:00Z\n"
            + "e1,Player 1,player_rebounds,8.5,FanDuel,Cleveland Cavaliers vs. Orlando Magic,2024-04-20T20:30:00-04:00,100,,2024-04-20T18:00:00Z\n"
            + "e1,Player 1,player_rebounds,8.5,FanDuel,Cleveland,2024-04-20T20:30:00-04:00,100,,2024-04-20T18:00:00Z\n"
            + "e1,Player 1,player_rebounds,8.5,FanDuel,Magic @ Cavaliers,2024-04-20T20:30:00,100,,2024-04-20T18:00:00Z\n"
            + "e1,Player 1,player_rebounds,8.5,FanDuel,Magic @ Cavaliers,2024-04-20T20:30:00Z,50,,2024-04-20T18:00:00Z\n"
        let report = try await lab.importFiles([try lab.folder.write("w.csv", text)])
        let rows = try await lab.rows(RawTable.playerLines)
        #expect(rows.count == 2)
        #expect(
            rows["captured_at"].text(0) == "2024-04-20T12:00:00Z"
                && rows["captured_at"].text(1) == "2024-04-20T18:00:00Z")
        #expect(rows["market"].text(0) == "player_rebounds")
        #expect(rows["under_price"].isNull(1))
        #expect(report.refusals.map(\.rule) == ["game", "price", "time"])
    }

    @Test func gameLinesFindTheirGameAndTheSignOfTheSpread() async throws {
        let lab = try await lab()
        let header = "season,date,regular,playoffs,away,home,whos_favored,spread,total\n"
        let text =
            header + "2024,4/20/24,FALSE,TRUE,orl,cle,home,4.5,207.5\n" + "2024,4/22/24,FALSE,TRUE,orl,cle,away,1,200\n"
            + "2024,4/20/24,FALSE,TRUE,orl,cle,nobody,4.5,207.5\n"
        let report = try await lab.importFiles([try lab.folder.write("g.csv", text)])
        let rows = try await lab.rows(RawTable.gameLines)
        #expect(rows.count == 1)
        #expect(rows["home_spread"].real(0) == -4.5 && rows["total"].real(0) == 207.5)
        #expect(rows["captured_at"].text(0) == "2024-04-20T04:00:00Z")
        #expect(report.refusals.map(\.rule) == ["favourite", "unknown_game"])
        try await expectSums(lab)
        try await lab.importFiles([
            try lab.folder.write("l.csv", LineTests.header + LineTests.line("Player 1", "Over", "5.5", "-110"))
        ])
        try await expectSums(lab)
        // A line that says when it was captured goes with its game, which moves; what was found by the old date does not.
        let (game, date) = (rows["game_id"].integers[0], try #require(GameDate("2024-04-20")))
        try await RawEdit.addGameLine(lab.warehouse, date, game: game, spread: -3, total: 201)
        try await expectSums(lab)
        var moved = Sample()
        moved.date = "2024-04-22"
        let move = try await lab.importFiles([
            try lab.folder.write("log.csv", moved.logPlayers), try lab.folder.write("t.csv", moved.logTeams),
        ])
        try await expectSums(lab)
        #expect(move.notes.contains { $0.hasPrefix("1 game lines were of the date from which their game moved") })
        #expect(try await lab.rows(RawTable.gameLines)["total"].reals == [201])
        // The files as they now are, in a fresh warehouse, give the same as the same file again.
        try await lab.importFiles([lab.folder.path("g.csv")])
        try await expectSums(lab)
        let fresh = try Lab()
        try await fresh.importFiles(["log.csv", "t.csv", "g.csv"].map { lab.folder.path($0) })
        let lines = { (lab: Lab) in
            try await lab.warehouse.query(
                "SELECT game_id, captured_at, home_spread, total FROM game_lines WHERE bookmaker = 'unstated'",
                limit: nil)
        }
        let (now, rebuilt) = (try await lines(lab), try await lines(fresh))
        #expect(now.count == 1 && CanonicalRows.digest(now) == CanonicalRows.digest(rebuilt))
        #expect(now.vectors[2].real(0) == 1 && now.vectors[3].real(0) == 200)
    }

    /// `line_inputs` is the count and the wrapping sum of what is stored.
    private func expectSums(_ lab: Lab, _ location: SourceLocation = #_sourceLocation) async throws {
        var expected: [GameDate: (players: Int, games: Int, sum: Int)] = [:]
        let lines = try await lab.rows(RawTable.playerLines)
        for row in 0..<lines.count {
            let date = try #require(lines["game_date"].date(row))
            expected[date, default: (0, 0, 0)].players += 1
            expected[date, default: (0, 0, 0)].sum &+= lines["content_hash"].integers[row]
        }
        let games = try await lab.rows(RawTable.games)
        let gameLines = try await lab.rows(RawTable.gameLines)
        for row in 0..<gameLines.count {
            let game = try #require(games["game_id"].integers.firstIndex(of: gameLines["game_id"].integers[row]))
            let date = try #require(games["game_date"].date(game))
            expected[date, default: (0, 0, 0)].games += 1
            expected[date, default: (0, 0, 0)].sum &+= gameLines["content_hash"].integers[row]
        }
        let stored = try await lab.rows(RawTable.lineInputs)
        #expect(stored.count == expected.count, sourceLocation: location)
        for row in 0..<stored.count {
            let date = try #require(stored["game_date"].date(row))
            #expect(stored["player_lines"].integer(row) == expected[date]?.players, sourceLocation: location)
            #expect(stored["game_lines"].integer(row) == expected[date]?.games, sourceLocation: location)
            #expect(stored["content_sum"].integer(row) == expected[date]?.sum, sourceLocation: location)
        }
    }
}

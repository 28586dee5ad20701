import Basketball
import Pipeline
import Storage
import TestSupport
import Testing

/// One game of ten players, small enough to work every number by hand.
@Suite struct HandWorkedGameTests {
    static let playerHeader =
        "PLAYER_ID,PLAYER_NAME,TEAM_ID,TEAM_ABBREVIATION,TEAM_NAME,GAME_ID,GAME_DATE,MATCHUP,WL,MIN,FGM,FGA,FG3M,FG3A,"
        + "FTM,FTA,OREB,DREB,AST,STL,BLK,TOV,PF,PTS,PLUS_MINUS"
    static let teamHeader = String(playerHeader.dropFirst("PLAYER_ID,PLAYER_NAME,".count))

    /// Home: 40-80, 10-30, 10-20 = 100 points, 10 OREB, 30 DREB, 12 TOV. Away: 38-82, 8-25, 14-16 = 98 points.
    static func files(withoutHomeTeamRow: Bool = false, minutes: String = "240") -> [String] {
        let home = "1,HOM,Home Town Team,0022300001,2023-10-24,HOM vs. AWY,W"
        let away = "2,AWY,Away Town Team,0022300001,2023-10-24,AWY @ HOM,L"
        var players = [playerHeader]
        for number in 1...5 {
            players.append("10\(number),Hé Player \(number),\(home),48,8,16,2,6,2,4,2,6,4,1,1,2,3,20,2")
        }
        for number in 1...4 {
            players.append("20\(number),Away Player \(number),\(away),48,8,16,2,5,3,3,1,5,4,1,1,2,3,21,-2")
        }
        players.append("205,Away Player 5,\(away),0,6,18,0,5,2,4,0,1,1,0,0,1,0,14,-2")
        var teams = [teamHeader]
        if !withoutHomeTeamRow { teams.append("\(home),\(minutes),40,80,10,30,10,20,10,30,20,5,5,10,15,100,2") }
        teams.append("\(away),\(minutes),38,82,8,25,14,16,4,21,17,4,4,9,12,98,-2")
        return [players.joined(separator: "\n"), teams.joined(separator: "\n")]
    }

    private func lab(_ files: [String]) async throws -> Lab {
        let lab = try Lab()
        for (index, text) in files.enumerated() { try lab.folder.write("files/\(index).csv", text) }
        let report = try await lab.importFiles([lab.folder.path("files")])
        #expect(report.quarantined == 0)
        try await lab.backfill()
        return lab
    }

    private func rows(_ lab: Lab, _ table: String) async throws -> ColumnBatch {
        try await lab.rows(try #require(Registry.table(table)).schema)
    }

    @Test func offenseOfTheHomeTeam() async throws {
        let row = try await rows(try await lab(Self.files()), "team_offense_game_summary")
        #expect(row.count == 2 && row["team_id"].integers == [1, 2])
        // 80 + 0.44 x 20 + 10 - 10 = 88.8
        #expect(row["possessions"].real(0) == 88.8)
        #expect(row["offensive_rating"].real(0) == 100.0 * 100 / 88.8)
        #expect(row["pace"].real(0) == 88.8)
        #expect(row["efg_pct"].real(0) == 45.0 / 80)
        #expect(row["ts_pct"].real(0) == 100 / (2 * 88.8))
        #expect(row["margin"].integer(0) == 2 && row["won"].boolean(0) == true)
        #expect(row["overtime_periods"].integer(0) == 0 && row["team_minutes"].integer(0) == 240)
        #expect(row["rebounds"].integer(0) == 40)
        #expect(row["paint_makes"].integer(0) == nil && row["shot_zones_available"].boolean(0) == false)
        #expect(row["quality_issues"].text(0) == "shot_zones_unavailable")
        #expect(row["quality_score"].integer(0) == 85 && row["quality_tier"].text(0) == "silver")
    }

    @Test func defenseReadsTheOpponent() async throws {
        let row = try await rows(try await lab(Self.files()), "team_defense_game_summary")
        #expect(row["points_allowed"].integers == [98, 100])
        #expect(row["opponent_fg_attempts"].integers == [82, 80])
        #expect(row["turnovers_forced"].integers == [9, 10])
        #expect(row["steals"].integers == [5, 4])
        // 82 + 0.44 x 16 + 9 - 4 = 94.04
        #expect(row["opponent_possessions"].real(0) == 94.04)
        #expect(row["defensive_rating"].real(0) == 100.0 * 98 / 94.04)
    }

    @Test func playersWithAndWithoutMinutes() async throws {
        let row = try await rows(try await lab(Self.files()), "player_game_summary")
        #expect(row.count == 10)
        #expect(row["player_lookup"].text(0) == "heplayer1" && row["player_name"].text(0) == "Hé Player 1")
        // 16 + 0.44 x 4 + 2 = 19.76 of the team's 80 + 8.8 + 10 = 98.8, on the floor for all 48 minutes.
        let usage = try #require(row["usage_rate"].real(0))
        #expect(abs(usage - 20) < 1e-12)
        let last = row.count - 1
        #expect(row["player_id"].integer(last) == 205)
        // A row in the game log with 0 minutes is an appearance: its counts are known, its usage is not.
        #expect(row["is_dnp"].boolean(last) == false && row["minutes_played"].real(last) == 0)
        #expect(row["points"].integer(last) == 14 && row["usage_rate"].real(last) == nil)
        #expect(row["started"].boolean(0) == nil && row["points_line"].real(0) == nil)
        #expect(row["quality_issues"].text(0) == "shot_zones_unavailable;minutes_rounded")
    }

    @Test func missingTeamRowIsReconstructedFromFivePlayers() async throws {
        let whole = try await rows(try await lab(Self.files()), "team_offense_game_summary")
        let row = try await rows(try await lab(Self.files(withoutHomeTeamRow: true)), "team_offense_game_summary")
        for column in ["points", "fg_attempts", "possessions", "won", "team_minutes", "margin"] {
            let (a, b) = (ColumnBatch([whole[column]]), ColumnBatch([row[column]]))
            #expect(CanonicalRows.digest(a) == CanonicalRows.digest(b), "\(column)")
        }
        #expect(row["quality_issues"].text(0) == "shot_zones_unavailable;reconstructed")
        #expect(row["quality_score"].integer(0) == 75)
    }

    @Test(arguments: [("239", 0, 240), ("244", 0, 240), ("266", 1, 265), ("291", 2, 290)])
    func overtimeComesFromRoundedMinutes(minutes: String, overtimes: Int, total: Int) async throws {
        let row = try await rows(try await lab(Self.files(minutes: minutes)), "team_offense_game_summary")
        #expect(row["overtime_periods"].integers == [overtimes, overtimes])
        #expect(row["team_minutes"].integers == [total, total])
    }

    @Test func teamTotalThatDiffersFromThePlayersIsAnIssue() async throws {
        var files = Self.files()
        files[0] = files[0].split(separator: "\n").filter { !$0.hasPrefix("205,") }.joined(separator: "\n")
        let row = try await rows(try await lab(files), "team_offense_game_summary")
        #expect(row["quality_issues"].text(1) == "shot_zones_unavailable;team_total_mismatch")
        #expect(row["quality_score"].integer(1) == 60)
    }
}

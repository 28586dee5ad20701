import Basketball
import Pipeline
import Planning
import Quality
import Simulation
import Storage
import TestSupport
import Testing

/// The bugs that such systems really had, planted: each is caught by a check with a name, and a clean build passes.
@Suite struct PlantedBugTests {
    private static let players = "game_logs_players/player_gamelogs_2023-24.csv"
    private static let shots = "shots/NBA_2024_Shots.csv"
    private static let options = LeagueOptions(seed: 5, teams: 16, gamesPerTeam: 12)

    /// A league whose files are changed before they are imported and backfilled.
    private func lab(_ change: (Lab) throws -> Void = { _ in }) async throws -> Lab {
        let lab = try Lab()
        try SimulatedLeague(Self.options).write(to: lab.folder.path("files"))
        try change(lab)
        try await lab.importFiles([lab.folder.path("files")])
        try await lab.backfill()
        return lab
    }

    private func date(_ lab: Lab, _ index: Int) async throws -> GameDate {
        let days = try await lab.rows(RawTable.games)["game_date"].integers
        return GameDate(dayNumber: Set(days).sorted()[index])
    }

    @Test func cleanBuildIsGo() async throws {
        let asked = try Thresholds(file: (path: "t.yaml", text: ShortSeason.thresholds))
        let options = GateOptions(isFull: true, spotChecks: 200)
        let reports = try await lab().judge(thresholds: asked, options: options)
        #expect(reports.map(\.gate.name) == Gate.all.map(\.name))
        for report in reports {
            #expect(report.decision == .go, "\(report.gate.name): \(report.troubles.map(\.name))")
        }
    }

    @Test func minutesThatTurnedNull() async throws {
        let lab = try await lab { lab in
            try lab.rewrite(Self.players) { index, fields in
                var fields = fields
                if index % 20 == 0 { fields[10] = "" }
                return fields
            }
        }
        let check = try await lab.check(.playerSummary, "minutes_known")
        #expect(check.outcome == .fail && check.measurement.failing.count == 20)
        #expect(check.measurement.failingCount > 20)
        #expect(check.measurement.failing[0].key.map(\.column) == ["game_date", "game_id", "player_id"])
    }

    @Test func homeAndAwayReversedInOneSource() async throws {
        let lab = try await lab { lab in
            let reversed = Set(SimulatedLeague(Self.options).seasons[0].games.prefix(9).map { "\($0.id)" })
            try lab.rewrite(Self.players) { _, fields in
                var fields = fields
                guard reversed.contains(fields[6]) else { return fields }
                fields[8] =
                    fields[8].contains("vs.")
                    ? fields[8].replacing("vs.", with: "@") : fields[8].replacing("@", with: "vs.")
                return fields
            }
        }
        let check = try await lab.check(.playerSummary, "source_rows_accepted")
        #expect(check.outcome == .fail && check.measurement.failing.first?.detail == "home_team")
    }

    @Test func homeAndAwayReversedInTheShots() async throws {
        let lab = try await lab { lab in
            try lab.rewrite(Self.shots) { _, fields in
                var fields = fields
                // An id that no game has, so that only date and teams can tell; and those the wrong way round.
                fields[9] = "22399999"
                fields.swapAt(10, 11)
                return fields
            }
        }
        #expect(try await lab.check(.teamOffense, "shots_matched").outcome == .fail)
        #expect(try await lab.check(.playerSummary, "zones_known").outcome == .fail)
    }

    @Test func twoOfSixteenTeamsWritten() async throws {
        let lab = try await lab()
        let date = try await date(lab, 3)
        let rows = try await lab.rows("team_offense_game_summary", date)
        #expect(rows.count == 16)
        try await lab.plant("team_offense_game_summary", date, rows.selecting([0, 1]))
        let check = try await lab.check(.teamOffense, "teams_per_date")
        #expect(check.outcome == .fail)
        #expect(check.measurement.failing.map(\.text) == ["game_date \(date): 2 of 16 teams have rows"])
    }

    @Test func attemptsThatWereNulled() async throws {
        let lab = try await lab { lab in
            try lab.rewrite(Self.players) { index, fields in
                var fields = fields
                // Field goals attempted.
                if index % 10 == 0 { fields[12] = "" }
                return fields
            }
        }
        #expect(try await lab.check(.playerSummary, "usage_known").outcome == .fail)
        #expect(try await lab.check(.playerSummary, "attempts_known").outcome == .fail)
    }

    @Test func shotsWhoseGameIdsHaveAPrefix() async throws {
        let lab = try await lab { lab in
            try lab.rewrite(Self.shots) { _, fields in
                var fields = fields
                fields[9] = "nba-\(fields[9])"
                return fields
            }
        }
        let check = try await lab.check(.teamOffense, "shots_matched")
        #expect(check.outcome == .fail && check.value == 0)
        #expect(try await lab.check(.playerSummary, "zones_known").outcome == .fail)
    }

    @Test func aDayUnderASecondGameId() async throws {
        let lab = try await lab()
        let date = try await date(lab, 2)
        for (table, gate) in [("team_offense_game_summary", Gate.teamOffense), ("player_game_summary", .playerSummary)]
        {
            var rows = try await lab.rows(table, date)
            rows.append(rows.with("game_id", rows["game_id"].integers.map { $0 + 500 }))
            try await lab.plant(table, date, rows)
            #expect(try await lab.check(gate, "duplicate_rows").value == Double(rows.count))
            #expect(try await lab.check(gate, "duplicate_rows").outcome == .fail)
            #expect(try await lab.check(gate, "rows_unlike_ledger").outcome == .fail)
        }
    }

    @Test func postponedGameLeftBehind() async throws {
        let lab = try await lab()
        let (old, new) = (try await date(lab, 4), try await date(lab, 11) + 30)
        let game = try #require(SimulatedLeague(Self.options).seasons[0].games.first { $0.date == old })
        let left = try await lab.rows("team_offense_game_summary", old)
        for file in SimulatedLeague(Self.options).files.prefix(2) {
            try lab.folder.write(
                "files/\(file.path)", file.text.replacing("\(game.id),\(old)", with: "\(game.id),\(new)"))
        }
        try await lab.importFiles([lab.folder.path("files")])
        try await lab.backfill()
        #expect(try await lab.check(.teamOffense, "stray_rows").outcome == .pass)
        // What an append-only writer would have left: the old date's rows beside the new ones.
        try await lab.plant("team_offense_game_summary", old, left)
        let check = try await lab.check(.teamOffense, "stray_rows")
        #expect(check.outcome == .fail && check.value == 2)
        #expect(check.measurement.failing.allSatisfy { $0.text.contains("\(game.id)") })
    }

    @Test func allStarGameMixedIn() async throws {
        let lab = try await lab()
        let date = try await date(lab, 1)
        var rows = try await lab.rows("player_game_summary", date)
        let star = rows.selecting([0, 1]).with("game_id", [32_300_001, 32_300_001])
        rows.append(star.with("player_id", [900_001, 900_002]))
        try await lab.plant("player_game_summary", date, rows)
        let check = try await lab.check(.playerSummary, "uncovered_games")
        #expect(check.outcome == .fail && check.value == 2)
        #expect(check.measurement.failing.first?.text.contains("0032300001") == true)
    }

    @Test func aDaysRowsWrittenTwice() async throws {
        let lab = try await lab()
        let date = try await date(lab, 5)
        let rows = try await lab.rows("player_game_summary", date)
        let off = date + 1
        #expect(try await lab.rows("player_game_summary", off).isEmpty)
        try await lab.plant(
            "player_game_summary", off, rows.with("game_date", Array(repeating: off.dayNumber, count: rows.count)))
        #expect(try await lab.check(.playerSummary, "stray_rows").value == Double(rows.count))
        let check = try await lab.check(.playerSummary, "rows_unlike_ledger")
        #expect(check.outcome == .fail)
        #expect(check.measurement.failing.first?.detail == "\(rows.count) rows are stored, the ledger recorded 0")
    }

    @Test func tableThatWasNotBuiltAgainAfterAFix() async throws {
        let lab = try await lab()
        #expect(try await lab.check(.playerSummary, "stale_units").outcome == .pass)
        try lab.rewrite(Self.players) { index, fields in
            var fields = fields
            // An assist more.
            if index == 0 { fields[23] = "\((Int(fields[23]) ?? 0) + 1)" }
            return fields
        }
        try await lab.importFiles([lab.folder.path("files")])
        let check = try await lab.check(.playerSummary, "stale_units")
        #expect(check.outcome == .fail && check.measurement.failing.first?.detail.contains("input_changed") == true)
        try await lab.backfill()
        #expect(try await lab.check(.playerSummary, "stale_units").outcome == .pass)
    }

    @Test(arguments: [
        ("team_offense_game_summary", "assists"), ("team_offense_game_summary", "paint_makes"),
        ("team_defense_game_summary", "turnovers_forced"), ("player_game_summary", "plus_minus"),
        ("player_game_summary", "opponent_team_id"),
    ]) func aChangedValueIsFoundBySpotChecksAndByTheDigest(table: String, column: String) async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 2, gamesPerTeam: 4))
        try await lab.backfill()
        let date = try await date(lab, 0)
        let rows = try await lab.rows(table, date)
        let values = (0..<rows.count).map { row in rows[column].integer(row).map { row == 1 ? $0 + 1 : $0 } }
        try await lab.plant(table, date, rows.with(column, values))
        let gate = try #require(Gate.all.first { $0.tables == [table] })
        let options = GateOptions(isFull: true, spotChecks: 10_000)
        let check = try await lab.check(gate, "spot_checks", options: options)
        #expect(check.outcome == .fail && check.measurement.failing.count == 1)
        #expect(check.measurement.failing.first?.detail.contains(column) == true)
        #expect(try await lab.check(gate, "rows_unlike_ledger", options: options).outcome == .fail)
    }
}

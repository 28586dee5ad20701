import Basketball
import Pipeline
import Planning
import Quality
import Simulation
import Storage
import TestSupport
import Testing

/// The gates around stage 4: what they cover, what lacks, what is unknown, what leaks.
@Suite struct StageGateTests {
    private static let players = "game_logs_players/player_gamelogs_2023-24.csv"
    private static let options = LeagueOptions(seed: 11, teams: 4, gamesPerTeam: 16)

    private func lab(_ change: (Lab) throws -> Void = { _ in }) async throws -> Lab {
        let lab = try Lab()
        try SimulatedLeague(Self.options).write(to: lab.folder.path("files"))
        try change(lab)
        try await lab.importFiles([lab.folder.path("files")])
        return lab
    }

    private func built(_ change: (Lab) throws -> Void = { _ in }) async throws -> Lab {
        let lab = try await lab(change)
        try await lab.backfill()
        return lab
    }

    /// A date on which stage 4 has rows.
    private func late(_ lab: Lab, _ back: Int = 2) async throws -> GameDate {
        let dates = try await lab.states().calendar.gameDates
        return dates[dates.count - 1 - back]
    }

    private func range(_ first: GameDate, _ last: GameDate) throws -> DateRange { try #require(DateRange(first, last)) }

    // MARK: Pre-flight

    @Test func preflightNamesEachDateThatLacksAndWhoNeedsIt() async throws {
        let lab = try await lab()
        let span = try #require(try await lab.states().calendar.span)
        // A hole in the bootstrap, which the windows of later dates reach into.
        try await lab.backfill(try range(span.first + 3, span.last))
        let report = try #require(try await lab.judge([.preflight]).first)
        #expect(report.decision == .noGo)
        let offense = try #require(
            report.results.first { $0.name == "inputs_complete(team_offense_game_summary)" })
        let hole = try await lab.states().calendar.gameDates.filter { $0 < span.first + 3 }
        #expect(offense.measurement.failing.map { $0.key[1].value } == hole.map(\.description))
        #expect(
            offense.measurement.failing.first?.detail
                == "missing: never_written; needed by team_defense_zone_analysis, player_daily_cache")
        // What could not be built because of the hole lacks too, and says so.
        let context = try #require(
            report.results.first { $0.name == "inputs_complete(upcoming_player_game_context)" })
        let blocked = try #require(context.measurement.failing.first?.detail)
        #expect(blocked.hasPrefix("blocked: needs team_offense_game_summary \(span.first): missing; needed by player_"))
        try await lab.backfill()
        #expect(try await lab.judge([.preflight]).first?.decision == .go)
    }

    @Test func preflightOfALaterRangeLooksBackIntoTheSeason() async throws {
        let lab = try await lab()
        let span = try #require(try await lab.states().calendar.span)
        try await lab.backfill(try range(span.first + 3, span.last))
        let end = try range(span.last + -3, span.last)
        let report = try #require(try await lab.judge([.preflight], end).first)
        #expect(report.decision == .noGo)
        let early = try range(span.first, span.first + 10)
        let young = try #require(try await lab.judge([.preflight], early).first)
        #expect(young.decision == .notEvaluated && young.note.contains("bootstrap"), "\(young.note)")
    }

    // MARK: Precompute

    /// The numbers merged from stored sums are those that are counted from the tables.
    @Test func coverageIsThatOfTheTables() async throws {
        let lab = try await built()
        let states = try await lab.states()
        let dates = Array(try #require(states.calendar.span).dates)
        let tables = Registry.tables.filter { $0.planned.stage == .precompute }
        let counted = try await StageCoverage(
            lab.warehouse, states, tables: tables, dates: dates, reports: states.reports(tables.map(\.planned), dates)
        ).shares
        for round in 1...2 {
            let results = try #require(try await lab.judge([.precompute]).first).results
            for share in counted
            where share.population == "expected dates" && share.table != "player_shot_zone_analysis" {
                let name = share.unit == "games" ? "games_of_expected_dates(\(share.table))" : "participation"
                if share.unit != "games", share.table != "player_daily_cache" { continue }
                let check = try #require(results.first { $0.name == name }, "\(name)")
                #expect(check.measurement.numerator == Double(share.covered), "\(name), round \(round)")
                #expect(check.measurement.denominator == Double(share.total), "\(name), round \(round)")
            }
        }
    }

    @Test func aTableThatItsReadersDoWithoutIsNotJudgedByItsCoverage() async throws {
        // A season without a shot file: 4.2 has no row, and everything else stands.
        let lab = try await built { try $0.folder.remove("files/shots") }
        let results = try #require(try await lab.judge([.precompute]).first).results
        let zones = try #require(results.first { $0.name == "games_of_expected_dates(player_shot_zone_analysis)" })
        #expect(zones.outcome == .notEvaluated && zones.reason.contains("0 of "), "\(zones.reason)")
        let cache = try #require(results.first { $0.name == "games_of_expected_dates(player_daily_cache)" })
        #expect(cache.outcome == .pass && cache.value == 1)
    }

    /// A share of all dates cannot be asked of a few weeks; of a season it can, and more bootstrap is no excuse.
    @Test func shareOfAllDatesIsAskedWhereItCanBeReached() async throws {
        let lab = try await built()
        let name = "games_of_all_dates(player_daily_cache)"
        let short = try await lab.check(.precompute, name)
        #expect(short.outcome == .notEvaluated && short.reason.contains("bootstrap dates"), "\(short.reason)")
        let season = try await Lab.simulated(LeagueOptions(teams: 2, gamesPerTeam: 70))
        try await season.backfill()
        #expect(try await season.check(.precompute, name).outcome == .pass)
        let states = try await UnitStates(season.warehouse, settings: PipelineSettings(bootstrapDays: 40))
        let facts = RangeFacts(states, dates: Array(try #require(states.calendar.span).dates))
        let report = try #require(
            try await GateRunner(season.warehouse, try Thresholds()).run([.precompute], facts).first)
        let strict = try #require(report.results.first { $0.name == name })
        #expect(strict.measurement.denominator > 0 && strict.outcome != .notEvaluated)
    }

    @Test(arguments: [
        ("team_defense_zone_analysis", "games_in_window"), ("player_shot_zone_analysis", "total_shots_last_10"),
        ("player_daily_cache", "games_in_last_7_days"), ("player_daily_cache", "games_played_season"),
    ]) func aChangedValueIsFoundByTheSlowPathAndByTheDigest(table: String, column: String) async throws {
        let lab = try await built()
        let date = try await late(lab)
        let rows = try await lab.rows(table, date)
        let values = (0..<rows.count).map { row in rows[column].integer(row).map { row == 1 ? $0 + 1 : $0 } }
        try await lab.plant(table, date, rows.with(column, values))
        let options = GateOptions(isFull: true, spotChecks: 10_000)
        let check = try await lab.check(.precompute, "spot_checks(\(table))", options: options)
        #expect(check.outcome == .fail && check.measurement.failing.count == 1)
        #expect(check.measurement.failing.first?.detail.contains(column) == true)
        #expect(try await lab.check(.precompute, "rows_unlike_ledger(\(table))", options: options).outcome == .fail)
    }

    @Test func everyRowOfStageFourIsRecomputedTheSame() async throws {
        let lab = try await Lab.simulated(
            LeagueOptions(
                seed: 3, seasons: [Season(startYear: 2022), Season(startYear: 2023)], teams: 6, gamesPerTeam: 14,
                defects: .all))
        try await lab.backfill()
        for table in ["team_defense_zone_analysis", "player_shot_zone_analysis", "player_daily_cache"] {
            let check = try await lab.check(
                .precompute, "spot_checks(\(table))", options: GateOptions(spotChecks: 10_000))
            #expect(check.outcome == .pass, "\(check.measurement.failing.map(\.text))")
            let rows = try await lab.rows(try #require(Registry.table(table)).schema).count
            #expect(rows > 50 && check.measurement.denominator == Double(rows))
        }
    }

    // MARK: Planted in the tables of what was known before

    @Test func rowsOnBootstrapDates() async throws {
        let lab = try await built()
        let first = try #require(try await lab.states().calendar.gameDates.first)
        let rows = try await lab.rows("player_daily_cache", try await late(lab))
        try await lab.plant(
            "player_daily_cache", first, rows.with("cache_date", Array(repeating: first.dayNumber, count: rows.count)))
        let check = try await lab.check(.precompute, "bootstrap_dates_with_rows")
        #expect(check.outcome == .fail && check.value == 1)
        #expect(check.measurement.failing.first?.text.contains("\(first)") == true)
    }

    @Test func twoOfTheDaysTeamsWritten() async throws {
        let lab = try await built()
        let date = try await late(lab)
        let rows = try await lab.rows("team_defense_zone_analysis", date)
        try await lab.plant("team_defense_zone_analysis", date, rows.selecting([0, 1]))
        let check = try await lab.check(.precompute, "games_of_expected_dates(team_defense_zone_analysis)")
        #expect(check.measurement.failing.contains { $0.text.contains("\(date)") } && (check.value ?? 1) < 1)
        #expect(try await lab.check(.precompute, "rows_unlike_ledger(team_defense_zone_analysis)").outcome == .fail)
    }

    @Test func aDaysRowsWrittenTwiceUnderAnotherDate() async throws {
        let lab = try await built()
        let date = try await late(lab)
        let games = try await lab.states().calendar.gameDates
        let off = try #require((1...3).map { date + $0 }.first { !games.contains($0) })
        for (table, gate, name) in [
            ("player_daily_cache", Gate.precompute, "stray_rows(player_daily_cache)"),
            ("ml_feature_store", .features, "stray_rows"),
        ] {
            let column = try #require(Registry.table(table)).dateColumn
            let rows = try await lab.rows(table, date)
            try await lab.plant(table, off, rows.with(column, Array(repeating: off.dayNumber, count: rows.count)))
            let check = try await lab.check(gate, name)
            #expect(check.outcome == .fail && check.value == Double(rows.count))
        }
    }

    @Test func postponedGameLeftBehindInTheFeatures() async throws {
        let lab = try await built()
        let (old, new) = (try await late(lab), try await late(lab, 0) + 5)
        let game = try #require(SimulatedLeague(Self.options).seasons[0].games.first { $0.date == old })
        let left = try await lab.rows("ml_feature_store", old)
        for file in SimulatedLeague(Self.options).files.prefix(2) {
            try lab.folder.write(
                "files/\(file.path)", file.text.replacing("\(game.id),\(old)", with: "\(game.id),\(new)"))
        }
        try await lab.importFiles([lab.folder.path("files")])
        // Before anything is built again, what read the old date is known to be stale.
        #expect(try await lab.check(.features, "stale_units").outcome == .fail)
        try await lab.backfill()
        #expect(try await lab.check(.features, "stray_rows").outcome == .pass)
        try await lab.plant("ml_feature_store", old, left)
        let check = try await lab.check(.features, "stray_rows")
        let rows = left["game_id"].integers.count { "\(GameID.text($0))" == "\(game.id)" }
        #expect(check.outcome == .fail && rows > 0 && check.value == Double(rows))
    }

    @Test func allStarGameMixedIntoTheFeatures() async throws {
        let lab = try await built()
        let date = try await late(lab)
        var rows = try await lab.rows("ml_feature_store", date)
        let star = rows.selecting([0, 1]).with("game_id", [32_300_001, 32_300_001])
        rows.append(star.with("player_id", [99_000_001, 99_000_002]))
        try await lab.plant("ml_feature_store", date, rows)
        let check = try await lab.check(.features, "uncovered_games")
        #expect(check.outcome == .fail && check.value == 2)
    }

    @Test func stageFourThatWasNotBuiltAgainAfterAFix() async throws {
        let lab = try await built()
        try lab.rewrite(Self.players) { index, fields in
            var fields = fields
            // A minute more, which the form of everybody after reads.
            if index == 0 { fields[10] = "\((Int(fields[10]) ?? 0) + 1)" }
            return fields
        }
        try await lab.importFiles([lab.folder.path("files")])
        #expect(try await lab.judge([.preflight]).first?.decision == .noGo)
        // The summary alone is built again.
        let states = try await lab.states()
        let dates = Array(try #require(states.calendar.span).dates)
        let tables = Registry.planned.filter { $0.kind == .summary }
        let (settled, plan) = try await StateKeeper(lab.warehouse, workers: 2).plan(
            states, tables: tables, dates: dates)
        _ = try await Executor(lab.warehouse, version: "test", workers: 2).run(plan, settled, stop: StopFlag())
        #expect(try await lab.check(.precompute, "stale_units(player_daily_cache)").outcome == .fail)
        try await lab.backfill()
        for name in ["stale_units(player_daily_cache)", "stale_units(team_defense_zone_analysis)"] {
            #expect(try await lab.check(.precompute, name).outcome == .pass)
        }
    }

    // MARK: Features

    @Test func unknownFeaturesAreNamedWithTheReason() async throws {
        let lab = try await built { try $0.folder.remove("files/shots") }
        let check = try await lab.check(.features, "features_available")
        #expect(check.outcome == .fail && check.reason.contains("unknown most: "), "\(check.reason)")
        let texts = check.measurement.failing.map(\.text)
        for (feature, reason) in [
            ("points_line", "no player lines were imported"), ("game_spread", "no game lines were imported"),
            ("started_last_game", "no source says who started"), ("paint_rate_last_10", "no shots were imported"),
        ] {
            #expect(
                texts.contains {
                    $0.hasPrefix("feature \(feature): unknown of 100.00 % of candidates") && $0.hasSuffix(reason)
                }, "\(feature): \(texts)")
        }
        #expect(try await lab.check(.features, "required_features").outcome == .pass)
        // With the shots more is known; the lines stay unknown, and are still named.
        let better = try await built().check(.features, "features_available")
        #expect((better.value ?? 0) > (check.value ?? 1) + 0.1)
        #expect(better.measurement.failing.contains { $0.text.contains("points_line") })
        #expect(!better.measurement.failing.contains { $0.text.contains("no shots were imported") })
    }

    @Test func aRequiredFeatureThatIsLostFails() async throws {
        let lab = try await built()
        for date in try await lab.states().calendar.gameDates {
            let rows = try await lab.rows("ml_feature_store", date)
            guard !rows.isEmpty else { continue }
            try await lab.plant(
                "ml_feature_store", date,
                rows.with("games_played_loaded", Array(repeating: nil, count: rows.count)))
        }
        let check = try await lab.check(.features, "required_features", options: GateOptions(isFull: true))
        #expect(check.outcome == .fail && check.value == 0 && check.reason == "least known: games_played_loaded")
    }

    // MARK: Leakage

    @Test func proofsPassAndRowsThatThePastDoesNotGiveFail() async throws {
        let lab = try await built()
        let options = GateOptions(proofDates: 2)
        let clean = try #require(try await lab.judge([.leakage], options: options).first)
        #expect(clean.decision == .go && clean.results.count == 4)
        #expect(clean.results.allSatisfy { $0.measurement.denominator > 0 })
        // Rows that a leaking version stored, and entered in the ledger, are not those that the past gives.
        let states = try await lab.states()
        let forged = try await lab.states().calendar.gameDates.compactMap { date -> LedgerEntry? in
            guard var entry = states.ledger[Unit("ml_feature_store", date)], entry.rowsWritten > 0 else { return nil }
            entry.outputDigest = String(entry.outputDigest.reversed())
            return entry
        }
        let change = Ledger.change(forged)
        try await lab.warehouse.transaction { try await $0.apply(change) }
        let report = try #require(try await lab.judge([.leakage], options: options).first)
        #expect(report.decision == .noGo && report.troubles.map(\.name) == ["proofs(stored_rows)"])
        #expect(report.troubles.first?.measurement.failing.isEmpty == false)
        let none = try #require(try await lab.judge([.leakage], options: GateOptions(proofDates: 0)).first)
        #expect(none.decision == .notEvaluated)
    }
}

import Basketball
import Pipeline
import Storage
import TestSupport
import Testing

/// 3.5 and what reads it, on games worked by hand.
@Suite struct PlayerContextTests {
    private typealias Game = TinyLeague.Game
    private let table = "upcoming_player_game_context"

    private func computed(_ games: [TinyLeague.Game], births: [Int: String] = [:]) async throws -> Lab {
        let lab = try await Lab.tiny(TinyLeague(games, births: births))
        try await lab.backfill()
        return lab
    }

    /// Of the team's last ten: those since his first for it, also while he was away with another team.
    @Test func gamesMissedCountFromTheFirstGameForTheTeam() async throws {
        var games = [Game("2024-11-01", 1, 2, [.init(4)]), Game("2024-11-02", 1, 2, [.init(4), .init(5)])]
        games += [Game("2024-11-03", 1, 2), Game("2024-11-05", 3, 2, [.init(5)]), Game("2024-11-06", 1, 2)]
        games += [Game("2024-11-08", 1, 2, [.init(5)]), Game("2024-11-09", 1, 2, [.init(6)]), Game("2024-11-10", 1, 2)]
        let lab = try await computed(games)
        func missed(_ player: Int) async throws -> Int? {
            try await lab.row(table, "2024-11-10", player)?.integer("games_missed_in_team_last_10")
        }
        // Team 1 played on the 1st, 2nd, 3rd, 6th, 8th and 9th.
        #expect(try await missed(4) == 4)
        #expect(try await missed(5) == 3)
        #expect(try await missed(6) == 0)
    }

    @Test func gamesMissedLookBackTenGames() async throws {
        let lab = try await computed(
            [Game("2024-11-01", 1, 2, [.init(4)]), Game("2024-11-02", 1, 2)]
                + (0..<9).map { Game("2024-11-1\($0)", 1, 2, $0 == 1 ? [.init(4)] : []) } + [Game("2024-11-20", 1, 2)])
        let row = try #require(try await lab.row(table, "2024-11-20", 4))
        #expect(row.integer("games_missed_in_team_last_10") == 9)
    }

    /// A back-to-back of D-14 whose first night was D-15 counts; one of D-15 does not.
    @Test func backToBacksLookOneDayFurther() async throws {
        // D = 21st: D-15 is the 6th, D-14 the 7th.
        let lab = try await computed(
            ["05", "06", "07", "14", "19", "20"].map { Game("2024-11-\($0)", 1, 2, [.init(5, minutes: "12")]) }
                + [Game("2024-11-21", 1, 2)])
        let row = try #require(try await lab.row(table, "2024-11-21", 5))
        #expect(row.integer("back_to_backs_last_14_days") == 2)
        #expect(row.integer("games_in_last_14_days") == 4 && row.integer("games_in_last_7_days") == 3)
        #expect(row.real("minutes_in_last_7_days") == 36 && row.real("minutes_avg_last_7_days") == 12)
        #expect(row.boolean("is_back_to_back") == true && row.integer("days_since_last_game") == 1)
        let factors = try #require(try await lab.row("player_composite_factors", "2024-11-21", 5))
        // 100 - 15 (back-to-back) - 12 (two back-to-backs).
        #expect(factors.real("fatigue_score") == 73)
    }

    /// Games of unknown or of 0 minutes stay in the window and add to neither sum; means are of those with a value.
    @Test func unknownMinutesAreNoZero() async throws {
        func line(_ minutes: String, _ shots: Int) -> TinyLeague.Line {
            .init(5, minutes: minutes, paint: (0, shots), free: (0, 2), turnovers: 1)
        }
        let games = [
            Game("2024-11-14", 1, 2, [line("30", 10)]), Game("2024-11-16", 1, 2, [line("", 20)]),
            Game("2024-11-17", 1, 2, [line("0", 15)]), Game("2024-11-18", 1, 2, [line("20", 5)], minutes: "265"),
            Game("2024-11-19", 1, 2, [line("25", 4)]), Game("2024-11-20", 1, 2),
        ]
        let lab = try await computed(games)
        let row = try #require(try await lab.row(table, "2024-11-20", 5))
        // Uses of the player and of his team (his own and the five's 70 + 6.16 + 10), team minutes / 5, minutes.
        let known: [(Double, Double, Double, Double)] = [
            (11.88, 98.04, 48, 30), (6.88, 93.04, 53, 20), (5.88, 92.04, 48, 25),
        ]
        func usage(_ games: ArraySlice<(Double, Double, Double, Double)>) -> Double {
            let own = games.reduce(0) { $0 + $1.0 * $1.2 }
            return 100 * own / games.reduce(0) { $0 + $1.3 * $1.1 }
        }
        #expect(abs((row.real("usage_rate_last_10") ?? 0) - usage(known[...])) < 1e-9)
        // The last three games are those of the 17th, 18th and 19th: of the first the minutes are 0.
        #expect(abs((row.real("usage_rate_last_3") ?? 0) - usage(known[1...])) < 1e-9)
        #expect(row.real("minutes_in_last_7_days") == 75 && row.real("minutes_avg_last_7_days") == 75.0 / 4)
        #expect(row.integer("games_in_last_7_days") == 5)
        let cache = try #require(try await lab.row("player_daily_cache", "2024-11-20", 5))
        #expect(cache.integer("games_in_window") == 5 && cache.real("minutes_avg_season") == 75.0 / 4)
        #expect(cache.real("fg_attempts_avg_last_10") == 54.0 / 5)
        #expect(cache.real("points_std_last_10") == 0 && cache.real("ts_pct_last_10") == 0)
        #expect(abs((cache.real("usage_rate_season") ?? 0) - usage(known[...])) < 1e-9)
    }

    /// Minutes that are unknown in all games: sums of nothing known are 0, means are unknown.
    @Test func nothingKnownOfMinutes() async throws {
        let games = (0..<6).map { Game("2024-11-1\($0)", 1, 2, [.init(5, minutes: "", paint: (1, 2))]) }
        let lab = try await computed(games)
        let row = try #require(try await lab.row(table, "2024-11-15", 5))
        #expect(row.real("minutes_in_last_7_days") == 0 && row.real("minutes_avg_last_7_days") == nil)
        #expect(row.real("usage_rate_last_3") == nil)
        let features = try #require(try await lab.row("ml_feature_store", "2024-11-15", 5))
        #expect(features.real("minutes_ewma") == nil && features.real("minutes_trend") == nil)
        #expect(features.real("points_ewma") == 2 && features.real("usage_spike_score") == nil)
        let factors = try #require(try await lab.row("player_composite_factors", "2024-11-15", 5))
        #expect(factors.text("missing_inputs")?.contains("usage_rates") == true)
        #expect(factors.real("total_composite_adjustment") == nil && factors.real("usage_spike_score") == nil)
    }

    @Test(arguments: [
        ("2000-02-29", "2024-02-28", 23), ("2000-02-29", "2024-02-29", 24), ("2000-02-29", "2025-02-28", 24),
        ("2000-02-29", "2025-03-01", 25), ("1990-11-06", "2024-11-05", 33), ("1990-11-06", "2024-11-06", 34),
    ]) func ageIsCompletedOnTheDay(born: String, date: String, years: Int) throws {
        #expect(Age.completed(born: try leagueDate(born), on: try leagueDate(date)) == years)
    }

    @Test func unknownBirthdateIsNamedAndNoTerm() async throws {
        let lab = try await computed(
            [Game("2024-11-10", 1, 2, [.init(5), .init(6)]), Game("2024-11-12", 1, 2)], births: [5: "1988-01-01"])
        let old = try #require(try await lab.row("player_composite_factors", "2024-11-12", 5))
        let unknown = try #require(try await lab.row("player_composite_factors", "2024-11-12", 6))
        #expect(old.real("fatigue_score") == 90 && unknown.real("fatigue_score") == 100)
        #expect(old.text("missing_inputs")?.hasSuffix("age") == false)
        #expect(unknown.text("missing_inputs")?.hasSuffix(";age") == true)
        #expect(try await lab.row(table, "2024-11-12", 6)?.integer("age_years") == nil)
    }

    @Test(arguments: [
        ("2023-11-30", "002", "early"), ("2023-12-01", "002", "mid"), ("2023-12-09", "006", "mid"),
        ("2024-02-29", "002", "mid"), ("2024-03-01", "002", "late"), ("2024-04-16", "005", "post"),
        ("2024-05-20", "004", "post"),
    ]) func phaseOfTheSeason(date: String, type: String, phase: String) async throws {
        let lab = try await computed([Game("2023-11-01", 1, 2, [.init(5)]), Game(date, 1, 2, type: type)])
        #expect(try await lab.row(table, date, 5)?.text("season_phase") == phase)
        let place = ["early", "mid", "late", "post"].firstIndex(of: phase)
        #expect(try await lab.row("ml_feature_store", date, 5)?.integer("season_phase") == place)
    }
}

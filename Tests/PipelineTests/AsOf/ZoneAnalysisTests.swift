import Basketball
import Pipeline
import Planning
import Storage
import TestSupport
import Testing

/// 4.1 and 4.2 on games worked by hand.
@Suite struct ZoneAnalysisTests {
    private typealias Game = TinyLeague.Game
    private let offense = "player_shot_zone_analysis"
    private let defense = "team_defense_zone_analysis"

    private func computed(_ games: [TinyLeague.Game]) async throws -> Lab {
        let lab = try await Lab.tiny(TinyLeague(games))
        try await lab.backfill()
        return lab
    }

    struct Shots: Sendable {
        let paint: Int
        let mid: Int
        let three: Int
        let primary: String?
    }

    /// Attempts in each of five games, and the zone in which he is said to score.
    @Test(arguments: [
        // Exactly at the thresholds of 40, 35 and 40 %.
        Shots(paint: 8, mid: 6, three: 6, primary: "paint"), Shots(paint: 6, mid: 7, three: 7, primary: "mid_range"),
        Shots(paint: 6, mid: 6, three: 8, primary: "three_pt"),
        // Just below them.
        Shots(paint: 39, mid: 34, three: 27, primary: "balanced"),
        Shots(paint: 27, mid: 34, three: 39, primary: "balanced"),
        // Two zones reach theirs: the larger share; of equal ones the first.
        Shots(paint: 40, mid: 60, three: 0, primary: "mid_range"), Shots(paint: 9, mid: 2, three: 9, primary: "paint"),
        Shots(paint: 0, mid: 10, three: 10, primary: "mid_range"),
        Shots(paint: 41, mid: 19, three: 40, primary: "paint"),
        Shots(paint: 0, mid: 0, three: 0, primary: nil),
    ]) func primaryZone(_ shots: Shots) async throws {
        let line = TinyLeague.Line(5, paint: (0, shots.paint), mid: (0, shots.mid), three: (0, shots.three))
        let lab = try await computed((0..<6).map { Game("2024-11-1\($0)", 1, 2, [line]) })
        let row = try #require(try await lab.row(offense, "2024-11-15", 5))
        #expect(row.text("primary_scoring_zone") == shots.primary)
        #expect(row.integer("total_shots_last_10") == 5 * (shots.paint + shots.mid + shots.three))
        #expect(row.text("window_quality") == "low" && row.integer("games_in_window") == 5)
        guard shots.primary == nil else { return }
        #expect(row.real("paint_rate_last_10") == nil && row.real("three_pt_pct_last_10") == nil)
        #expect(row.real("paint_attempts_per_game_last_10") == 0)
        let factors = try #require(try await lab.row("player_composite_factors", "2024-11-15", 5))
        #expect(factors.text("missing_inputs")?.contains(offense) == true)
        #expect(factors.real("shot_zone_mismatch_score") == nil && factors.real("player_shot_zone_score") == nil)
    }

    /// Games without zones are left out of numerator and denominator; five with them among the last ten must remain.
    @Test func gamesWithoutShotsDoNotCount() async throws {
        let dates = (10...21).map { "2024-11-\($0)" }
        func games(_ blind: Set<Int>) -> [TinyLeague.Game] {
            dates.enumerated().map { index, date in
                Game(
                    date, 1, 2, [.init(5, paint: (2, 4), three: (blind.contains(index) ? 9 : 1, 9))],
                    hasShots: !blind.contains(index))
            }
        }
        // Of the ten games before the last date five are without; of the twenty before it, six of eleven.
        let half = try await computed(games([0, 2, 4, 6, 8, 10]))
        let row = try #require(try await half.row(offense, "2024-11-21", 5))
        #expect(row.integer("games_in_window") == 5 && row.integer("games_in_window_20") == 5)
        #expect(row.real("three_pt_pct_last_10") == 1.0 / 9 && row.real("paint_pct_last_10") == 0.5)
        #expect(row.real("paint_rate_last_10") == 100.0 * 4 / 13)
        #expect(row.real("three_pt_attempts_per_game_last_10") == 9)
        let few = try await computed(games([1, 2, 4, 6, 8, 10]))
        #expect(try await few.row(offense, "2024-11-21", 5) == nil)
        let states = try await few.states()
        let entry = try #require(states.ledger[Unit(offense, try leagueDate("2024-11-21"))])
        // Nobody has a row: the unit stays partial, and names who lacks what.
        #expect(entry.status == .partial && entry.reason == "no_shot_zones(11 players)" && entry.rowsExpected == 11)
        // It is optional to those that read it, which say so.
        let factors = try #require(try await few.row("player_composite_factors", "2024-11-21", 5))
        #expect(factors.text("missing_inputs")?.contains(offense) == true)
        let cache = try #require(try await few.row("player_daily_cache", "2024-11-21", 5))
        #expect(cache.text("primary_scoring_zone") == nil && cache.real("paint_rate_last_10") == nil)
    }

    /// Five games for a row, five with zones for its zones; the league's are there whatever the team's are.
    @Test func defenceNeedsFiveGamesWithZones() async throws {
        let games = (0..<7).map { index in
            Game(
                "2024-11-1\(index)", 1, 2, [.init(5, mid: (3, 10), three: (4, 10))],
                [.init(6, mid: (5, 10), three: (2, 10))],
                hasShots: index > 0)
        }
        let lab = try await computed(games)
        #expect(try await lab.row(defense, "2024-11-14", 1) == nil)
        let states = try await lab.states()
        let young = try #require(states.ledger[Unit(defense, try leagueDate("2024-11-14"))])
        #expect(young.status == .notExpected && young.reason == "insufficient_history(2 teams)")
        let blind = try #require(try await lab.row(defense, "2024-11-15", 1))
        #expect(blind.integer("games_in_window") == 5 && blind.integer("zone_games_in_window") == 4)
        #expect(blind.real("paint_pct_allowed_last_15") == nil && blind.text("weakest_zone") == nil)
        #expect(blind.real("league_three_pt_pct") == 6.0 / 20 && blind.text("window_quality") == "low")
        let row = try #require(try await lab.row(defense, "2024-11-16", 1))
        #expect(row.integer("zone_games_in_window") == 5)
        // Team 1 allows 5 of 10 from mid-range and 2 of 10 threes; the league hits 8 and 6 of 20.
        #expect(row.real("mid_range_pct_allowed_last_15") == 0.5 && row.real("three_pt_pct_allowed_last_15") == 0.2)
        #expect(abs((row.real("mid_range_defense_vs_league_avg") ?? 0) - 10) < 1e-9)
        #expect(abs((row.real("three_pt_defense_vs_league_avg") ?? 0) + 10) < 1e-9)
        #expect(row.text("strongest_zone") == "three_pt" && row.text("weakest_zone") == "mid_range")
        #expect(row.real("three_pt_attempts_allowed_per_game") == 10)
        let factors = try #require(try await lab.row("player_composite_factors", "2024-11-15", 5))
        #expect(factors.text("missing_inputs")?.hasPrefix(defense) == true)
    }

    /// Both teams allow the same everywhere: every difference is 0, and the first zone is strongest and weakest.
    @Test func tiesGoToTheFirstZone() async throws {
        let lines = [5, 6].map { [TinyLeague.Line($0, paint: (1, 2), mid: (1, 2), three: (1, 2))] }
        let games = (0..<7).map { Game("2024-11-1\($0)", 1, 2, lines[0], lines[1]) }
        let lab = try await computed(games)
        let row = try #require(try await lab.row(defense, "2024-11-16", 1))
        #expect(row.real("three_pt_defense_vs_league_avg") == 0 && row.real("paint_defense_vs_league_avg") == 0)
        #expect(row.text("strongest_zone") == "paint" && row.text("weakest_zone") == "paint")
    }
}

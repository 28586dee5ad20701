import Basketball
import Pipeline
import Storage
import TestSupport
import Testing

/// 3.4 on games worked by hand.
@Suite struct TeamContextTests {
    private let table = "upcoming_team_game_context"
    /// 70 + 0.44 x 14 + 10 turnovers: what each team of a tiny league has without lines and extra shots.
    private let possessions = 86.16

    @Test func restStreakAndMarginOfTheSeasonAlone() async throws {
        let lab = try await Lab.tiny(
            TinyLeague([
                .init("2024-04-10", 1, 2), .init("2024-10-22", 1, 2), .init("2024-10-24", 1, 2),
                .init("2024-10-25", 2, 1), .init("2024-10-29", 1, 3, homeWins: false), .init("2024-10-31", 1, 2),
            ]))
        try await lab.backfill()
        // The season's first game: no days, no streak, no margin, and game 1, whatever was in April.
        let first = try #require(try await lab.row(table, "2024-10-22", 1))
        #expect(first.integer("days_since_last_game") == nil && first.boolean("is_back_to_back") == false)
        #expect(first.integer("streak_entering") == 0 && first.integer("last_game_margin") == nil)
        #expect(first.integer("game_number_in_season") == 1 && first.real("pace_last_10") == nil)
        #expect(first.real("league_pace") == nil && first.real("pace_differential") == nil)
        let third = try #require(try await lab.row(table, "2024-10-25", 1))
        #expect(third.integer("days_since_last_game") == 1 && third.boolean("is_back_to_back") == true)
        #expect(third.integer("streak_entering") == 2 && third.integer("last_game_margin") == 4)
        #expect(third.boolean("is_home") == false && third.text("opponent") == "T02")
        // Won, won, lost, lost.
        let last = try #require(try await lab.row(table, "2024-10-31", 1))
        #expect(last.integer("streak_entering") == -2 && last.integer("last_game_margin") == -4)
        #expect(last.integer("game_number_in_season") == 5)
        // 2 rested 6 days, 1 rested 2.
        #expect(last.integer("opponent_days_since_last_game") == 6 && last.integer("rest_advantage") == -3)
        let other = try #require(try await lab.row(table, "2024-10-31", 2))
        #expect(other.integer("rest_advantage") == 3 && other.integer("streak_entering") == 1)
        let unknown = try #require(try await lab.row(table, "2024-10-29", 1))
        #expect(unknown.integer("rest_advantage") == nil && unknown.integer("days_since_last_game") == 4)
    }

    /// D-7 and D-14 count, D-8 and D-15 do not; the edge of a season is none.
    @Test func windowsOfDaysCrossSeasons() async throws {
        let lab = try await Lab.tiny(
            TinyLeague([
                .init("2024-06-12", 1, 2, type: "004"), .init("2024-06-13", 1, 2, type: "004"),
                .init("2024-06-19", 1, 2, type: "004"), .init("2024-06-20", 1, 2, type: "004"),
                .init("2024-06-27", 1, 2, type: "004"), .init("2024-07-01", 1, 2),
            ]))
        try await lab.backfill()
        let row = try #require(try await lab.row(table, "2024-06-27", 1))
        #expect(row.integer("games_in_last_7_days") == 1 && row.integer("games_in_last_14_days") == 3)
        // Play-offs belong to the season's one count of games.
        #expect(row.integer("game_number_in_season") == 5)
        let next = try #require(try await lab.row(table, "2024-07-01", 1))
        #expect(next.integer("games_in_last_7_days") == 1 && next.integer("games_in_last_14_days") == 3)
        #expect(next.integer("game_number_in_season") == 1 && next.integer("days_since_last_game") == nil)
    }

    @Test func paceIsARatioOfSums() async throws {
        // 20 shots more, and in overtime: (86.16 + 20) and 86.16 in 240 and 265 minutes.
        let lab = try await Lab.tiny(
            TinyLeague([
                .init("2024-10-22", 1, 2, pace: (home: 20, away: 0)), .init("2024-10-24", 1, 3, minutes: "265"),
                .init("2024-10-26", 2, 1),
            ]))
        try await lab.backfill()
        let row = try #require(try await lab.row(table, "2024-10-26", 1))
        let own = 48 * (possessions + 20 + possessions) / (505 / 5.0)
        let other = 48 * possessions / 48
        // All four team-games of the season before D, also the one of a team that does not play.
        let league = 48 * (4 * possessions + 20) / ((240 + 240 + 265 + 265) / 5.0)
        let wanted: [(String, Double)] = [
            ("pace_last_10", own), ("opponent_pace_last_10", other), ("league_pace", league),
            ("pace_differential", other - league),
        ]
        for (column, value) in wanted { #expect(abs((row.real(column) ?? 0) - value) < 1e-9, "\(column)") }
    }

    @Test func paceLooksBackTenGames() async throws {
        var games = (0..<12).map { TinyLeague.Game("2024-11-\(10 + $0)", 1, 2, pace: (home: $0 < 2 ? 30 : 0, away: 0)) }
        games.append(.init("2024-11-25", 1, 2))
        let lab = try await Lab.tiny(TinyLeague(games))
        try await lab.backfill()
        let row = try #require(try await lab.row(table, "2024-11-25", 1))
        #expect(abs((row.real("pace_last_10") ?? 0) - possessions) < 1e-9)
        #expect(abs((row.real("league_pace") ?? 0) - (possessions + 60 / 24.0)) < 1e-9)
        #expect(row.integer("streak_entering") == 12 && row.integer("game_number_in_season") == 13)
    }
}

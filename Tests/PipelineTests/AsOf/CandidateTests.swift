import Basketball
import Pipeline
import Storage
import TestSupport
import Testing

/// Who has a row of 3.5: never a matter of who plays.
@Suite struct CandidateTests {
    private typealias Game = TinyLeague.Game
    private let table = "upcoming_player_game_context"

    private func computed(_ games: [TinyLeague.Game]) async throws -> Lab {
        let lab = try await Lab.tiny(TinyLeague(games))
        try await lab.backfill()
        return lab
    }

    /// Candidates who are named, without the five whom each team has besides.
    private func named(_ lab: Lab, _ date: String) async throws -> [Int] {
        try await lab.ids(table, date).filter { $0 < 995 }
    }

    @Test func tradedPlayerBelongsToTheNewTeamFromHisFirstGameForIt() async throws {
        let lab = try await computed([
            Game("2024-10-22", 1, 2, [.init(7)]), Game("2024-10-24", 1, 3),
            // Not yet for team 2 on its own books, although he plays for it on this very date.
            Game("2024-10-26", 2, 3, [.init(7)]), Game("2024-10-28", 1, 2), Game("2024-10-30", 1, 3),
        ])
        let before = try await named(lab, "2024-10-24")
        #expect(before == [7])
        #expect(try await named(lab, "2024-10-26") == [])
        let after = try #require(try await lab.row(table, "2024-10-28", 7))
        #expect(after.integer("team_id") == 2 && after.text("team") == "T02" && after.boolean("is_home") == false)
        #expect(after.integer("opponent_team_id") == 1 && after.integer("days_since_last_game") == 2)
        #expect(try await named(lab, "2024-10-30") == [])
    }

    /// A rookie has no row before his first game and one from the next on.
    @Test func rookieComesInWithHisSecondGame() async throws {
        let lab = try await computed([
            Game("2024-04-01", 1, 2, [.init(1)]), Game("2024-10-22", 1, 2, [.init(1), .init(8)]),
            Game("2024-10-24", 1, 2, [.init(1), .init(8)]),
        ])
        #expect(try await named(lab, "2024-10-22") == [1])
        let row = try #require(try await lab.row(table, "2024-10-24", 8))
        #expect(row.integer("days_since_last_game") == 2 && row.integer("games_missed_in_team_last_10") == 0)
    }

    /// Who sat out the whole season before is not carried over; from his first game on he is a candidate again.
    @Test func playerWhoReturnsAfterAYear() async throws {
        var games = [Game("2023-04-01", 1, 2, [.init(5)])]
        games += [Game("2024-04-01", 1, 2, [.init(6)]), Game("2024-11-08", 1, 2, [.init(5)])]
        games += (0..<5).map { Game("2024-11-1\($0)", 1, 2, [.init(5)]) }
        let lab = try await computed(games + [Game("2024-11-16", 1, 2)])
        #expect(try await named(lab, "2024-11-08") == [6])
        let row = try #require(try await lab.row(table, "2024-11-10", 5))
        #expect(row.integer("days_since_last_game") == 2)
        #expect(row.integer("games_missed_in_team_last_10") == 0)
        let features = try #require(try await lab.row("ml_feature_store", "2024-11-10", 5))
        #expect(features.integer("games_played_loaded") == 2)
        #expect(features.integer("days_since_last_appearance") == 2)
        let cache = try #require(try await lab.row("player_daily_cache", "2024-11-16", 5))
        #expect(cache.integer("games_played_season") == 6 && cache.integer("games_in_window") == 6)
    }

    /// 119 days before last season's last regular-season game count, 120 do not; the play-offs are no end.
    @Test(arguments: [("2023-12-18", true), ("2023-12-17", false), ("2024-05-01", true)])
    func carriedOverIfNotTooLongBeforeTheSeasonsEnd(last: String, isCandidate: Bool) async throws {
        let games = [
            Game(last, 1, 2, [.init(5)], type: last < "2024-04-15" ? "002" : "004"), Game("2024-04-15", 1, 2),
            Game("2024-10-22", 1, 2),
        ].sorted { $0.date < $1.date }
        let lab = try await computed(games)
        #expect(try await named(lab, "2024-10-22") == (isCandidate ? [5] : []), "\(last)")
        guard isCandidate else { return }
        let row = try #require(try await lab.row(table, "2024-10-22", 5))
        #expect(row.boolean("started_last_game") == nil && row.integer("days_since_last_game") == nil)
        #expect(row.real("usage_rate_last_10") == nil && row.boolean("is_back_to_back") == false)
    }

    /// For the team's first ten games of the season, not its eleventh; each of them is one that he missed.
    @Test func carriedOverForTenGames() async throws {
        let season = (0..<11).map { Game("2024-11-\(10 + $0)", 1, 2) }
        let lab = try await computed([Game("2024-04-01", 1, 2, [.init(5)], [.init(6)])] + season)
        #expect(try await named(lab, "2024-11-19") == [5, 6])
        #expect(try await named(lab, "2024-11-20") == [])
        let row = try #require(try await lab.row(table, "2024-11-19", 5))
        #expect(row.integer("games_missed_in_team_last_10") == 9)
        // Once he has played this season he stays for ten games of his team, and no longer.
        let played = try await computed([Game("2024-11-01", 1, 2, [.init(5)])] + season)
        #expect(try await named(played, "2024-11-19") == [5])
        #expect(try await named(played, "2024-11-20") == [])
    }

    @Test func sameNormalisedNameIsNotThePlayer() async throws {
        let both: [TinyLeague.Line] = [
            .init(5, name: "Jó Dõe", minutes: "40", paint: (10, 10)), .init(6, name: "Jo Doe", minutes: "10"),
        ]
        let lab = try await computed((0..<6).map { Game("2024-11-1\($0)", 1, 2, both) })
        for (id, points, minutes) in [(5, 20.0, 40.0), (6, 0, 10)] {
            let row = try #require(try await lab.row("player_daily_cache", "2024-11-15", id))
            #expect(row.text("player_lookup") == "jodoe" && row.real("points_avg_season") == points)
            #expect(row.real("minutes_avg_last_5") == minutes && row.integer("games_played_season") == 5)
        }
    }

    /// A spelling belongs to its row; from 3.5 on it is that of the latest appearance.
    @Test func lookupIsThatOfTheLatestAppearance() async throws {
        let lab = try await computed([
            Game("2024-11-10", 1, 2, [.init(5, name: "Old Name")]),
            Game("2024-11-12", 1, 2, [.init(5, name: "New Name")]),
            Game("2024-11-14", 1, 2, [.init(5, name: "Third Name")]),
        ])
        #expect(try await lab.row(table, "2024-11-12", 5)?.text("player_lookup") == "oldname")
        #expect(try await lab.row(table, "2024-11-14", 5)?.text("player_lookup") == "newname")
    }

    /// Other players on D, other candidates of none of the day's rows.
    @Test func whoPlaysIsNotAskedFor() async throws {
        let before = [Game("2024-11-10", 1, 2, [.init(5), .init(6)], [.init(7)])]
        let tables = Registry.tables.filter { $0.planned.kind == .asOf }
        var digests: [[String]] = []
        // Also one of the other team may have come over today.
        for lines in [[TinyLeague.Line(5)], [.init(6), .init(8)], [.init(7)]] {
            // With a later game, so that what happened on the date is loaded at all.
            let lab = try await computed(
                before + [Game("2024-11-12", 1, 2, lines, [.init(9)]), Game("2024-11-14", 1, 2)])
            #expect(try await named(lab, "2024-11-12") == [5, 6, 7])
            let lines = try await lab.manifest().lines.filter { "\($0.date)" == "2024-11-12" }
            digests.append(lines.filter { line in tables.contains { $0.name == line.table } }.map(\.text))
        }
        #expect(digests[0] == digests[1] && digests[1] == digests[2] && !digests[0].isEmpty)
    }
}

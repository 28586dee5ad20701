import Basketball
import Simulation
import Storage
import TestSupport
import Testing

@testable import Pipeline

/// The past that a run is made from, where its rows are few or odd.
@Suite struct HistoryTests {
    private static func column(_ values: [Int]) -> ColumnVector { ColumnVector(.integer, integers: values) }

    /// Team-games: date, game, team.
    private static func offense(_ rows: [(Int, Int, Int)]) -> ColumnBatch {
        var batch = ColumnBatch([
            Column("game_date", .integer), Column("game_id", .integer), Column("team_id", .integer),
        ])
        batch.vectors = [column(rows.map(\.0)), column(rows.map(\.1)), column(rows.map(\.2))]
        return batch
    }

    /// Appearances: date, game, player, team.
    private static func players(_ rows: [(Int, Int, Int, Int)]) -> ColumnBatch {
        let names = ["game_date", "game_id", "player_id", "team_id", "is_dnp"]
        var batch = ColumnBatch(names.map { Column($0, .integer) })
        batch.vectors = [
            column(rows.map(\.0)), column(rows.map(\.1)), column(rows.map(\.2)), column(rows.map(\.3)),
            column(rows.map { _ in 0 }),
        ]
        return batch
    }

    /// A game that was moved by a day has left rows on both: each belongs to the team-game of its own day, or to none.
    @Test(arguments: [true, false]) func rowsOfAMovedGameBelongToTheirOwnDay(bothDaysHaveTeams: Bool) async {
        let game = 22_300_001
        let moved = bothDaysHaveTeams ? [(10, game, 1), (10, game, 2)] : []
        let index = await GameIndex(
            offense: Self.offense(moved + [(11, game, 1), (11, game, 2)]),
            players: Self.players([
                (10, game, 101, 1), (10, game, 102, 2), (11, game, 101, 1), (11, game, 102, 2),
            ]), teams: nil)
        let days = index.teamGameOfAppearance.map { $0 < 0 ? nil : index.teams.days[Int($0)] }
        #expect(index.players.days == [10, 11, 10, 11])
        #expect(days == (bothDaysHaveTeams ? [10, 11, 10, 11] : [nil, 11, nil, 11]))
        let teams = index.teamGameOfAppearance.map {
            $0 < 0 ? nil : index.teams.ids[Int($0) / (bothDaysHaveTeams ? 2 : 1)]
        }
        #expect(teams == (bothDaysHaveTeams ? [1, 1, 2, 2] : [nil, 1, nil, 2]))
    }

    /// A table that reads one season alone keeps no rows of the seasons before the run's first; for which team a player
    /// appeared last is known all the same, and with it which dates his appearances matter on.
    @Test func lastAppearanceIsKnownWhereItsSeasonIsNotKept() async throws {
        let lab = try await Lab.simulated(
            LeagueOptions(seasons: [2022, 2023].map(Season.init(startYear:)), teams: 2, gamesPerTeam: 6))
        try await lab.backfill()
        var sources: [ColumnBatch] = []
        for name in History.sources { sources.append(try await lab.rows(try #require(Registry.table(name)).schema)) }
        let table = try #require(Registry.table(PlayerShotZoneAnalysis.name))
        for first in [2022, 2023] {
            let history = try await History(
                sources: sources, birthdates: [:], tables: [table], firstSeason: first, workers: 2)
            let views = try #require(history.views(PlayerShotZoneAnalysis.self))
            let index = history.index.players
            let player = try #require(index.ids.first)
            // The first day of the second season: all his appearances are of the first.
            let later = try #require(
                index.seasons.indices.filter { index.seasons[$0] == 2023 }.map { index.days[$0] }.min())
            let start = Int(later)
            let past = PastGames(
                views.players, entity: player, day: start, end: start, season: 2023, trace: ReadTrace())
            let latest = try #require(past.latest)
            #expect(index.seasons[latest] == 2022 && Int(index.days[latest]) < start)
            #expect(past.season.isEmpty && past.career.isEmpty == (first == 2023))
        }
    }
}

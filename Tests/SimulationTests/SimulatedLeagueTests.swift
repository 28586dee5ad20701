import Basketball
import Simulation
import Storage
import TestSupport
import Testing

/// The simulated league is lifelike where it matters: its box scores keep every rule that real ones keep.
@Suite struct SimulatedLeagueTests {
    private static let options = [
        LeagueOptions(seed: 1), LeagueOptions(seed: 7, teams: 2, gamesPerTeam: 1),
        LeagueOptions(
            seed: 99, seasons: [Season(startYear: 2020), Season(startYear: 2021)], teams: 6, gamesPerTeam: 12,
            defects: .all),
    ]

    private func bytes(_ options: LeagueOptions) -> [String] {
        SimulatedLeague(options).files.map { $0.path + $0.text }
    }

    @Test(arguments: options) func sameOptionsGiveTheSameBytes(options: LeagueOptions) {
        #expect(bytes(options) == bytes(options))
        var other = options
        other.seed += 1
        #expect(bytes(options) != bytes(other))
    }

    @Test(arguments: options) func everyIdentityOfABoxScoreHolds(options: LeagueOptions) throws {
        for game in SimulatedLeague(options).seasons.flatMap(\.games) {
            for (own, other) in [(game.home, game.away), (game.away, game.home)] {
                for line in own.lines { try check(line.stats, "seed \(options.seed), game \(game.id)") }
                let (points, against) = (try #require(own.total[.points]), try #require(other.total[.points]))
                #expect(points != against && own.won == (points > against), "game \(game.id)")
                let seconds = own.lines.reduce(0) { $0 + $1.seconds }
                #expect(seconds >= 14_400 && (seconds - 14_400) % 1_500 == 0, "game \(game.id)")
                #expect(own.lines.allSatisfy { $0.seconds > 0 && $0.seconds <= 48 * 60 + (seconds - 14_400) / 5 })
                #expect(Set(own.lines.map(\.player.id)).count == own.lines.count)
            }
        }
    }

    private func check(_ s: CountingStats, _ place: Comment) throws {
        func value(_ stat: Stat) throws -> Int { try #require(s[stat], place) }
        for stat in Stat.counts { #expect(try value(stat) >= 0, place) }
        let (makes, threes, free) = (try value(.fieldGoalMakes), try value(.threeMakes), try value(.freeThrowMakes))
        #expect(try makes <= value(.fieldGoalAttempts) && threes <= value(.threeAttempts), place)
        #expect(try free <= value(.freeThrowAttempts) && threes <= makes, place)
        #expect(try 2 * (makes - threes) + 3 * threes + free == value(.points), place)
        #expect(try value(.personalFouls) <= 6, place)
    }

    /// The door itself finds nothing to refuse, the planted defects included.
    @Test(arguments: options) func everyLineIsImported(options: LeagueOptions) async throws {
        let lab = try Lab()
        let league = SimulatedLeague(options)
        try league.write(to: lab.folder.path("files"))
        let report = try await lab.importFiles([lab.folder.path("files")])
        #expect(report.quarantined == 0, "seed \(options.seed): \(report.refusals)")
        let lines = league.files.filter { $0.path.hasPrefix("game_logs_players") }.reduce(0) {
            $0 + $1.text.split(separator: "\n").count - 1
        }
        #expect(try await lab.rows(RawTable.playerBoxScores).count == lines)
    }

    @Test(arguments: options) func everyTeamPlaysItsGamesAndNeverTwiceADay(options: LeagueOptions) {
        let league = SimulatedLeague(options)
        for season in league.seasons {
            var dates: [Int: [GameDate]] = [:]
            for game in season.games {
                #expect(game.id.season == season.season && game.home.team.id != game.away.team.id)
                for side in [game.home, game.away] { dates[side.team.id, default: []].append(game.date) }
            }
            #expect(dates.count == options.teams)
            for played in dates.values {
                #expect(played.count == options.gamesPerTeam && Set(played).count == played.count)
            }
        }
    }
}

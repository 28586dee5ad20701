import Basketball
import Foundation
import Storage
import TestSupport
import Testing

@testable import Simulation

/// Nobody real is in the simulated league.
@Suite struct FictionTests {
    /// Every name that any seed can give.
    private static let names = FictionalNames.first.flatMap { first in FictionalNames.last.map { "\(first) \($0)" } }

    @Test func everyNameIsMadeOfTheMadeUpParts() {
        let league = SimulatedLeague(LeagueOptions(seed: 3, teams: 30, gamesPerTeam: 1))
        let players = league.teams.flatMap(\.players)
        #expect(Set(players.map(\.name)).count == players.count && players.count == 390)
        #expect(Set(players.map(\.name)).isSubset(of: Self.names))
        #expect(Set(league.teams.map(\.code)).count == 30)
    }

    @Test(.enabled(if: SharedData.isPresent, "../shared/data is absent: no real names to compare with"))
    func noRealPlayerOrTeamHasTheNameOrNumberOfASimulatedOne() async throws {
        let folder = try #require(SharedData.folder)
        let lab = try Lab()
        try await lab.importFiles(["\(folder)/players"] + SharedData.gameLogs("2023-24"))
        let people = try await lab.rows(RawTable.players)
        let teams = try await lab.rows(RawTable.teams)
        let lookups = Set((0..<people.count).compactMap { people["player_lookup"].text($0) })
        #expect(lookups.contains("lukadoncic"))
        #expect(lookups.isDisjoint(with: Self.names.map { playerLookup($0) }))
        let codes = Set((0..<teams.count).compactMap { teams["tricode"].text($0) })
        #expect(codes.count == 30 && codes.isDisjoint(with: FictionalNames.teams.map(\.code)))
        let league = SimulatedLeague(LeagueOptions(teams: 30, gamesPerTeam: 1))
        #expect(Set(people["player_id"].integers).isDisjoint(with: league.teams.flatMap(\.players).map(\.id)))
        #expect(Set(teams["team_id"].integers).isDisjoint(with: league.teams.map(\.id)))
    }
}

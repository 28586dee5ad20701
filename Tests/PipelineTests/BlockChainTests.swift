import Basketball
import Pipeline
import Planning
import Simulation
import TestSupport
import Testing

/// `explain` leads from a blocked unit to the one with which a repair begins.
@Suite struct BlockChainTests {
    @Test func chainEndsWithTheUnitThatWasNeverWritten() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 4, gamesPerTeam: 12))
        let states = try await lab.states()
        let span = try #require(states.calendar.span)
        let late = try #require(DateRange(span.last, span.last))
        try await lab.backfill(late)
        let after = try await lab.states()
        let store = try #require(Registry.table("ml_feature_store")).planned
        let report = after.report(store, after.calendar.day(span.last))
        #expect(report.state.status == .blocked)
        let chain = BlockChain(report, after, tables: Registry.planned).links
        let end = try #require(chain.last)
        #expect(end.state.status == .missing && end.unit.date < span.last, "\(chain.map(\.unit))")
        #expect(chain.dropLast().allSatisfy { $0.state.status == .blocked })
        #expect(Set(chain.map(\.unit)).count == chain.count)
    }

    @Test func unitThatWaitsForNothingHasNoChain() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 2, gamesPerTeam: 3))
        let states = try await lab.states()
        let first = try #require(states.calendar.span).first
        let report = states.report(Registry.planned[0], states.calendar.day(first))
        #expect(BlockChain(report, states, tables: Registry.planned).links.isEmpty)
    }
}

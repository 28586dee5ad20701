import Basketball
import Pipeline
import Planning
import Storage
import TestSupport
import Testing

/// Games that are only scheduled, and games that were moved.
@Suite struct ScheduledGameTests {
    private typealias Game = TinyLeague.Game
    private static let asOf = Registry.tables.filter { $0.planned.kind == .asOf }
    private let past = (0..<6).map {
        Game("2024-11-1\($0)", 1, 2, [.init(5, paint: (3, 6))], [.init(6, three: (2, 7))])
    }

    private func digests(_ lab: Lab, _ date: String) async throws -> [String] {
        let lines = try await lab.manifest().lines
        return lines.filter { line in "\(line.date)" == date && Self.asOf.contains { $0.name == line.table } }.map(
            \.text)
    }

    /// Tonight's game has its rows now; when it was played nothing of what they read is another.
    @Test func tonightIsKnownBeforeAndAfter() async throws {
        let league = TinyLeague(past + [Game("2024-11-20", 2, 1, [.init(6), .init(8)], [.init(7, paint: (9, 9))])])
        let lab = try await Lab.tiny(TinyLeague(past))
        let date = try leagueDate("2024-11-20")
        try await lab.schedule(try #require(league.id(6)), date, 2, 1, tipoff: "2024-11-21T00:30:00Z")
        try await lab.backfill()
        let tonight = try await digests(lab, "2024-11-20")
        #expect(tonight.count == Self.asOf.count)
        #expect(try await lab.ids("ml_feature_store", "2024-11-20").prefix(3) == [5, 6, 1995])
        var states = try await lab.states()
        let summary = states.report(Registry.tables[0].planned, states.calendar.day(date))
        #expect(summary.state == UnitState(.notExpected, "no_final_games(1 not final)"))

        try await lab.load(league)
        states = try await lab.states()
        #expect(states.calendar.day(date).finals.count == 1)
        // A closer look settles what the schedule's newer source only made suspect.
        let (_, plan) = try await lab.warehouse.plan()
        for table in Self.asOf {
            let report = plan.reports.first { $0.unit == Unit(table.name, date) }
            #expect(report?.state == UnitState(.written), "\(table.name)")
        }
        let outcome = try await lab.backfill()
        let touched = outcome.results.filter { $0.entry.unit.date == date && !$0.isUnchanged }.map(\.entry.unit.table)
        #expect(Set(touched) == Set(History.sources))
        #expect(try await digests(lab, "2024-11-20") == tonight)
        // What was made before the game is what anybody would make after it.
        let fresh = try await Lab.tiny(league)
        try await fresh.schedule(
            try #require(league.id(6)), date, 2, 1, status: "final", tipoff: "2024-11-21T00:30:00Z")
        try await fresh.backfill()
        #expect(try await digests(fresh, "2024-11-20") == tonight)
    }

    /// A game that is moved leaves its old date in all tables; later dates count it where it was played.
    @Test func postponedGameLeavesNothingBehind() async throws {
        var league = TinyLeague(past + [Game("2024-11-18", 1, 3, [.init(5)]), Game("2024-11-28", 1, 2, [.init(5)])])
        let lab = try await Lab.tiny(league)
        try await lab.backfill()
        #expect(try await digests(lab, "2024-11-18").count == Self.asOf.count)
        league.games[6].date = try leagueDate("2024-11-25")
        try await lab.load(league)
        try await lab.backfill()
        for table in Registry.tables {
            #expect(try await lab.ids(table.name, "2024-11-18").isEmpty, "\(table.name)")
            #expect(try await !lab.ids(table.name, "2024-11-25").isEmpty, "\(table.name)")
        }
        let row = try #require(try await lab.row("upcoming_player_game_context", "2024-11-28", 5))
        #expect(row.integer("days_since_last_game") == 3)
        let fresh = try await Lab.tiny(league)
        try await fresh.backfill()
        #expect(try await fresh.manifest().lines == lab.manifest().lines)
    }

    /// A game that is called off is none to get ready for.
    @Test(arguments: ["postponed", "cancelled"]) func calledOffGameHasNoRows(status: String) async throws {
        let lab = try await Lab.tiny(TinyLeague(past))
        let (id, date) = (try gameID("0022400077"), try leagueDate("2024-11-20"))
        try await lab.schedule(id, date, 1, 2)
        try await lab.backfill()
        #expect(try await !lab.ids("ml_feature_store", "2024-11-20").isEmpty)
        try await lab.schedule(id, date, 1, 2, status: status)
        try await lab.backfill()
        for table in Self.asOf { #expect(try await lab.ids(table.name, "2024-11-20").isEmpty, "\(table.name)") }
        let states = try await lab.states()
        let report = states.report(Self.asOf[0].planned, states.calendar.day(date))
        #expect(
            report.state.reason == "no_final_games(1 postponed or cancelled)" || report.state.reason == "off_season")
    }
}

import Basketball
import Pipeline
import Planning
import Storage
import TestSupport
import Testing

/// Which betting line counts (`tables.md` 3.3-3.5): the last main one before tip-off, by the order of bookmakers.
@Suite struct LineSelectionTests {
    private typealias Game = TinyLeague.Game
    /// Players 5 and 6 scored 6 and 8 points on the 12th.
    private let league = TinyLeague([
        Game("2024-11-10", 1, 2, [.init(5)], [.init(6)]),
        Game("2024-11-12", 1, 2, [.init(5, paint: (3, 6))], [.init(6, paint: (4, 6))]),
    ])
    private let date = "2024-11-12"

    private func computed(
        _ lines: [PlantedLine], _ games: (GameID) -> [PlantedGameLine] = { _ in [] }, tipoff: String? = nil,
        settings: PipelineSettings = .standard
    ) async throws -> Lab {
        let lab = try await Lab.tiny(league)
        let (id, day) = (try #require(league.id(1)), try leagueDate(date))
        if tipoff != nil { try await lab.schedule(id, day, 1, 2, status: "final", tipoff: tipoff) }
        try await lab.plant(day, lines, games(id))
        try await lab.backfill(settings: settings)
        return lab
    }

    private func line(_ lab: Lab, _ player: Int = 5) async throws -> Double? {
        let row = try await lab.row("upcoming_player_game_context", date, player)
        #expect(row?.boolean("has_points_line") == (row?.real("points_line") != nil))
        #expect(
            row?.real("points_line") == (try await lab.row("player_game_summary", date, player))?.real("points_line"))
        return row?.real("points_line")
    }

    /// A line at the very moment of tip-off or later does not count, neither before nor after the game.
    @Test func lastBeforeTipOff() async throws {
        let lab = try await computed(
            [
                .init(5, 10.5, at: "2024-11-12T15:00:00Z"), .init(5, 11.5, at: "2024-11-13T00:29:59Z"),
                .init(5, 12.5, at: "2024-11-13T00:30:00Z"), .init(5, 13.5, at: "2024-11-13T02:00:00Z"),
                .init(6, 14.5, at: "2024-11-13T00:30:01Z"),
            ], tipoff: "2024-11-13T00:30:00Z")
        #expect(try await line(lab) == 11.5)
        #expect(try await line(lab, 6) == nil)
        let row = try #require(try await lab.row("player_game_summary", date, 5))
        #expect(
            row.text("line_captured_at") == "2024-11-13T00:29:59Z" && row.text("points_line_source") == "draftkings")
    }

    /// Noon US Eastern in November is 17:00 UTC; a source that names a tip-off of its own is believed before that.
    @Test func noonWhereTipOffIsUnknown() async throws {
        let lab = try await computed([
            .init(5, 10.5, at: "2024-11-12T16:59:59Z"), .init(5, 11.5, at: "2024-11-12T17:00:00Z"),
            .init(6, 20.5, at: "2024-11-12T23:00:00Z", tipoff: "2024-11-13T00:30:00Z"),
        ])
        #expect(try await line(lab) == 10.5)
        #expect(try await line(lab, 6) == 20.5)
    }

    @Test func mainLineOfTheFirstBookmaker() async throws {
        let lines: [PlantedLine] = [
            .init(5, 10.5, at: "2024-11-12T09:00:00Z", "zeta"), .init(5, 11.5, at: "2024-11-12T10:00:00Z", "alpha"),
            .init(5, 12.5, at: "2024-11-12T08:00:00Z", "fanduel"),
            .init(5, 13.5, at: "2024-11-12T09:00:00Z", "draftkings", isMain: false),
        ]
        #expect(try await line(try await computed(lines)) == 12.5)
        var settings = PipelineSettings.standard
        settings.bookmakers = ["zeta"]
        #expect(try await line(try await computed(lines, settings: settings)) == 10.5)
        // None that is named has one: by name.
        settings.bookmakers = ["pinnacle"]
        let rest = lines.filter { $0.bookmaker != "fanduel" }
        #expect(try await line(try await computed(rest, settings: settings)) == 11.5)
    }

    @Test(arguments: [(5.5, "OVER"), (6.0, "PUSH"), (6.5, "UNDER")]) func result(line: Double, result: String)
        async throws
    {
        let lab = try await computed([.init(5, line, at: "2024-11-12T10:00:00Z")])
        #expect(try await lab.row("player_game_summary", date, 5)?.text("over_under_result") == result)
    }

    /// Negative is favoured, from each team's own side.
    @Test func spreadAndTotal() async throws {
        let lab = try await computed([]) {
            [
                .init($0, -4.5, 221.5, at: "2024-11-12T10:00:00Z"), .init($0, -9.5, 240, at: "2024-11-12T18:00:00Z"),
                .init($0, -1.5, 200, at: "2024-11-12T16:00:00Z", "betmgm"),
            ]
        }
        for (team, spread) in [(1, -4.5), (2, 4.5)] {
            let row = try #require(try await lab.row("upcoming_team_game_context", date, team))
            #expect(row.real("game_spread") == spread && row.real("game_total") == 221.5)
        }
        let features = try #require(try await lab.row("ml_feature_store", date, 6))
        #expect(features.real("game_spread") == 4.5 && features.real("game_total") == 221.5)
    }

    /// A line captured after the game makes no unit another.
    @Test func lateLineChangesNothing() async throws {
        let lab = try await computed([.init(5, 10.5, at: "2024-11-12T10:00:00Z")])
        let before = try await lab.manifest().lines
        try await lab.plant(try leagueDate(date), [.init(5, 30.5, at: "2024-11-14T10:00:00Z")])
        let outcome = try await lab.backfill()
        #expect(outcome.results.allSatisfy { $0.isUnchanged })
        #expect(try await lab.manifest().lines == before)
    }
}

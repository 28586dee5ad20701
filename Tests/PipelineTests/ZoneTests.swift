import Basketball
import Pipeline
import Simulation
import Storage
import TestSupport
import Testing

/// Zones come from the shots where these agree with the box score, and from nowhere else.
@Suite struct ZoneTests {
    @Test func zonesAndThreesSumToTheBoxScoreWhereverTheyAreAvailable() async throws {
        let lab = try await Lab.simulated(LeagueOptions(seed: 6, teams: 4, gamesPerTeam: 10, defects: .all))
        try await lab.backfill()
        for (table, filter) in [
            ("team_offense_game_summary", "shot_zones_available"), ("player_game_summary", "paint_makes IS NOT NULL"),
        ] {
            #expect(try await lab.count("SELECT count(*) FROM \(table) WHERE \(filter)") ?? 0 > 0)
            let wrong = try await lab.count(
                """
                SELECT count(*) FROM \(table) WHERE \(filter) AND
                (paint_makes + mid_range_makes + three_pt_makes <> fg_makes OR
                paint_attempts + mid_range_attempts + three_pt_attempts <> fg_attempts)
                """)
            #expect(wrong == 0)
        }
    }

    @Test func oneMissingShotTakesTheZonesOfTheWholeGame() async throws {
        let options = LeagueOptions(seed: 6, teams: 4, gamesPerTeam: 4)
        let league = SimulatedLeague(options)
        let lab = try Lab()
        try league.write(to: lab.folder.path("files"))
        let game = league.seasons[0].games[0].id
        var lines = league.files[2].text.split(separator: "\n").map(String.init)
        let lost = try #require(lines.firstIndex { $0.contains(",\(game.number),") })
        lines.remove(at: lost)
        try lab.folder.write("files/shots/NBA_2024_Shots.csv", lines.joined(separator: "\n"))
        try await lab.importFiles([lab.folder.path("files")])
        try await lab.backfill()
        let without = try await lab.warehouse.query(
            "SELECT DISTINCT game_id FROM team_offense_game_summary WHERE NOT shot_zones_available", limit: nil)
        #expect(without.count == 1 && without.vectors[0].text(0) == "\(game)")
        // The counts that there are stay in 3.1; a player's are unknown.
        let teams = "SELECT count(*) FROM team_offense_game_summary WHERE paint_makes IS NULL"
        #expect(try await lab.count(teams) == 0)
        let players = try await lab.count(
            "SELECT count(*) FROM player_game_summary WHERE game_id = '\(game)' AND paint_makes IS NOT NULL")
        #expect(players == 0)
    }
}

import Basketball
import Pipeline
import Planning
import Storage
import TestSupport
import Testing

/// The computed tables of a whole real season; skipped where `../shared/data` is absent.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data is absent: no real season is computed"))
struct RealSeasonTests {
    /// 2023-24 with its shots, computed.
    private func season() async throws -> Lab {
        let folder = try #require(SharedData.folder)
        let lab = try Lab()
        try await lab.importFiles(SharedData.gameLogs("2023-24") + ["\(folder)/shots/NBA_2024_Shots.csv.zip"])
        try await lab.backfill()
        return lab
    }

    private func expect(_ lab: Lab, _ number: Int, _ sql: String) async throws {
        #expect(try await lab.count(sql) == number, "\(sql)")
    }

    @Test func tablesHaveTheSeasonsFacts() async throws {
        let lab = try await season()
        let (teams, players) = ("team_offense_game_summary", "player_game_summary")
        try await expect(lab, 1_230, "SELECT count(DISTINCT game_id) FROM \(teams)")
        try await expect(lab, 2_460, "SELECT count(*) FROM \(teams)")
        try await expect(lab, 2_460, "SELECT count(*) FROM team_defense_game_summary")
        try await expect(lab, 26_401, "SELECT count(*) FROM \(players)")
        try await expect(
            lab, 73,
            "SELECT points FROM \(players) WHERE player_lookup = 'lukadoncic' AND game_date = '2024-01-26'")
        try await expect(
            lab, 0,
            """
            SELECT count(*) FROM \(teams) t WHERE points <> (SELECT sum(points) FROM \(players) p
            WHERE p.game_date = t.game_date AND p.game_id = t.game_id AND p.team_id = t.team_id)
            """)
        try await zonesEqualTheBoxScore(lab)
        try await coverageIsWhole(lab)
    }

    /// Threes come from the box score, the rest from shots: together they are all field goals, of teams and of players.
    private func zonesEqualTheBoxScore(_ lab: Lab) async throws {
        for (table, available) in [
            ("team_offense_game_summary", "shot_zones_available"), ("player_game_summary", "paint_makes IS NOT NULL"),
        ] {
            let rows = try #require(try await lab.count("SELECT count(*) FROM \(table) WHERE \(available)"))
            let all = try #require(try await lab.count("SELECT count(*) FROM \(table)"))
            #expect(rows > all * 9 / 10, "\(table)")
            try await expect(
                lab, 0,
                """
                SELECT count(*) FROM \(table) WHERE \(available) AND
                (paint_makes + mid_range_makes + three_pt_makes <> fg_makes OR
                paint_attempts + mid_range_attempts + three_pt_attempts <> fg_attempts)
                """)
        }
    }

    /// Numerators and denominators by table, and the states of a longer range.
    private func coverageIsWhole(_ lab: Lab) async throws {
        let states = try await lab.states()
        let span = try #require(states.calendar.span)
        let tables = Registry.tables.map(\.planned)
        let reports = states.reports(tables, span.dates)
        for (table, rows) in [
            ("team_offense_game_summary", 2_460), ("team_defense_game_summary", 2_460), ("player_game_summary", 26_401),
        ] {
            let own = reports.filter { $0.unit.table == table }
            #expect(
                own.reduce(0) { $0 + ($1.rowsExpected ?? 0) } == rows && own.reduce(0) { $0 + $1.rowsWritten } == rows)
            #expect(own.allSatisfy { $0.state.status == .written || $0.state == UnitState(.notExpected, "no_games") })
        }
        let longer = try #require(DateRange(span.first + (-500), span.last + 500))
        let plan = Plan(states, tables: tables, dates: Array(longer.dates))
        #expect(plan.groups.reduce(0) { $0 + $1.units } == longer.count * tables.count)
        #expect(plan.units.isEmpty && plan.unloaded.map(\.description).contains("2022-23"))
    }
}

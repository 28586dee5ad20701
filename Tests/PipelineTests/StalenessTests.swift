import Basketball
import Foundation
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// What an import makes stale, and that going on gives what starting anew would have given.
@Suite struct StalenessTests {
    private let log = "files/game_logs_players/player_gamelogs_2023-24.csv"

    private func correct(_ lab: Lab, line number: Int) throws {
        var lines = try String(contentsOfFile: lab.folder.path(log), encoding: .utf8).split(separator: "\n").map(
            String.init)
        var fields = lines[number].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        fields[23] = "\((Int(fields[23]) ?? 0) + 1)"
        lines[number] = fields.joined(separator: ",")
        try lab.folder.write(log, lines.joined(separator: "\n") + "\n")
    }

    @Test func correctionMakesJustItsDateStaleAndApplyingEqualsAFullRebuild() async throws {
        let lab = try await Lab.simulated()
        try await lab.backfill()
        let before = try await lab.manifest()
        try correct(lab, line: 1)
        try await lab.importFiles([lab.folder.path("files")])
        let states = try await lab.states()
        let span = try #require(states.calendar.span)
        let (_, plan) = try await StateKeeper(lab.warehouse, workers: 2).plan(
            states, tables: Registry.planned, dates: Array(span.dates))
        let stale = plan.reports.filter { $0.state.status == .stale }
        #expect(!stale.isEmpty && stale.map(\.unit) == plan.units.map(\.unit))
        #expect(Set(stale.map(\.unit.date)) == [span.first])
        #expect(stale.allSatisfy { $0.state.reason == "input_changed(\(span.first))" })
        try await lab.backfill()
        let after = try await lab.manifest()
        #expect(after.total != before.total && after.disagreements.isEmpty)

        let fresh = try Lab()
        try await fresh.importFiles([lab.folder.path("files")])
        try await fresh.backfill()
        #expect(try await fresh.manifest().lines == after.lines)
    }

    @Test func movedGameLeavesItsOldDate() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 2, gamesPerTeam: 3))
        try await lab.backfill()
        let league = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 3))
        let game = league.seasons[0].games[2]
        for file in league.files.prefix(2) {
            let moved = file.text.replacing("\(game.id),\(game.date)", with: "\(game.id),\(game.date + 20)")
            try lab.folder.write("files/\(file.path)", moved)
        }
        try await lab.importFiles([lab.folder.path("files")])
        let range = try #require(DateRange(league.seasons[0].games[0].date, game.date + 20))
        let outcome = try await lab.backfill(range)
        let moved = outcome.results.filter { !$0.isUnchanged }
        #expect(Set(moved.map(\.entry.unit.date)) == [game.date, game.date + 20])
        for table in Registry.tables where table.planned.stage == .analytics {
            let dates = Set(try await lab.rows(table.schema)[table.dateColumn].integers)
            #expect(!dates.contains(game.date.dayNumber) && dates.contains(game.date.dayNumber + 20))
        }
        let states = try await lab.states()
        let left = states.report(Registry.tables[0].planned, states.calendar.day(game.date))
        #expect(left.state == UnitState(.notExpected, "no_games"))
    }

    @Test func rowChangedBehindTheLedgersBackIsFound() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 2, gamesPerTeam: 3))
        try await lab.backfill()
        #expect(try await lab.manifest().disagreements.isEmpty)
        let schema = try #require(Registry.table("team_offense_game_summary")).schema
        let rows = try await lab.rows(schema)
        let date = GameDate(dayNumber: rows["game_date"].integers[0])
        try await lab.warehouse.transaction { try await $0.apply(.replace(schema, [date], ColumnBatch(schema))) }
        #expect(try await lab.manifest().disagreements == [Unit(schema.name, date)])
    }
}

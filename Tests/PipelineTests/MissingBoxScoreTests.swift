import Basketball
import Ingest
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// A final game of which no player's line is loaded, or none of one team's: that is not known, and nobody has not played.
@Suite struct MissingBoxScoreTests {
    private static let players = "player_game_summary"

    private func report(_ table: String, _ date: GameDate, _ lab: Lab) async throws -> UnitReport {
        let (states, planned) = (try await lab.states(), try #require(Registry.table(table)?.planned))
        return states.report(planned, states.calendar.day(date))
    }

    /// A league without some lines of players, and the game and the date that lack them.
    private func lab(without sides: Int) async throws -> (Lab, SourceBook, game: String, date: GameDate) {
        let lab = try Lab()
        let book = SourceBook(SimulatedLeague(LeagueOptions(seed: 6, teams: 4, gamesPerTeam: 8)))
        let game = book.games[5]
        let lines = try #require(book.players[game])
        let team = lines[0][SourceBook.Player.team]
        try book.write(book.games.filter { $0 != game }, to: lab.folder, "most", people: true)
        try book.write(teams: try #require(book.teams[game]), to: lab.folder, "teams")
        try await lab.importFiles([lab.folder.path("most"), lab.folder.path("teams")])
        if sides == 1 {
            try book.write(players: lines.filter { $0[SourceBook.Player.team] != team }, to: lab.folder, "half")
            try await lab.importFiles([lab.folder.path("half")])
        }
        return (lab, book, game, try #require(book.date(game)))
    }

    @Test(arguments: [1, 2]) func unitIsPartialAndItsReadersWait(sides: Int) async throws {
        let (lab, book, game, date) = try await lab(without: sides)
        // Nothing has run: what is expected is more than what is there.
        let planned = try await report(Self.players, date, lab)
        let there = try #require(
            try await lab.count(
                "SELECT count(*) FROM player_boxscores JOIN games USING (game_id) WHERE game_date = '\(date)'"))
        #expect(planned.rowsExpected == there + (sides == 2 ? 10 : 0))
        try await lab.backfill()
        let done = try await report(Self.players, date, lab)
        #expect(done.state.status == .partial && done.state.reason == "box_score_missing(\(game))")
        #expect(done.rowsWritten == there && done.rowsExpected == there + 5 * sides)
        // Whoever reads it has no zeros of players of whom nothing is known.
        let next = try #require(book.games.compactMap { book.date($0) }.filter { $0 > date }.min())
        let reader = try await report("upcoming_player_game_context", next, lab)
        #expect(reader.state.status == .blocked, "\(reader.state)")
        #expect(reader.state.reason == "needs player_game_summary \(date): partial")
        #expect(
            try await lab.rows(try #require(Registry.table("player_daily_cache")).schema)["cache_date"].integers
                .allSatisfy { $0 <= date.dayNumber })
        // The team's tables read no player and are complete.
        #expect(try await report("team_offense_game_summary", date, lab).state.status == .written)
        // Once the lines are there, the same command finishes.
        try book.write([game], to: lab.folder, "rest")
        try await lab.importFiles([lab.folder.path("rest")])
        try await lab.backfill()
        #expect(try await report(Self.players, date, lab).state.status == .written)
        try await expectRebuild(lab, "\(sides) sides were missing")
    }

    /// A line that was refused at the door is not one that never was: its date lacks it, and says so.
    @Test func refusedLineIsMissingUntilItIsThere() async throws {
        let lab = try Lab()
        let league = LeagueOptions(seed: 6, teams: 4, gamesPerTeam: 8)
        let book = SourceBook(SimulatedLeague(league))
        var spoiled = book
        let (game, row) = (book.games[5], 3)
        spoiled.setPlayer(game, row, SourceBook.Player.counts.lowerBound, "NaN")
        try spoiled.write(book.games, to: lab.folder, "files", people: true)
        try await lab.importFiles([lab.folder.path("files")])
        let date = try #require(book.date(game))
        let there = try #require(
            try await lab.count(
                "SELECT count(*) FROM player_boxscores JOIN games USING (game_id) WHERE game_date = '\(date)'"))
        #expect(try await report(Self.players, date, lab).rowsExpected == there + 1)
        try await lab.backfill()
        let done = try await report(Self.players, date, lab)
        #expect(done.state.status == .partial && done.state.reason == "quarantined(1 row)", "\(done.state)")
        #expect(done.rowsWritten == there && done.rowsExpected == there + 1)
        #expect(try await report("team_offense_game_summary", date, lab).state.status == .written)
        // The same file again changes nothing.
        #expect(try await lab.importFiles([lab.folder.path("files")]).changed == false)
        #expect(try await lab.warehouse.plan().1.units.filter { $0.unit.table == Self.players }.isEmpty)
        // The right line arrives, alone.
        try book.write(players: [try #require(book.players[game])[row]], to: lab.folder, "line")
        try await lab.importFiles([lab.folder.path("line")])
        #expect(try await lab.count("SELECT count(*) FROM quarantined_lines") == 0)
        try await lab.backfill()
        #expect(try await report(Self.players, date, lab).state.status == .written)
        try await expectRebuild(lab, "a line had been refused")
    }

    /// Files that are complete for their season say anew who is missing.
    @Test func replacementForgetsALineThatIsTheresNoMore() async throws {
        let lab = try Lab()
        let book = SourceBook(SimulatedLeague(LeagueOptions(seed: 6, teams: 4, gamesPerTeam: 8)))
        var spoiled = book
        spoiled.setPlayer(book.games[5], 3, SourceBook.Player.counts.lowerBound, "NaN")
        try spoiled.write(book.games, to: lab.folder, "files")
        try await lab.importFiles([lab.folder.path("files")])
        #expect(try await lab.count("SELECT count(*) FROM quarantined_lines") == 1)
        var without = book
        without.remove(book.games[5], player: 3)
        try without.write(book.games, to: lab.folder, "without")
        // Of players the teams' files say nothing.
        try without.write(teams: book.games.flatMap { book.teams[$0] ?? [] }, to: lab.folder, "teams")
        try await replace(lab, "teams")
        #expect(try await lab.count("SELECT count(*) FROM quarantined_lines") == 1)
        try await replace(lab, "without")
        #expect(try await lab.count("SELECT count(*) FROM quarantined_lines") == 0)
    }

    private func replace(_ lab: Lab, _ name: String) async throws {
        let importer = Importer(version: "test", workers: 2)
        let opened = try await importer.open([lab.folder.path(name)])
        _ = try await importer.run(opened, into: lab.warehouse, mode: Importer.Mode(replaces: true))
    }

    /// A line that was of nobody is forgotten when its file comes again without it.
    @Test func correctedFileForgetsALineOfNobody() async throws {
        let lab = try Lab()
        let book = SourceBook(SimulatedLeague(LeagueOptions(seed: 6, teams: 4, gamesPerTeam: 8)))
        var spoiled = book
        spoiled.setPlayer(book.games[5], 3, SourceBook.Player.id, "77777")
        spoiled.setPlayer(book.games[5], 3, SourceBook.Player.counts.lowerBound, "NaN")
        for (number, files) in [spoiled, book].enumerated() {
            try files.write(book.games, to: lab.folder, "files")
            try await lab.importFiles([lab.folder.path("files")])
            #expect(try await lab.count("SELECT count(*) FROM quarantined_lines") == 1 - number)
        }
    }

    /// What an earlier version wrote when it expected less is not taken for complete.
    @Test func shortUnitOfAnEarlierVersionIsLookedAtAgain() async throws {
        let (lab, _, game, date) = try await lab(without: 2)
        try await lab.backfill()
        let done = try await report(Self.players, date, lab)
        try await lab.warehouse.transaction { transaction in
            var entry = try #require(done.entry)
            entry.status = .written
            (entry.rowsExpected, entry.reason) = (entry.rowsWritten, "")
            try await transaction.apply(Ledger.change([entry]))
        }
        #expect(try await report(Self.players, date, lab).state.status == .stale)
        try await lab.backfill()
        let again = try await report(Self.players, date, lab)
        #expect(again.state == UnitState(.partial, "box_score_missing(\(game))"), "\(again.state)")
        #expect(try await lab.warehouse.plan().1.units.filter { $0.unit.table == Self.players }.isEmpty)
    }
}

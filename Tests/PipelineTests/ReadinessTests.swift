import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// What is not ready blocks those that read it, and a person may let it pass, with a reason (`engine.md` section 1).
@Suite struct ReadinessTests {
    private static let options = LeagueOptions(teams: 4, gamesPerTeam: 14)
    private let league = SimulatedLeague(options)

    private func game(_ number: Int) -> SimulatedGame { league.seasons[0].games[number] }

    /// A lab in which one team's half of a game is missing.
    private func broken(_ number: Int = 9) async throws -> Lab {
        let lab = try await Lab.simulated(Self.options)
        try await RawEdit.deleteTeam(lab.warehouse, game: game(number).id.number, team: game(number).home.team.id)
        return lab
    }

    @Test func blockedNamesItsInputWritesNothingAndTheSameCommandFinishesAfterTheRepair() async throws {
        let lab = try await broken()
        let date = game(9).date
        let first = try await lab.backfill()
        let partial = first.entries.filter { $0.status == .partial && History.sources.contains($0.unit.table) }
        #expect(Set(partial.map(\.unit)) == Set(History.sources.map { Unit($0, date) }))
        #expect(partial.allSatisfy { $0.reason == "box_score_missing(\(game(9).id))" })
        let blocked = first.entries.filter { $0.status == .blocked }
        #expect(!blocked.isEmpty)
        for entry in blocked {
            #expect(entry.unit.date > date && entry.rowsWritten == 0 && entry.outputDigest.isEmpty)
            let names = entry.reason.split(separator: " ")
            #expect(entry.reason.hasPrefix("needs ") && Registry.table(String(names[1])) != nil, "\(entry.reason)")
        }
        // Those that read the summaries directly name the date at fault.
        let contexts = blocked.filter { $0.unit.table == "upcoming_player_game_context" }
        #expect(contexts.allSatisfy { $0.reason.hasSuffix(" \(date): partial") })
        #expect(try await lab.manifest().lines.allSatisfy { $0.date <= date || History.sources.contains($0.table) })
        // Again: the same, and no other.
        let second = try await lab.backfill()
        #expect(Set(second.entries.map(\.unit)) == Set(blocked.map(\.unit)))
        #expect(second.entries.allSatisfy { $0.status == .blocked && $0.attempt == 2 })
        try await lab.importFiles([lab.folder.path("files")])
        let third = try await lab.backfill()
        #expect(third.count(.blocked) == 0)
        let whole = try await Lab.simulated(Self.options)
        try await whole.backfill()
        #expect(try await lab.manifest().lines == whole.manifest().lines)
    }

    @Test func acceptedPartialInputsPassAndTheReasonStays() async throws {
        let lab = try await broken()
        try await lab.backfill()
        let policy = PlanPolicy(acceptPartialReason: "the league has lost it")
        let outcome = try await lab.warehouse.backfill(policy: policy)
        #expect(outcome.count(.blocked) == 0 && outcome.count(.written) > 0)
        let ledger = try await Ledger(lab.warehouse)
        for entry in outcome.entries { #expect(ledger[entry.unit]?.override == "the league has lost it") }
        let runs = try await RunLog.all(lab.warehouse)
        #expect(runs.map(\.acceptPartialReason) == [nil, "the league has lost it"])
        #expect(try await lab.warehouse.plan().1.isEmpty)
    }

    @Test func levelDecidesWhatIsReady() async throws {
        let lab = try await broken()
        var settings = PipelineSettings.standard
        settings.minComplete = 0.5
        let outcome = try await lab.warehouse.backfill(settings: settings)
        #expect(outcome.count(.blocked) == 0)
        // One table's own level goes before the common one.
        let strict = try await broken()
        settings.minCompleteByTable = ["team_defense_game_summary": 0.98]
        let blocked = try await strict.warehouse.backfill(settings: settings).entries.filter { $0.status == .blocked }
        #expect(blocked.contains { $0.reason.contains("team_defense_game_summary") })
        #expect(!blocked.contains { $0.reason.contains("player_game_summary \(game(9).date)") })
    }

    /// The date that a game has left still has its rows until its unit is computed: nothing may read them meanwhile.
    @Test func dateThatAGameHasLeftBlocksUntilItsRowsAreGone() async throws {
        let options = LeagueOptions(teams: 2, gamesPerTeam: 14)
        let lab = try await Lab.simulated(options)
        try await lab.backfill()
        let games = SimulatedLeague(options).seasons[0].games
        let (moved, last) = (games[8], games[13])
        for file in SimulatedLeague(options).files.prefix(2) {
            let text = file.text.replacing("\(moved.id),\(moved.date)", with: "\(moved.id),\(last.date + 3)")
            try lab.folder.write("moved/\(file.path)", text)
        }
        try await lab.importFiles([lab.folder.path("moved")])
        let late = try await lab.backfill(DateRange(last.date, last.date + 3))
        let asOf = late.entries.filter { !History.sources.contains($0.unit.table) }
        #expect(!asOf.isEmpty && asOf.allSatisfy { $0.status == .blocked })
        #expect(asOf.contains { $0.reason == "needs team_offense_game_summary \(moved.date): stale" })
        try await lab.backfill()
        try await expectRebuild(lab)
    }

    /// The first game of a season leaves it for its end: all that read it notice, though no game is on its date now.
    @Test func firstGameOfASeasonThatMovesIsMissedByAllThatReadIt() async throws {
        let options = LeagueOptions(teams: 2, gamesPerTeam: 14)
        let lab = try await Lab.simulated(options)
        try await lab.backfill()
        let games = SimulatedLeague(options).seasons[0].games
        for file in SimulatedLeague(options).files.prefix(2) {
            let text = file.text.replacing(
                "\(games[0].id),\(games[0].date)", with: "\(games[0].id),\(games[13].date + 5)")
            try lab.folder.write("moved/\(file.path)", text)
        }
        try await lab.importFiles([lab.folder.path("moved")])
        try await lab.backfill()
        try await expectRebuild(lab)
    }
}

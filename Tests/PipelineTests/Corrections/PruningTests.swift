import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// Followers that are not looked at are those that read nothing that is another now.
@Suite struct PruningTests {
    private static let seed: UInt64 = 17
    private static let league = SimulatedLeague(LeagueOptions(seed: 9, teams: 6, gamesPerTeam: 20))
    private static let turnovers = 26

    /// A warehouse with some games, computed.
    private func full(_ book: SourceBook, _ games: [String]) async throws -> Lab {
        let lab = try Lab()
        try book.write(games, to: lab.folder, "all", people: true)
        try await lab.importFiles([lab.folder.path("all")])
        try await lab.backfill()
        return lab
    }

    /// A turnover more is in a player's usage, which only those read who read his appearances.
    @Test func correctedPlayersMatterWhereTheyMayPlay() async throws {
        print("seed \(Self.seed)")
        var book = SourceBook(Self.league)
        // Without one game in four there are dates on which some teams do not play.
        let games = book.games.enumerated().filter { $0.offset % 4 != 1 }.map(\.element)
        let lab = try await full(book, games)
        var random = SeededGenerator(seed: Self.seed)
        var spared = 0
        for round in 1...5 {
            let game = games[random.integer(0...(games.count / 2))]
            let line = book.players[game]?.randomElement(using: &random)
            let (row, fields) = try #require(line)
            book.setPlayer(game, row, Self.turnovers, "\((Int(fields[Self.turnovers]) ?? 0) + 1)")
            let corrected = try #require(book.players[game]?[row])
            try book.write(players: [corrected], to: lab.folder, "correction\(round)")
            try await lab.importFiles([lab.folder.path("correction\(round)")])
            let outcome = try await lab.backfill()
            #expect(outcome.count(.written) > 3, "some later dates read it")
            let day = try #require(book.date(game))
            let calendar = try await lab.states().calendar
            let team = try #require(Int(corrected[3]))
            for entry in outcome.results where entry.entry.unit.date > day {
                let playing = calendar.day(entry.entry.unit.date).games.flatMap { [$0.home, $0.away] }
                if playing.contains(team) { continue }
                spared += 1
                #expect(entry.isUnchanged, "\(entry.entry.unit): team \(team) does not play")
            }
            try await expectRebuild(lab, "after round \(round)")
        }
        #expect(spared > 0, "the league has dates on which the player's team does not play")
    }

    /// What reads a table that would change, and does not run, is not taken for the same: it waits.
    @Test func readersOfWhatDoesNotRunWait() async throws {
        var book = SourceBook(Self.league)
        let lab = try await full(book, book.games)
        let game = book.games[book.games.count / 2]
        let fields = try #require(book.players[game]?[0])
        book.setPlayer(game, 0, Self.turnovers, "\((Int(fields[Self.turnovers]) ?? 0) + 3)")
        try book.write(players: [try #require(book.players[game]?[0])], to: lab.folder, "correction")
        try await lab.importFiles([lab.folder.path("correction")])
        let names = ["player_game_summary", "ml_feature_store"]
        let outcome = try await lab.warehouse.backfill(tables: Registry.planned.filter { names.contains($0.name) })
        let waiting = outcome.entries.filter { $0.status == .blocked && $0.unit.table == names[1] }
        #expect(waiting.contains { $0.reason.hasSuffix(": stale") }, "the tables between them did not run")
        try await lab.backfill()
        try await expectRebuild(lab)
    }

    /// A saved plan that was interrupted after its summaries: what follows them is not left alone when it is applied again.
    @Test func followersOfAnInterruptedPlanAreLookedAt() async throws {
        var book = SourceBook(Self.league)
        let (first, last) = (book.games.dropLast(3), book.games.suffix(3))
        let lab = try await full(book, Array(first))
        let game = book.games[9]
        let fields = try #require(book.players[game]?[0])
        book.setPlayer(game, 0, Self.turnovers, "\((Int(fields[Self.turnovers]) ?? 0) + 2)")
        try book.write(players: [try #require(book.players[game]?[0])], to: lab.folder, "more")
        try await lab.importFiles([lab.folder.path("more")])
        // New dates have as-of units of their own in the plan.
        try book.write(Array(last), to: lab.folder, "last")
        try await lab.importFiles([lab.folder.path("last")])
        let (states, plan) = try await lab.warehouse.plan()
        #expect(!plan.followers.isEmpty)
        let stop = StopFlag()
        let executor = Executor(lab.warehouse, version: "test", workers: 2)
        let interrupted = try await executor.run(plan, states, stop: stop) { _ in stop.request() }
        #expect(interrupted.stopped)
        let done = Set(interrupted.entries.map(\.unit))
        let (now, again) = try await lab.warehouse.plan()
        let rest = Plan(
            again, units: Set(plan.units.map(\.unit)).subtracting(done),
            followers: Set(plan.followers.map(\.unit)).subtracting(done))
        _ = try await executor.run(rest, now, stop: StopFlag())
        try await lab.backfill()
        try await expectRebuild(lab, "after a plan that was applied in two runs")
    }

    /// A birthdate that comes with the assist concerns a table that reads no assists, and through it others that read neither.
    @Test func whatRunsForAReasonOfItsOwnIsReadByOthers() async throws {
        var book = SourceBook(Self.league)
        let lab = try await full(book, book.games)
        for line in 0..<6 {
            let game = book.games[3]
            let assists = (book.players[game]?[0][23]).flatMap(Int.init) ?? 0
            book.setPlayer(game, 0, 23, "\(assists + 1)")
            let corrected = try #require(book.players[game]?[0])
            try book.write(players: [corrected], to: lab.folder, "both\(line)")
            try book.writePeople({ $0[6] = "1985-03-1\(line % 9) 00:00:00" }, line: line, to: lab.folder, "both\(line)")
            try await lab.importFiles([lab.folder.path("both\(line)")])
            try await lab.backfill()
            #expect(try await lab.warehouse.plan().1.isEmpty)
            if line % 3 == 2 { try await expectRebuild(lab, "after \(line + 1) birthdates") }
        }
    }
}

extension [[String]] {
    fileprivate func randomElement(using random: inout SeededGenerator) -> (row: Int, fields: [String])? {
        if isEmpty { return nil }
        let row = random.integer(0...(count - 1))
        return (row, self[row])
    }
}

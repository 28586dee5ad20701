import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// Of a unit that follows a corrected appearance just the player's row is made anew, and nobody can tell it from a rebuild.
@Suite struct PatchTests {
    private static let seed: UInt64 = 23
    private static let league = SimulatedLeague(
        LeagueOptions(
            seed: 12, seasons: [Season(startYear: 2022), Season(startYear: 2023)], teams: 4, gamesPerTeam: 16))
    private static let ofPlayers = [
        "upcoming_player_game_context", "player_shot_zone_analysis", "player_composite_factors", "player_daily_cache",
        "ml_feature_store",
    ]
    /// Columns of a player's line that are corrected together: a free throw, turnovers, a missed three, a minute.
    private static let statistics = [[17, 18, 28], [26], [12, 15], [10]]

    private func full(_ book: SourceBook) async throws -> Lab {
        let lab = try Lab()
        try book.write(book.games, to: lab.folder, "all", people: true)
        try await lab.importFiles([lab.folder.path("all")])
        try await lab.backfill()
        return lab
    }

    /// Imports a line with one more in some columns.
    ///
    /// - Returns: the date, and the player.
    private func correct(
        _ book: inout SourceBook, _ lab: Lab, _ game: String, _ line: Int, _ columns: [Int], _ name: String
    ) async throws -> (date: GameDate, player: Int) {
        let fields = try #require(book.players[game]?[line])
        for column in columns { book.setPlayer(game, line, column, "\((Int(fields[column]) ?? 0) + 1)") }
        try book.write(players: [try #require(book.players[game]?[line])], to: lab.folder, name)
        try await lab.importFiles([lab.folder.path(name)])
        return (try #require(book.date(game)), try #require(Int(fields[SourceBook.Player.id])))
    }

    @Test func oneRowOfAUnitIsMadeAnew() async throws {
        print("seed \(Self.seed)")
        var book = SourceBook(Self.league)
        let lab = try await full(book)
        var random = SeededGenerator(seed: Self.seed)
        var patched: [String: Int] = [:]
        for round in 0..<12 {
            let game = book.games[random.integer(0...(book.games.count * 2 / 3))]
            let line = random.integer(0...((book.players[game]?.count ?? 1) - 1))
            let (date, player) = try await correct(
                &book, lab, game, line, Self.statistics[round % Self.statistics.count], "correction\(round)")
            let outcome = try await lab.backfill()
            for result in outcome.results where result.entry.unit.date > date && !result.isUnchanged {
                #expect(result.rowsStored <= 1, "\(result.entry.unit) after round \(round), player \(player)")
                patched[result.entry.unit.table, default: 0] += result.rowsStored
            }
            #expect(try await lab.warehouse.plan().1.isEmpty, "round \(round)")
            if round % 3 == 2 { try await expectRebuild(lab, "after round \(round), player \(player)") }
        }
        // Zones come from shots, which a line does not change.
        for table in Self.ofPlayers where table != "player_shot_zone_analysis" {
            #expect(patched[table] ?? 0 > 0, "no row of \(table) was ever made anew by itself")
        }
    }

    /// Two teams' players in one game, and two games: several rows of a date.
    @Test func severalPlayersChangeAtOnce() async throws {
        var book = SourceBook(Self.league)
        let lab = try await full(book)
        let games = [book.games[5], book.games[6]]
        var lines: [[String]] = []
        for game in games {
            for line in [0, 3, 12] {
                let fields = try #require(book.players[game]?[line])
                book.setPlayer(game, line, 26, "\((Int(fields[26]) ?? 0) + 2)")
                lines.append(try #require(book.players[game]?[line]))
            }
        }
        try book.write(players: lines, to: lab.folder, "several")
        try await lab.importFiles([lab.folder.path("several")])
        let outcome = try await lab.backfill()
        let day = try #require(games.compactMap(book.date).max())
        let later = outcome.results.filter { $0.entry.unit.date > day && !$0.isUnchanged }
        #expect(later.contains { $0.rowsStored > 1 } && later.allSatisfy { $0.rowsStored <= lines.count })
        try await expectRebuild(lab)
    }

    /// A player's row that is not the one that was computed, or digests that are not kept: the unit is computed as a whole.
    @Test(arguments: ["a stored value", "the sums of readings", "the sums of rows", "no sums"])
    func whatCannotBeConfirmedIsComputedAsAWhole(_ tampering: String) async throws {
        var book = SourceBook(Self.league)
        let lab = try await full(book)
        let (date, player) = try await correct(&book, lab, book.games[4], 1, [26], "correction")
        let table = try #require(Registry.table("upcoming_player_game_context")).schema
        let all = try await lab.warehouse.rows(table)
        let row = try #require(
            all["player_id"].integers.indices.first {
                all["player_id"].integers[$0] == player && all["game_date"].integers[$0] > date.dayNumber
            })
        let unit = Unit(table.name, GameDate(dayNumber: all["game_date"].integers[row]))
        switch tampering {
        case "a stored value":
            var changed = all.selecting([row])
            let column = try #require(table.index(of: "games_in_last_14_days"))
            changed.vectors[column] = ColumnVector(.integer, integers: [changed.vectors[column].integers[0] + 1])
            try await lab.warehouse.commit([.update(table, changed)])
        case "no sums":
            let sums = try await lab.warehouse.rows(UnitSums.table)
            try await lab.warehouse.commit([.delete(UnitSums.table, sums.selecting(columns: UnitSums.table.key))])
        default:
            let sums = try #require(try await UnitSums.read(lab.warehouse, [unit])[unit])
            let wrong = Digest128(high: sums.players.high, low: sums.players.low &+ 1)
            let isReading = tampering == "the sums of readings"
            // The row itself twice in the place of that before it.
            let twice = RowsDigest(all, rows: row..<(row + 1)) - RowsDigest(all, rows: (row - 1)..<row)
            let rows = isReading ? sums.rows : sums.rows + twice
            try await lab.warehouse.commit([
                UnitSums.change([UnitSums(unit, players: isReading ? wrong : sums.players, rows: rows)])
            ])
        }
        let outcome = try await lab.backfill()
        let result = try #require(outcome.results.first { $0.entry.unit == unit })
        #expect(result.rowsStored > 1 && !result.isUnchanged, "all rows of the unit")
        try await expectRebuild(lab, "after \(tampering)")
        // What was computed as a whole has its sums again.
        let (later, _) = try await correct(&book, lab, book.games[5], 0, [26], "again")
        for result in try await lab.backfill().results where result.entry.unit.date > later {
            #expect(result.rowsStored <= 1 || tampering == "no sums", "\(result.entry.unit)")
        }
        try await expectRebuild(lab, "after one correction more")
    }
}

import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// What `RowsOfPlayers` promises: a player's row does not depend on what any other player did.
@Suite struct RowsOfPlayersTests {
    private static let seed: UInt64 = 31

    private func rows(_ batch: ColumnBatch?, of player: Int) -> ColumnBatch? {
        guard let batch else { return nil }
        let ids = batch["player_id"].integers
        return batch.selecting(ids.indices.filter { ids[$0] == player })
    }

    @Test func aRowIsMadeOfItsPlayersOwnPast() async throws {
        print("seed \(Self.seed)")
        let lab = try await Lab.simulated(
            LeagueOptions(
                seed: 14, seasons: [Season(startYear: 2022), Season(startYear: 2023)], teams: 4, gamesPerTeam: 24))
        try await lab.backfill()
        let states = try await lab.states()
        var random = SeededGenerator(seed: Self.seed)
        let all = states.calendar.gameDates
        // Late in each season, and early in the second, when members of the last one are candidates.
        let second = try #require(all.firstIndex { $0.civil.year == 2023 && $0.civil.month > 8 })
        let dates = [all[second - 3], all[second + 1], all[all.count - 2]]
        let bench = try await ProofBench(lab.warehouse, states, dates: dates, workers: 2)
        let tables = bench.tables.filter(\.isOfPlayers)
        #expect(tables.count == 5)
        var compared: [String: Int] = [:]
        for date in dates {
            let material = bench.material(date)
            let whole = try await bench.rows(date, material)
            let players = Set(
                whole.values.flatMap { $0.columns.contains { $0.name == "player_id" } ? $0["player_id"].integers : [] })
            #expect(players.count > 20)
            for player in players.sorted() where random.integer(0...2) == 0 {
                var alone = material
                alone.sources[2] = try #require(rows(material.sources[2], of: player))
                let own = try await bench.rows(date, alone)
                for table in tables {
                    let (few, many) = (own[table.name], rows(whole[table.name], of: player))
                    #expect(few?.count == many?.count, "\(table.name), player \(player), \(date)")
                    guard let few, let many, few.count == many.count else { continue }
                    #expect(RowsDigest(few) == RowsDigest(many), "\(table.name), player \(player), \(date)")
                    compared[table.name, default: 0] += few.count
                }
            }
        }
        for table in tables { #expect(compared[table.name] ?? 0 > 10, "\(table.name)") }
    }
}

import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// The pipeline on a warehouse that has no transactions over several tables.
@Suite struct OtherWarehouseTests {
    @Test func importAndBackfillGiveTheManifestOfSQLite() async throws {
        let options = LeagueOptions(seed: 3, teams: 4, gamesPerTeam: 12, defects: .all)
        let lab = try await Lab.simulated(options)
        try await lab.backfill()
        let plain = InMemoryWarehouse()
        try await plain.importFiles([lab.folder.path("files")])
        let first = try await plain.backfill()
        #expect(first.results.count == first.planned && first.count(.failed) + first.count(.blocked) == 0)
        let (own, expected) = (try await plain.manifest(), try await lab.manifest())
        #expect(own.lines == expected.lines && !own.lines.isEmpty && own.disagreements.isEmpty)
        #expect(Set(own.lines.map(\.table)).count == Registry.tables.count)
        #expect(try await plain.plan().1.isEmpty)
        // A correction goes the same way.
        let game = SimulatedLeague(options).seasons[0].games[5]
        for warehouse in [plain as any Warehouse, lab.warehouse] {
            try await RawEdit.deletePlayerLine(
                warehouse, game: game.id.number, player: game.home.lines[0].player.id)
            try await warehouse.backfill()
        }
        let corrected = try await plain.manifest().lines
        #expect(try await lab.manifest().lines == corrected && corrected != own.lines)
    }
}

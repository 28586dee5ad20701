import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// A warehouse of an earlier version recorded the SHA-256 of a unit's rows one after the other.
@Suite struct EarlierDigestTests {
    @Test func rowsOfAnEarlierVersionAreTheirsUntilTheyAreComputedAgain() async throws {
        let lab = try await Lab.simulated(LeagueOptions(seed: 6, teams: 4, gamesPerTeam: 12))
        try await lab.backfill()
        let expected = try await lab.manifest()
        var entries = try await Ledger(lab.warehouse).all
        for index in entries.indices {
            entries[index].codeVersion = 1
            if entries[index].rowsWritten == 0 { continue }
            let unit = entries[index].unit
            let table = try #require(Registry.table(unit.table))
            let rows = try await lab.warehouse.scan(
                table.schema, columns: table.schema.columns.map(\.name),
                .range(column: table.dateColumn, unit.date.dayNumber...unit.date.dayNumber))
            entries[index].outputDigest = "\(CanonicalRows.digest(rows))"
        }
        let sums = try await lab.warehouse.rows(UnitSums.table)
        try await lab.warehouse.commit([
            Ledger.change(entries), .delete(UnitSums.table, sums.selecting(columns: UnitSums.table.key)),
        ])
        #expect(try await lab.manifest().disagreements.isEmpty)
        // Units that are blocked keep their rows, and what was recorded of them.
        let outcome = try await lab.warehouse.backfill(
            tables: Registry.planned.filter { $0.name == "ml_feature_store" })
        #expect(outcome.count(.blocked) > 0)
        #expect(try await lab.manifest().disagreements.isEmpty)
        // A row that somebody changed is found out all the same.
        let table = try #require(Registry.table("player_daily_cache")).schema
        let all = try await lab.warehouse.rows(table)
        var changed = all.selecting([all.count - 1])
        let column = try #require(table.index(of: "games_played_season"))
        changed.vectors[column] = ColumnVector(.integer, integers: [99])
        try await lab.warehouse.commit([.update(table, changed)])
        #expect(try await lab.manifest().disagreements.map(\.table) == [table.name])
        #expect(try await lab.backfill().rows > 0)
        let manifest = try await lab.manifest()
        #expect(manifest.disagreements.isEmpty && manifest.lines == expected.lines)
        #expect(try await lab.warehouse.rows(UnitSums.table).count == sums.count)
    }
}

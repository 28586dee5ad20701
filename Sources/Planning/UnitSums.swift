import Basketball
import Storage

/// From what the digests of a unit of a player table are made: sums to which each player and row adds its own hash, so that
/// a change of one player's past changes them without the others being read again.
///
/// They prove themselves: digests made of them are those of the ledger, or they are of no use.
package struct UnitSums: Sendable, Hashable {
    package let unit: Unit
    /// What was read of players.
    package let players: Digest128
    /// The rows that were written.
    package let rows: RowsDigest

    package init(_ unit: Unit, players: Digest128, rows: RowsDigest) {
        self.unit = unit
        self.players = players
        self.rows = rows
    }

    /// Where they are stored; a unit that is not there is computed as a whole.
    package static let table = TableSchema(
        "unit_sums", .system, key: ["unit_date", "table_name"],
        [
            Column("unit_date", .date), Column("table_name", .text),
            Column("players_read", .text, "sum of the hashes of what was read of players"),
            Column("rows_written", .integer, unit: "rows"),
            Column("rows_sum", .text, "sum of the SHA-256 of the canonical rows"),
        ])

    /// The sums of those of some units that have some.
    package static func read(_ warehouse: any Warehouse, _ units: Set<Unit>) async throws -> [Unit: UnitSums] {
        guard let first = units.map(\.date).min(), let last = units.map(\.date).max() else { return [:] }
        let range = first.dayNumber...last.dayNumber
        let batch = try await warehouse.scan(
            table, columns: table.columns.map(\.name), .range(column: "unit_date", range))
        var found: [Unit: UnitSums] = [:]
        for row in 0..<batch.count {
            let unit = Unit(batch.vectors[1].texts[row], GameDate(dayNumber: batch.vectors[0].integers[row]))
            guard units.contains(unit), let players = Digest128(hexadecimal: batch.vectors[2].texts[row]),
                let rows = RowsDigest(count: batch.vectors[3].integers[row], sum: batch.vectors[4].texts[row])
            else { continue }
            found[unit] = UnitSums(unit, players: players, rows: rows)
        }
        return found
    }

    /// The change that stores sums.
    package static func change(_ sums: [UnitSums]) -> Change {
        var writer = RowWriter(table.columns)
        for own in sums {
            writer.put(own.unit.date)
            writer.put(own.unit.table)
            writer.put(own.players.hexadecimal)
            writer.put(own.rows.count)
            writer.put(own.rows.sum)
            writer.endRow()
        }
        return .upsert(table, writer.batch)
    }
}

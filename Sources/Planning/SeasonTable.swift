import Basketball
import Storage

/// The loaded seasons as a table, for the views: where each starts and how long its bootstrap is.
package enum SeasonTable {
    package static let table = TableSchema(
        "seasons", .system, key: ["season"],
        [
            Column("season", .text, "such as 2023-24"),
            Column("start_date", .date, "of the first regular-season game"),
            Column("first_date", .date, "first date with a loaded game"),
            Column("last_date", .date, "last date with a loaded game"),
            Column("bootstrap_days", .integer, unit: "days", "as they were set when the table was last written"),
        ])

    /// Brings the table up to date; writes nothing when it is.
    package static func update(_ warehouse: any Warehouse, _ states: UnitStates) async throws {
        var writer = RowWriter(table.columns)
        for season in states.calendar.seasons.keys.sorted() {
            guard let range = states.calendar.seasons[season] else { continue }
            writer.put("\(season)")
            writer.put(states.calendar.start(of: season) ?? range.first)
            writer.put(range.first)
            writer.put(range.last)
            writer.put(states.settings.bootstrapDays)
            writer.endRow()
        }
        let rows = writer.batch
        _ = try await warehouse.prepare([table])
        let stored = try await warehouse.scan(table, columns: table.columns.map(\.name), .all)
        if CanonicalRows.digest(stored) == CanonicalRows.digest(rows) { return }
        try await warehouse.transaction { try await $0.apply(.upsert(table, rows)) }
    }
}

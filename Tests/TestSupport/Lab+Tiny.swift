import Basketball
import Pipeline
import Planning
import Storage

/// A league worked by hand in a warehouse, and its rows by column name.
extension Lab {
    /// A lab with a tiny league, imported but not yet computed.
    package static func tiny(_ league: TinyLeague) async throws -> Lab {
        let lab = try Lab()
        try await lab.load(league)
        return lab
    }

    /// Imports a tiny league, over what is there.
    @discardableResult
    package func load(_ league: TinyLeague) async throws -> [String] {
        for file in league.files { try folder.write("tiny/\(file.name)", file.text) }
        let report = try await importFiles([folder.path("tiny")])
        return report.tables.filter { $0.quarantined > 0 }.map { "\($0.name): \($0.quarantined) quarantined" }
    }

    /// The only row of a computed table with a date and an id; nil when there is none.
    package func row(_ table: String, _ date: String, _ id: Int) async throws -> ComputedRow? {
        guard let found = Registry.table(table), let day = GameDate(date) else { return nil }
        let rows = try await rows(found.schema)
        let key = found.schema.key.last ?? ""
        let (days, ids) = (rows[found.dateColumn].integers, rows[key].integers)
        guard let place = (0..<rows.count).first(where: { days[$0] == day.dayNumber && ids[$0] == id }) else {
            return nil
        }
        return ComputedRow(rows: rows, place: place)
    }

    /// Ids of the rows of a computed table on a date, ascending.
    package func ids(_ table: String, _ date: String) async throws -> [Int] {
        guard let found = Registry.table(table), let day = GameDate(date) else { return [] }
        let rows = try await rows(found.schema)
        let (days, ids) = (rows[found.dateColumn].integers, rows[found.schema.key.last ?? ""].integers)
        return (0..<rows.count).filter { days[$0] == day.dayNumber }.map { ids[$0] }.sorted()
    }

    /// Puts a game into the schedule, in place of what the schedule has of it.
    package func schedule(
        _ id: GameID, _ date: GameDate, _ home: Int, _ away: Int, status: String = "scheduled", tipoff: String? = nil
    ) async throws {
        var row = RowWriter(RawTable.games.columns)
        row.put(id.number)
        row.put("\(id.season)")
        row.put(id.seasonType.rawValue)
        row.put(date)
        row.put(home)
        row.put(away)
        row.put(false)
        row.put(status)
        row.put(tipoff)
        row.put("schedule")
        row.put(TinyLeague.code(home))
        row.put(TinyLeague.code(away))
        row.endRow()
        let batch = row.batch
        _ = try await warehouse.prepare([RawTable.games])
        try await warehouse.transaction { try await $0.apply(.upsert(RawTable.games, batch)) }
    }
}

/// One row of a computed table.
package struct ComputedRow: Sendable {
    package let rows: ColumnBatch
    package let place: Int

    package func integer(_ column: String) -> Int? { rows[column].integer(place) }
    package func real(_ column: String) -> Double? { rows[column].real(place) }
    package func text(_ column: String) -> String? { rows[column].text(place) }
    package func boolean(_ column: String) -> Bool? { rows[column].boolean(place) }
}

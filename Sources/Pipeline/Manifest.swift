import Basketball
import Planning
import Storage

/// A digest of every stored unit, made anew from the rows and held against the ledger.
package struct Manifest: Sendable {
    /// One unit with rows.
    package struct Line: Sendable, Hashable {
        /// The digest of the unit's canonical rows (`RowsDigest`), 64 hexadecimal digits.
        package let digest: String
        package let table: String
        package let date: GameDate

        package var text: String { "\(digest)  \(table)  \(date)" }
    }

    /// Sorted by table and date.
    package let lines: [Line]
    /// Units whose rows are not those that the ledger speaks of.
    package let disagreements: [Unit]

    /// SHA-256 over all lines, each with its line feed.
    package var total: SHA256Digest { SHA256Digest(of: lines.map { $0.text + "\n" }.joined()) }

    init(lines: [Line], disagreements: [Unit]) {
        self.lines = lines
        self.disagreements = disagreements
    }

    /// Reads the dates' rows of some tables.
    package init(
        _ warehouse: any Warehouse, _ tables: [TableDefinition], _ dates: [GameDate], ledger: Ledger, workers: Int
    ) async throws {
        let wanted = Set(dates)
        let tables = tables.sorted { $0.name < $1.name }
        let pieces = tables.flatMap { table in
            stride(from: 0, to: dates.count, by: 60).map { start in
                (table, dates[start]...dates[min(start + 59, dates.count - 1)])
            }
        }
        let found = try await concurrentMap(pieces, width: workers) { table, range in
            let batch = try await warehouse.scan(
                table.schema, columns: table.schema.columns.map(\.name),
                .range(column: table.dateColumn, range.lowerBound.dayNumber...range.upperBound.dayNumber))
            return Manifest.lines(table, batch).filter { wanted.contains($0.date) }
        }
        lines = found.flatMap(\.self)
        let stored = Dictionary(uniqueKeysWithValues: lines.map { (Unit($0.table, $0.date), $0.digest) })
        let recorded = tables.flatMap { ledger.entries(of: $0.name).values }.filter {
            $0.rowsWritten > 0 && wanted.contains($0.unit.date)
        }
        // A unit of an earlier version of its table is stale anyway, and its digest may be of another kind.
        let versions = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0.planned.version) })
        let silent = stored.keys.filter { unit in
            guard let entry = ledger[unit] else { return true }
            return entry.codeVersion == versions[unit.table] && entry.outputDigest != stored[unit]
        }
        disagreements = (silent + recorded.map(\.unit).filter { stored[$0] == nil }).sorted()
    }

    /// One line for each run of rows with the same date; rows come in key order, the date first.
    private static func lines(_ table: TableDefinition, _ batch: ColumnBatch) -> [Line] {
        let dates = batch[table.dateColumn].integers
        var lines: [Line] = []
        var start = 0
        while start < dates.count {
            var end = start + 1
            while end < dates.count, dates[end] == dates[start] { end += 1 }
            lines.append(
                Line(
                    digest: "\(RowsDigest(batch, rows: start..<end))", table: table.name,
                    date: GameDate(dayNumber: dates[start])))
            start = end
        }
        return lines
    }
}

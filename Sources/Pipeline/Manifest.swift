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
            return Manifest.lines(table, batch, ledger).filter { wanted.contains($0.line.date) }
        }
        lines = found.flatMap { $0.map(\.line) }
        let stored = Dictionary(uniqueKeysWithValues: lines.map { (Unit($0.table, $0.date), $0.digest) })
        let recorded = tables.flatMap { ledger.entries(of: $0.name).values }.filter {
            $0.rowsWritten > 0 && wanted.contains($0.unit.date)
        }
        let silent = found.joined().filter { !$0.isRecorded }.map { Unit($0.line.table, $0.line.date) }
        disagreements = (silent + recorded.map(\.unit).filter { stored[$0] == nil }).sorted()
    }

    /// One line for each run of rows with the same date; rows come in key order, the date first.
    private static func lines(
        _ table: TableDefinition, _ batch: ColumnBatch, _ ledger: Ledger
    ) -> [(line: Line, isRecorded: Bool)] {
        let dates = batch[table.dateColumn].integers
        var lines: [(line: Line, isRecorded: Bool)] = []
        var start = 0
        while start < dates.count {
            var end = start + 1
            while end < dates.count, dates[end] == dates[start] { end += 1 }
            let unit = Unit(table.name, GameDate(dayNumber: dates[start]))
            let line = Line(
                digest: "\(RowsDigest(batch, rows: start..<end))", table: unit.table, date: unit.date)
            let isRecorded = ledger[unit]?.isOf(batch, rows: start..<end, digest: line.digest) ?? false
            lines.append((line, isRecorded))
            start = end
        }
        return lines
    }
}

extension LedgerEntry {
    /// Whether it speaks of these rows. Where an earlier version wrote them, it recorded SHA-256 over one row after the other.
    ///
    /// - Parameter digest: the rows' `RowsDigest`.
    package func isOf(_ batch: ColumnBatch, rows: Range<Int>, digest: String) -> Bool {
        outputDigest == digest || outputDigest == "\(CanonicalRows.digest(batch, rows: rows))"
    }
}

import Basketball
import Planning
import Storage

/// A stretch of dates computed for all their tables: what one task does and one commit stores.
struct UnitWork: Sendable {
    /// Units of one table: rows to store and what the ledger will say.
    struct Stored: Sendable {
        let table: TableSchema
        let dates: [GameDate]
        let rows: ColumnBatch
        let entries: [LedgerEntry]
    }

    let stored: [Stored]

    /// Computes units of dates in order.
    static func compute(_ days: [(GameDay, [UnitReport])], _ tables: [TableDefinition], run: Int) -> UnitWork {
        let stored = tables.compactMap { table -> Stored? in
            var rows = ColumnBatch(table.schema)
            var entries: [LedgerEntry] = []
            var dates: [GameDate] = []
            for (day, reports) in days {
                guard let report = reports.first(where: { $0.unit.table == table.name }) else { continue }
                let clock = ContinuousClock()
                var unit = UnitRows(batch: ColumnBatch(table.schema), refused: [])
                let time = clock.measure { unit = table.compute(day) }
                entries.append(entry(table, report, day, unit, run: run, microseconds: Int(time / .microseconds(1))))
                dates.append(day.date)
                rows.append(unit.batch)
            }
            return dates.isEmpty ? nil : Stored(table: table.schema, dates: dates, rows: rows, entries: entries)
        }
        return UnitWork(stored: stored)
    }

    private static func entry(
        _ table: TableDefinition, _ report: UnitReport, _ day: GameDay, _ unit: UnitRows, run: Int, microseconds: Int
    ) -> LedgerEntry {
        var reasons = day.incomplete.map { "box_score_missing(\($0))" }
        if !unit.refused.isEmpty {
            reasons.append("quarantined(\(unit.refused.count) row\(unit.refused.count == 1 ? "" : "s"))")
        }
        let missing = report.rowsExpected - unit.batch.count
        if missing > 0, reasons.isEmpty { reasons.append("rows_missing(\(missing))") }
        let retried = report.entry.map { $0.inputDigest == report.inputDigest ? $0.attempt + 1 : 1 } ?? 1
        return LedgerEntry(
            report.unit, missing > 0 ? .partial : .written, reason: missing > 0 ? reasons.joined(separator: ";") : "",
            rowsExpected: report.rowsExpected, rowsWritten: unit.batch.count, codeVersion: table.planned.version,
            inputDigest: report.inputDigest, outputDigest: "\(CanonicalRows.digest(unit.batch))",
            microseconds: microseconds, run: run, attempt: retried, details: details(unit))
    }

    private static func details(_ unit: UnitRows) -> String {
        guard !unit.refused.isEmpty else { return "" }
        let rows = unit.refused.map { "{\"fault\":\(RowJSON.quoted($0.fault)),\"row\":\($0.row)}" }
        return "[\(rows.joined(separator: ","))]"
    }
}

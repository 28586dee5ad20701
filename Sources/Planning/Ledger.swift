import Basketball
import Storage

/// What happened to a unit: committed in the transaction of its rows, so that it cannot lie about them.
package struct LedgerEntry: Sendable, Hashable {
    package let unit: Unit
    /// `written`, `partial`, `failed` or `blocked`; the other states are derived.
    package var status: UnitStatus
    package var reason = ""
    package var rowsExpected: Int
    package var rowsWritten: Int
    package var codeVersion: Int
    /// SHA-256 of what the unit could read, in hexadecimal.
    package var inputDigest: String
    /// SHA-256 of the canonical rows, in hexadecimal.
    package var outputDigest: String
    package var microseconds: Int
    package var run: Int
    /// From 1, for each input digest anew.
    package var attempt: Int
    /// Rows that were refused, as JSON; empty when none was.
    package var details = ""

    package init(
        _ unit: Unit, _ status: UnitStatus, reason: String = "", rowsExpected: Int, rowsWritten: Int,
        codeVersion: Int, inputDigest: String, outputDigest: String, microseconds: Int, run: Int, attempt: Int,
        details: String = ""
    ) {
        self.unit = unit
        self.status = status
        self.reason = reason
        self.rowsExpected = rowsExpected
        self.rowsWritten = rowsWritten
        self.codeVersion = codeVersion
        self.inputDigest = inputDigest
        self.outputDigest = outputDigest
        self.microseconds = microseconds
        self.run = run
        self.attempt = attempt
        self.details = details
    }
}

/// The ledger: the newest entry of every unit that was ever attempted.
package struct Ledger: Sendable {
    /// Where entries are stored.
    package static let table = TableSchema(
        "ledger", .system, key: ["table_name", "unit_date"],
        [
            Column("table_name", .text), Column("unit_date", .date),
            Column("state", .text, "written, partial, failed or blocked"), Column("reason", .text),
            Column("rows_expected", .integer, unit: "rows"), Column("rows_written", .integer, unit: "rows"),
            Column("code_version", .integer), Column("input_digest", .text, "SHA-256 of what the unit could read"),
            Column("output_digest", .text, "SHA-256 of the canonical rows"),
            Column("microseconds", .integer, unit: "microseconds", "computing time"),
            Column("run_id", .integer), Column("attempt", .integer),
            Column("details", .text, "refused rows as JSON"),
        ])

    package private(set) var entries: [Unit: LedgerEntry] = [:]

    /// Reads all entries; an empty ledger where no run ever was.
    package init(_ warehouse: any Warehouse) async throws {
        _ = try await warehouse.prepare([Ledger.table])
        let batch = try await warehouse.scan(Ledger.table, columns: Ledger.table.columns.map(\.name), .all)
        self.init(batch)
    }

    init(_ batch: ColumnBatch) {
        let v = batch.vectors
        for row in 0..<batch.count {
            let unit = Unit(v[0].texts[row], GameDate(dayNumber: v[1].integers[row]))
            guard let status = UnitStatus(rawValue: v[2].texts[row]) else { continue }
            entries[unit] = LedgerEntry(
                unit, status, reason: v[3].texts[row], rowsExpected: v[4].integers[row],
                rowsWritten: v[5].integers[row], codeVersion: v[6].integers[row], inputDigest: v[7].texts[row],
                outputDigest: v[8].texts[row], microseconds: v[9].integers[row], run: v[10].integers[row],
                attempt: v[11].integers[row], details: v[12].texts[row])
        }
    }

    /// The change that stores entries.
    package static func change(_ entries: [LedgerEntry]) -> Change {
        var writer = RowWriter(table.columns)
        for entry in entries {
            writer.put(entry.unit.table)
            writer.put(entry.unit.date)
            writer.put(entry.status.rawValue)
            writer.put(entry.reason)
            writer.put(entry.rowsExpected)
            writer.put(entry.rowsWritten)
            writer.put(entry.codeVersion)
            writer.put(entry.inputDigest)
            writer.put(entry.outputDigest)
            writer.put(entry.microseconds)
            writer.put(entry.run)
            writer.put(entry.attempt)
            writer.put(entry.details)
            writer.endRow()
        }
        return .upsert(table, writer.batch)
    }
}

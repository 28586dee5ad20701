import Basketball
import Storage

/// The ledger: the newest entry of every unit that was ever attempted.
package struct Ledger: Sendable {
    /// Where entries are stored.
    package static let table = TableSchema(
        "ledger", .system, key: ["table_name", "unit_date"],
        [
            Column("table_name", .text), Column("unit_date", .date),
            Column("state", .text, "written, partial, failed, blocked or not_expected"), Column("reason", .text),
            Column("rows_expected", .integer, unit: "rows"), Column("rows_written", .integer, unit: "rows"),
            Column("not_expected", .text, "entities that are not expected, counted by reason"),
            Column("code_version", .integer),
            Column("basis", .integer, "hash of the raw facts that the unit depends on"),
            Column("input_digest", .text, "SHA-256 of what the unit could read"),
            Column("output_digest", .text, "SHA-256 over number and sum of hashes of the rows"),
            Column("microseconds", .integer, unit: "microseconds", "computing time"),
            Column("run_id", .integer, "the run that last looked at the unit"),
            Column("changed_run", .integer, "the run that last changed its rows"),
            Column("attempt", .integer), Column("is_retryable", .boolean, "of a failed unit"),
            Column("override", .text, "why it was forced or let pass"),
            Column("details", .text, "refused rows as JSON"),
        ])

    /// Entries by table and day number.
    private var tables: [String: [Int: LedgerEntry]] = [:]

    /// A ledger of a warehouse in which nothing was ever computed.
    package init() {}

    /// Reads all entries; an empty ledger where no run ever was.
    package init(_ warehouse: any Warehouse) async throws {
        let batch = try await warehouse.scan(Ledger.table, columns: Ledger.table.columns.map(\.name), .all)
        self.init(batch)
    }

    init(_ batch: ColumnBatch) {
        let v = batch.vectors
        let texts = v.map { $0.type == .text ? $0.texts : TextVector() }
        let numbers = v.map { $0.type == .text ? [] : $0.integers }
        var name = ""
        var entries: [Int: LedgerEntry] = [:]
        for row in 0..<batch.count {
            // Entries of a table share its name.
            if !texts[0].isRepeated(row) {
                if !entries.isEmpty { tables[name] = entries }
                entries = [:]
                name = texts[0][row]
            }
            guard let status = UnitStatus(rawValue: texts[2][row]) else { continue }
            entries[numbers[1][row]] = LedgerEntry(Unit(name, GameDate(dayNumber: numbers[1][row])), status) {
                $0.reason = texts[3][row]
                $0.rowsExpected = numbers[4][row]
                $0.rowsWritten = numbers[5][row]
                $0.notExpected = texts[6][row]
                $0.codeVersion = numbers[7][row]
                $0.basis = numbers[8][row]
                $0.inputDigest = texts[9][row]
                $0.outputDigest = texts[10][row]
                $0.microseconds = numbers[11][row]
                $0.run = numbers[12][row]
                $0.changedRun = numbers[13][row]
                $0.attempt = numbers[14][row]
                $0.isRetryable = numbers[15][row] != 0
                $0.override = texts[16][row]
                $0.details = texts[17][row]
            }
        }
        if !entries.isEmpty { tables[name] = entries }
    }

    /// What happened to a unit last; nil when it was never attempted.
    package subscript(unit: Unit) -> LedgerEntry? { tables[unit.table]?[unit.date.dayNumber] }

    /// Entries of a table, by day number.
    package func entries(of table: String) -> [Int: LedgerEntry] { tables[table] ?? [:] }

    /// All entries, by table and date.
    package var all: [LedgerEntry] { tables.values.flatMap(\.values).sorted { $0.unit < $1.unit } }

    /// Every date on which rows are stored.
    package var datesWithRows: Set<GameDate> {
        Set(tables.values.lazy.flatMap(\.values).filter { $0.rowsWritten > 0 }.map(\.unit.date))
    }

    /// Takes up newer entries.
    package mutating func update(_ entries: [LedgerEntry]) {
        for entry in entries { tables[entry.unit.table, default: [:]][entry.unit.date.dayNumber] = entry }
    }

    /// Forgets all units of some tables.
    package mutating func forget(tables names: [String]) {
        for name in names { tables[name] = nil }
    }

    /// The last run that changed anything.
    package var lastChange: Int { tables.values.lazy.flatMap(\.values).map(\.changedRun).max() ?? 0 }

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
            writer.put(entry.notExpected)
            writer.put(entry.codeVersion)
            writer.put(entry.basis)
            writer.put(entry.inputDigest)
            writer.put(entry.outputDigest)
            writer.put(entry.microseconds)
            writer.put(entry.run)
            writer.put(entry.changedRun)
            writer.put(entry.attempt)
            writer.put(entry.isRetryable)
            writer.put(entry.override)
            writer.put(entry.details)
            writer.endRow()
        }
        return .upsert(table, writer.batch)
    }

    /// The change that forgets units, because their table was made anew.
    package static func forget(_ units: [Unit]) throws -> Change {
        var writer = RowWriter(try table.columns(named: table.key))
        for unit in units {
            writer.put(unit.table)
            writer.put(unit.date)
            writer.endRow()
        }
        return .delete(table, writer.batch)
    }
}

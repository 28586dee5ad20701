import Basketball
import Storage

/// A unit as it stands now: its state, and what the ledger has of it.
package struct UnitReport: Sendable {
    package let unit: Unit
    package let state: UnitState
    package let rowsExpected: Int
    /// The input digest that the tables give now; empty where nothing is expected.
    package let inputDigest: String
    /// What happened last; nil when it was never attempted.
    package let entry: LedgerEntry?

    /// Rows that are stored and count: those of a stale unit do not.
    package var rowsWritten: Int {
        state.status == .written || state.status == .partial ? entry?.rowsWritten ?? 0 : 0
    }
}

/// Derives the states of units from the calendar and the ledger, for any range, planned or not.
package struct UnitStates: Sendable {
    package let calendar: LeagueCalendar
    package let ledger: Ledger

    package init(calendar: LeagueCalendar, ledger: Ledger) {
        self.calendar = calendar
        self.ledger = ledger
    }

    /// Reads both from a warehouse.
    package init(_ warehouse: any Warehouse) async throws {
        calendar = try await LeagueCalendar(warehouse)
        ledger = try await Ledger(warehouse)
    }

    /// One report for each date and table: dates in order, tables in the order given.
    package func reports(_ tables: [PlannedTable], _ dates: some Sequence<GameDate>) -> [UnitReport] {
        dates.flatMap { date in
            let day = calendar.day(date)
            return tables.map { report($0, day) }
        }
    }

    package func report(_ table: PlannedTable, _ day: DayFacts) -> UnitReport {
        let unit = Unit(table.name, day.date)
        let entry = ledger.entries[unit]
        let expected = table.rowsExpected(day)
        let digest = expected > 0 || entry != nil ? table.inputDigest(day) : ""
        func report(_ status: UnitStatus, _ reason: String = "") -> UnitReport {
            UnitReport(
                unit: unit, state: UnitState(status, reason), rowsExpected: expected, inputDigest: digest, entry: entry)
        }
        guard let entry else {
            return expected > 0 ? report(.missing, "never_written") : report(.notExpected, calendar.absence(day.date))
        }
        // Rows of a date that lost its games must go: the unit is stale although nothing is expected any more.
        if expected == 0, entry.rowsWritten == 0 { return report(.notExpected, calendar.absence(day.date)) }
        if entry.codeVersion != table.version {
            return report(.stale, "code_changed(v\(entry.codeVersion) -> v\(table.version))")
        }
        if entry.inputDigest != digest { return report(.stale, "input_changed(\(day.date))") }
        return report(entry.status, entry.reason)
    }
}

import Basketball
import Storage

/// A unit as it stands now: its state, and what the ledger has of it.
package struct UnitReport: Sendable {
    package let unit: Unit
    package let state: UnitState
    /// Rows that should be there; nil where only computing tells.
    package let rowsExpected: Int?
    /// Cheap hash of the raw facts that the unit depends on now.
    package let basis: Int
    /// The state is `stale` by cheap evidence alone: something that the unit could read changed, and whether it is
    /// something that it did read takes a closer look.
    package let isSuspect: Bool
    /// What happened last; nil when it was never attempted.
    package let entry: LedgerEntry?

    /// The same as if nothing had ever been attempted.
    package var withoutEntry: UnitReport {
        UnitReport(
            unit: unit, state: UnitState(.missing, "never_written"), rowsExpected: rowsExpected, basis: basis,
            isSuspect: false, entry: nil)
    }

    /// Rows that are stored and count: those of a stale unit do not.
    package var rowsWritten: Int {
        state.status == .written || state.status == .partial ? entry?.rowsWritten ?? 0 : 0
    }
}

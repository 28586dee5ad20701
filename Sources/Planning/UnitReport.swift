import Basketball
import Storage

/// A unit as it stands now: its state, and what the ledger has of it. Shared by all lists that it is in.
package final class UnitReport: Sendable {
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

    init(
        unit: Unit, state: UnitState, rowsExpected: Int?, basis: Int, isSuspect: Bool, entry: LedgerEntry?
    ) {
        self.unit = unit
        self.state = state
        self.rowsExpected = rowsExpected
        self.basis = basis
        self.isSuspect = isSuspect
        self.entry = entry
    }

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

import Basketball

/// What happened to a unit: committed in the transaction of its rows, so that it cannot lie about them.
package struct LedgerEntry: Sendable, Hashable {
    package let unit: Unit
    /// `written`, `partial`, `failed` or `blocked`; `not_expected` where computing showed that there is nothing to expect.
    /// The other states are derived.
    package var status: UnitStatus
    package var reason = ""
    package var rowsExpected = 0
    package var rowsWritten = 0
    /// Entities that are not expected, counted by reason: `insufficient_history(12 players)`, joined by `;`.
    package var notExpected = ""
    package var codeVersion = 0
    /// Cheap hash of the raw facts that the unit depends on: equal means that none of them changed.
    package var basis = 0
    /// SHA-256 of what the unit could read, in hexadecimal; empty where it never read anything.
    package var inputDigest = ""
    /// The digest of the canonical rows (`RowsDigest`); empty without rows.
    package var outputDigest = ""
    package var microseconds = 0
    /// The run that last looked at the unit.
    package var run = 0
    /// The run that last changed its rows.
    package var changedRun = 0
    /// From 1, for each input digest anew.
    package var attempt = 1
    /// Whether trying again with the same inputs can help; of a failed unit.
    package var isRetryable = false
    /// Why somebody had it computed or let it pass against the rules; empty when nobody did.
    package var override = ""
    /// Rows that were refused, as JSON; empty when none was.
    package var details = ""

    package init(_ unit: Unit, _ status: UnitStatus) {
        self.unit = unit
        self.status = status
    }
}

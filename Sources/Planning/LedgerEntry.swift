import Basketball

/// What happened to a unit: committed in the transaction of its rows, so that it cannot lie about them.
///
/// A warehouse has tens of thousands, which go from list to list: all copies share their fields until one is changed.
package struct LedgerEntry: Sendable, Hashable {
    private var shared: Shared

    private final class Shared: Sendable {
        let fields: Fields

        init(_ fields: Fields) { self.fields = fields }
    }

    /// What an entry says; each is told of below.
    package struct Fields: Sendable, Hashable {
        let unit: Unit
        package var status: UnitStatus
        package var reason = ""
        package var rowsExpected = 0
        package var rowsWritten = 0
        package var notExpected = ""
        package var codeVersion = 0
        package var basis = 0
        package var inputDigest = ""
        package var outputDigest = ""
        package var microseconds = 0
        package var run = 0
        package var changedRun = 0
        package var attempt = 1
        package var isRetryable = false
        package var override = ""
        package var details = ""

        fileprivate init(_ unit: Unit, _ status: UnitStatus) {
            self.unit = unit
            self.status = status
        }
    }

    /// - Parameter fill: sets many fields at once.
    package init(_ unit: Unit, _ status: UnitStatus, _ fill: (inout Fields) -> Void = { _ in }) {
        var fields = Fields(unit, status)
        fill(&fields)
        shared = Shared(fields)
    }

    package static func == (a: LedgerEntry, b: LedgerEntry) -> Bool {
        a.shared === b.shared || a.shared.fields == b.shared.fields
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(shared.fields) }

    private mutating func change(_ body: (inout Fields) -> Void) {
        var fields = shared.fields
        body(&fields)
        shared = Shared(fields)
    }

    package var unit: Unit { shared.fields.unit }
    /// `written`, `partial`, `failed` or `blocked`; `not_expected` where computing showed that there is nothing to expect.
    /// The other states are derived.
    package var status: UnitStatus {
        get { shared.fields.status }
        set { change { $0.status = newValue } }
    }
    package var reason: String {
        get { shared.fields.reason }
        set { change { $0.reason = newValue } }
    }
    package var rowsExpected: Int {
        get { shared.fields.rowsExpected }
        set { change { $0.rowsExpected = newValue } }
    }
    package var rowsWritten: Int {
        get { shared.fields.rowsWritten }
        set { change { $0.rowsWritten = newValue } }
    }
    /// Entities that are not expected, counted by reason: `insufficient_history(12 players)`, joined by `;`.
    package var notExpected: String {
        get { shared.fields.notExpected }
        set { change { $0.notExpected = newValue } }
    }
    package var codeVersion: Int {
        get { shared.fields.codeVersion }
        set { change { $0.codeVersion = newValue } }
    }
    /// Cheap hash of the raw facts that the unit depends on: equal means that none of them changed.
    package var basis: Int {
        get { shared.fields.basis }
        set { change { $0.basis = newValue } }
    }
    /// SHA-256 of what the unit could read, in hexadecimal; empty where it never read anything.
    package var inputDigest: String {
        get { shared.fields.inputDigest }
        set { change { $0.inputDigest = newValue } }
    }
    /// The digest of the canonical rows (`RowsDigest`); empty without rows.
    package var outputDigest: String {
        get { shared.fields.outputDigest }
        set { change { $0.outputDigest = newValue } }
    }
    package var microseconds: Int {
        get { shared.fields.microseconds }
        set { change { $0.microseconds = newValue } }
    }
    /// The run that last looked at the unit.
    package var run: Int {
        get { shared.fields.run }
        set { change { $0.run = newValue } }
    }
    /// The run that last changed its rows.
    package var changedRun: Int {
        get { shared.fields.changedRun }
        set { change { $0.changedRun = newValue } }
    }
    /// From 1, for each input digest anew.
    package var attempt: Int {
        get { shared.fields.attempt }
        set { change { $0.attempt = newValue } }
    }
    /// Whether trying again with the same inputs can help; of a failed unit.
    package var isRetryable: Bool {
        get { shared.fields.isRetryable }
        set { change { $0.isRetryable = newValue } }
    }
    /// Why somebody had it computed or let it pass against the rules; empty when nobody did.
    package var override: String {
        get { shared.fields.override }
        set { change { $0.override = newValue } }
    }
    /// Rows that were refused, as JSON; empty when none was.
    package var details: String {
        get { shared.fields.details }
        set { change { $0.details = newValue } }
    }
}

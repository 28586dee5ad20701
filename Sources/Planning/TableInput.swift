import Basketball

/// One table that a computed table reads: which columns of it, of which dates, and whether it can do without.
///
/// Nothing else can be read: what a processor sees is built from this declaration.
package struct TableInput: Sendable, Hashable {
    /// Of which dates rows may be read, D being the date that is computed.
    package enum Scope: String, Sendable {
        /// D alone.
        case sameDate = "same date"
        /// Dates of D's season before D.
        case seasonBefore = "season before"
        /// All loaded dates before D.
        case before = "everything before"
    }

    package let table: String
    package let columns: [String]
    package let scope: Scope
    /// A required input that is not ready blocks; an optional one only while work could still change it.
    package let isRequired: Bool

    package init(_ table: String, _ columns: [String], _ scope: Scope, isRequired: Bool = true) {
        self.table = table
        self.columns = columns
        self.scope = scope
        self.isRequired = isRequired
    }
}

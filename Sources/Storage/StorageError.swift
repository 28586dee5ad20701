/// What went wrong in a warehouse: a code to act on, a message for people, and what to do.
package struct StorageError: Error, Sendable, CustomStringConvertible {
    /// A code; a struct over a hidden enum, so that cases can be added without breaking a switch.
    package struct Code: Sendable, Hashable {
        private enum Case { case open, busy, corrupt, unknownTable, unknownColumn, schemaMismatch, query, write, full }
        private let value: Case
        private init(_ value: Case) { self.value = value }
        package static let open = Code(.open)
        package static let busy = Code(.busy)
        package static let corrupt = Code(.corrupt)
        package static let unknownTable = Code(.unknownTable)
        package static let unknownColumn = Code(.unknownColumn)
        package static let schemaMismatch = Code(.schemaMismatch)
        package static let query = Code(.query)
        package static let write = Code(.write)
        package static let full = Code(.full)
    }

    package let code: Code
    package let message: String
    package let place: String?
    package let remedy: String?

    package init(_ code: Code, _ message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }

    package var description: String {
        message + (place.map { " (\($0))" } ?? "") + (remedy.map { "; \($0)" } ?? "")
    }
}

/// Something wrong in a document that a person wrote, or in a value meant for it.
package struct DocumentError: Error, Sendable, Equatable, CustomStringConvertible {
    package let message: String
    /// File and line, or the name of an environment variable.
    package let place: String?
    package let remedy: String?

    package init(_ message: String, place: String? = nil, remedy: String? = nil) {
        self.message = message
        self.place = place
        self.remedy = remedy
    }

    package var description: String {
        message + (place.map { " (\($0))" } ?? "") + (remedy.map { "; \($0)" } ?? "")
    }
}

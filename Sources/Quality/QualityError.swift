/// Something that was asked of the gates and cannot be done.
package struct QualityError: Error, Sendable, CustomStringConvertible {
    package let message: String
    package let place: String?
    package let remedy: String?

    package init(_ message: String, place: String? = nil, remedy: String? = nil) {
        self.message = message
        self.place = place
        self.remedy = remedy
    }

    package var description: String { message + (place.map { " (\($0))" } ?? "") }
}

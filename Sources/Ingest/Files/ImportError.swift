/// Why an import cannot begin or go on: what was wrong, in which file and line, and what to do.
package struct ImportError: Error, Sendable, CustomStringConvertible {
    /// A code; a struct over a hidden enum, so that cases can be added without breaking a switch.
    package struct Code: Sendable, Hashable {
        private enum Case {
            case notFound, empty, unreadable, damaged, encoding, tooLarge, unknownFormat, unneeded, content
        }
        private let value: Case
        private init(_ value: Case) { self.value = value }
        /// No file or folder of that name.
        package static let notFound = Code(.notFound)
        /// Nothing in it.
        package static let empty = Code(.empty)
        /// The system does not let us read it.
        package static let unreadable = Code(.unreadable)
        /// A compressed file that is cut short or changed.
        package static let damaged = Code(.damaged)
        /// Not UTF-8 text.
        package static let encoding = Code(.encoding)
        /// Larger than any real file of its kind.
        package static let tooLarge = Code(.tooLarge)
        /// The columns are those of no known format.
        package static let unknownFormat = Code(.unknownFormat)
        /// A document that is recognised and that no table needs.
        package static let unneeded = Code(.unneeded)
        /// The columns are right and what is in them is not.
        package static let content = Code(.content)
    }

    package let code: Code
    package let message: String
    package let file: String?
    package let line: Int?
    package let remedy: String?

    package init(_ code: Code, _ message: String, file: String? = nil, line: Int? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.file = file
        self.line = line
        self.remedy = remedy
    }

    /// File and line.
    package var place: String? { file.map { file in line.map { "\(file), line \($0)" } ?? file } }

    package var description: String {
        message + (place.map { " (\($0))" } ?? "") + (remedy.map { "; \($0)" } ?? "")
    }
}

/// All that was wrong with the files of an import, so that a person need not find the faults one by one.
package struct ImportErrors: Error, Sendable {
    /// At least one.
    package let errors: [ImportError]
}

import ArgumentParser

/// How a listing is written to standard output: for people, for programs, for spreadsheets.
package enum OutputFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// Aligned columns with a header, coloured on a terminal.
    case table
    /// One object with `schema_version`, `kind`, `rows` and `summary`.
    case json
    /// A header of keys and the rows, quoted as RFC 4180 says.
    case csv
}

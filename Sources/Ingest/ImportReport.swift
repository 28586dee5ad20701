/// What an import did, table by table.
package struct ImportReport: Sendable {
    /// Counts of one table.
    package struct Table: Sendable, Hashable {
        package let name: String
        /// Lines read.
        package var rowsIn = 0
        /// Rows that were not there before.
        package var new = 0
        /// Rows that were there with the same content.
        package var unchanged = 0
        /// Rows that were there with other content; the old ones are kept in `corrections`.
        package var corrected = 0
        /// Rows, among the others, whose game was found by date and teams because their game id was no game's.
        package var repaired = 0
        /// Lines that another file of the import has too, or that another source's facts about the same key cover.
        package var merged = 0
        /// Rows deleted because the files that replace them lack them, or their game moved away; kept in `corrections`.
        package var deleted = 0
        /// Lines that broke a rule; kept in `quarantine` with the rule.
        package var quarantined = 0

        package init(_ name: String) { self.name = name }
    }

    /// A file and what it was taken for.
    package struct File: Sendable {
        package let path: String
        package let format: String
        package let rows: Int
        package let bytes: Int
    }

    /// How many lines broke a rule, with one example.
    package struct Refusal: Sendable {
        package let table: String
        package let rule: String
        package let count: Int
        package let example: String
    }

    /// Rows of a table that files given to replace it lack.
    package struct Deletion: Sendable, Hashable {
        package let table: String
        package let count: Int
        /// The first few keys, in order.
        package let keys: [String]
    }

    package internal(set) var tables: [Table] = []
    /// What a replacement deletes, by table.
    package internal(set) var deletions: [Deletion] = []
    package internal(set) var files: [File] = []
    package internal(set) var refusals: [Refusal] = []
    /// Things that a person should know: repairs, unknown columns, oddities of the source.
    package internal(set) var notes: [String] = []
    /// The import's number; nil when nothing changed and nothing was recorded.
    package internal(set) var importID: Int?
    /// Seconds from the import's start to the end of each of its phases, in their order.
    package internal(set) var phases: [(name: String, end: Double)] = []

    /// Whether anything in the warehouse is different now.
    package var changed: Bool { importID != nil }
    /// Lines in quarantine.
    package var quarantined: Int { tables.reduce(0) { $0 + $1.quarantined } }
    /// Uncompressed bytes read.
    package var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

    /// The counts of a table, to add to.
    mutating func update(_ name: String, _ body: (inout Table) -> Void) {
        if let index = tables.firstIndex(where: { $0.name == name }) {
            body(&tables[index])
        } else {
            var table = Table(name)
            body(&table)
            tables.append(table)
        }
    }
}

/// A view for people and their tools: a question that is asked often, with its answer as SQL.
package struct ViewDefinition: Sendable, Hashable {
    package let name: String
    /// The question, in a sentence.
    package let meaning: String
    /// One SELECT in the dialect that SQLite, DuckDB and PostgreSQL share.
    package let sql: String

    package init(_ name: String, _ meaning: String, sql: String) {
        self.name = name
        self.meaning = meaning
        self.sql = sql
    }
}

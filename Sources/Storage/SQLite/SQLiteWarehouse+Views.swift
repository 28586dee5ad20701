import GRDB

extension SQLiteWarehouse {
    package func define(_ views: [ViewDefinition]) async throws {
        func statement(_ view: ViewDefinition) -> String { "CREATE VIEW \"\(view.name)\" AS \(view.sql)" }
        let stored = try await read { db in
            try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'view'")
                .reduce(into: [String: String]()) { $0[$1["name"]] = $1["sql"] }
        }
        let wanted = views.map { ($0.name, statement($0)) }.filter { stored[$0.0] != $0.1 }
        guard !wanted.isEmpty else { return }
        try await alone { db in
            try db.inTransaction(.immediate) {
                for (name, sql) in wanted {
                    try db.execute(sql: "DROP VIEW IF EXISTS \"\(name)\"")
                    try db.execute(sql: sql)
                }
                return .commit
            }
        }
    }
}

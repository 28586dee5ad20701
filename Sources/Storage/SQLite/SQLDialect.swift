/// The SQL that SQLite understands, made from schemas.
enum SQLDialect {
    static func create(_ table: TableSchema) -> String {
        let columns = table.columns.map { column in
            "\"\(column.name)\" \(type(column.type))\(column.nullable ? "" : " NOT NULL")"
        }
        let key = table.key.map { "\"\($0)\"" }.joined(separator: ", ")
        let body = (columns + ["PRIMARY KEY (\(key))"]).joined(separator: ",\n  ")
        return "CREATE TABLE \"\(table.name)\" (\n  \(body)\n) WITHOUT ROWID"
    }

    static func insert(_ table: TableSchema, rows: Int, replacing: Bool) -> String {
        let names = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let row = "(" + table.columns.map { _ in "?" }.joined(separator: ",") + ")"
        let values = Array(repeating: row, count: rows).joined(separator: ",")
        return "INSERT \(replacing ? "OR REPLACE " : "")INTO \"\(table.name)\" (\(names)) VALUES \(values)"
    }

    static func delete(_ table: TableSchema) -> String {
        "DELETE FROM \"\(table.name)\" WHERE " + table.key.map { "\"\($0)\" = ?" }.joined(separator: " AND ")
    }

    static func deleteDate(_ table: TableSchema, column: String) -> String {
        "DELETE FROM \"\(table.name)\" WHERE \"\(column)\" = ?"
    }

    static func select(_ table: TableSchema, _ columns: [Column], _ selection: Selection) -> String {
        let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let order = table.key.map { "\"\($0)\"" }.joined(separator: ", ")
        var sql = "SELECT \(names) FROM \"\(table.name)\""
        if case .range(let column, _) = selection { sql += " WHERE \"\(column)\" BETWEEN ?1 AND ?2" }
        return sql + " ORDER BY \(order)"
    }

    private static func type(_ type: ColumnType) -> String {
        switch type {
        case .integer: "INTEGER"
        case .boolean: "BOOLEAN"
        case .real: "REAL"
        case .text, .date, .gameID: "TEXT"
        }
    }
}

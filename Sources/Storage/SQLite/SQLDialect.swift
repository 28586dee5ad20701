/// The SQL that SQLite understands, made from schemas.
enum SQLDialect {
    static func create(_ table: TableSchema) -> String {
        let columns = table.columns.map { column in
            "\"\(column.name)\" \(type(column.type))\(column.nullable ? "" : " NOT NULL")"
        }
        if table.layout != .keyed {
            let body = (columns + ["\"\(RowNumbers.column)\" INTEGER PRIMARY KEY"]).joined(separator: ",\n  ")
            return "CREATE TABLE \"\(table.name)\" (\n  \(body)\n)"
        }
        let key = table.key.map { "\"\($0)\"" }.joined(separator: ", ")
        let body = (columns + ["PRIMARY KEY (\(key))"]).joined(separator: ",\n  ")
        return "CREATE TABLE \"\(table.name)\" (\n  \(body)\n) WITHOUT ROWID"
    }

    /// Brings a table with a tree of keys, as earlier versions made it, to numbered rows; nothing of it is lost.
    ///
    /// In the way of old versions views keep their words, and one that names a missing table is no error.
    static func number(_ table: TableSchema) -> String {
        let (name, old) = ("\"\(table.name)\"", "\"\(table.name) with keys\"")
        let columns = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let key = table.key.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            PRAGMA legacy_alter_table = ON;
            ALTER TABLE \(name) RENAME TO \(old);
            \(create(table));
            INSERT INTO \(name) (\(columns), "\(RowNumbers.column)")
            SELECT \(columns), \(RowNumbers.expression(table)) FROM \(old) ORDER BY \(key);
            DROP TABLE \(old);
            PRAGMA legacy_alter_table = OFF;
            """
    }

    /// Finds a row whose key has no room in a number, as two texts; nil where every key has.
    static func misfit(_ table: TableSchema) -> String? {
        guard case .numbered(let bits) = table.layout else { return nil }
        let key = table.key.map { "\"\($0)\"" }
        return "SELECT CAST(\(key[0]) AS TEXT), CAST(\(key[1]) AS TEXT) FROM \"\(table.name)\" "
            + "WHERE \(key[1]) NOT BETWEEN 0 AND \(1 << bits - 1) LIMIT 1"
    }

    static func insert(_ table: TableSchema, rows: Int, replacing: Bool) -> String {
        let columns = table.storedColumns
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let row = "(" + columns.map { _ in "?" }.joined(separator: ",") + ")"
        let values = Array(repeating: row, count: rows).joined(separator: ",")
        return "INSERT \(replacing ? "OR REPLACE " : "")INTO \"\(table.name)\" (\(names)) VALUES \(values)"
    }

    /// Parameters are the row's number, or the values of its key.
    static func delete(_ table: TableSchema) -> String {
        let columns = table.layout == .keyed ? table.key : [RowNumbers.column]
        return "DELETE FROM \"\(table.name)\" WHERE "
            + columns.map { "\"\($0)\" = ?" }.joined(separator: " AND ")
    }

    /// Parameters are the first and the last row number of the date, or the date twice.
    static func deleteDate(_ table: TableSchema, column: String) -> String {
        let column = RowNumbers.leading(table) == column ? RowNumbers.column : column
        return "DELETE FROM \"\(table.name)\" WHERE \"\(column)\" BETWEEN ?1 AND ?2"
    }

    /// Finds the number of a row of a table that is written by date. Parameters are the first and the last number of its
    /// date, then the rest of its key.
    static func place(_ table: TableSchema) -> String {
        let rest = table.key.filter { $0 != table.dateColumn }.enumerated()
        return "SELECT \"\(RowNumbers.column)\" FROM \"\(table.name)\" WHERE \"\(RowNumbers.column)\" BETWEEN ?1 AND ?2"
            + rest.map { " AND \"\($1)\" = ?\($0 + 3)" }.joined()
    }

    static func select(_ table: TableSchema, _ columns: [Column], _ selection: Selection) -> String {
        let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let order = (table.layout == .keyed ? table.key : [RowNumbers.column]).map { "\"\($0)\"" }
            .joined(separator: ", ")
        var sql = "SELECT \(names) FROM \"\(table.name)\""
        switch selection {
        case .all: break
        case .range(let name, _):
            let column = RowNumbers.leading(table) == name ? RowNumbers.column : name
            sql += " WHERE \"\(column)\" BETWEEN ?1 AND ?2"
        case .among(let column, let values, _):
            let list = values.map(String.init).joined(separator: ",")
            sql += " WHERE \"\(RowNumbers.column)\" BETWEEN ?1 AND ?2 AND \"\(column)\" IN (\(list))"
        }
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

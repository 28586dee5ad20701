import GRDB
import GRDBSQLite

/// A user's own SQL, read-only.
enum SQLiteQuery {
    /// The answer, with each column's type taken from its values.
    static func run(_ sql: String, limit: Int?, _ db: Database) throws -> ColumnBatch {
        let statements = try db.allStatements(sql: sql)
        guard let statement = try statements.next() else {
            throw StorageError(.query, "the query is empty", remedy: "give one SELECT")
        }
        guard statement.isReadonly, sqlite3_column_count(statement.sqliteStatement) > 0 else {
            throw StorageError(.query, "only reading is allowed here", remedy: "give one SELECT")
        }
        if try statements.next() != nil {
            throw StorageError(.query, "the query has more than one statement", remedy: "give one SELECT")
        }
        var rows: [[DatabaseValue]] = []
        let cursor = try Row.fetchCursor(statement)
        while rows.count < limit ?? .max, let row = try cursor.next() {
            rows.append(Array(row.databaseValues))
        }
        return batch(statement.columnNames, rows)
    }

    private static func batch(_ names: [String], _ rows: [[DatabaseValue]]) -> ColumnBatch {
        let columns = names.enumerated().map { index, name in
            Column(name, type(rows, index), nullable: true)
        }
        var batch = ColumnBatch(columns)
        for row in rows {
            for index in columns.indices { append(row[index], columns[index].type, to: &batch.vectors[index]) }
        }
        return batch
    }

    private static func append(_ value: DatabaseValue, _ type: ColumnType, to vector: inout ColumnVector) {
        switch type {
        case .integer: vector.append(Int.fromDatabaseValue(value))
        case .real: vector.append(Double.fromDatabaseValue(value))
        default: vector.append(text(value))
        }
    }

    private static func text(_ value: DatabaseValue) -> String? {
        switch value.storage {
        case .null: nil
        case .int64(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): text
        case .blob(let data): hexadecimal(data)
        }
    }

    /// Integer when every value is one, real when every value is a number, else text.
    private static func type(_ rows: [[DatabaseValue]], _ index: Int) -> ColumnType {
        var type = ColumnType.integer
        for row in rows {
            switch row[index].storage {
            case .null, .int64: break
            case .double(let number) where number.isFinite: type = .real
            default: return .text
            }
        }
        return type
    }
}

import Basketball
import GRDBSQLite

/// Reads the rows of a prepared statement into columns.
struct RowReader {
    /// Reads to the end.
    ///
    /// - Returns: SQLite's last result code, `SQLITE_DONE` at the end, and whether a stored value had another form than
    ///   its column's type.
    static func read(_ statement: OpaquePointer, into batch: inout ColumnBatch, limit: Int? = nil) -> Int32 {
        let types = batch.columns.map(\.type)
        var rows = 0
        while true {
            if let limit, rows >= limit { return SQLITE_DONE }
            let code = sqlite3_step(statement)
            guard code == SQLITE_ROW else { return code }
            rows += 1
            for index in types.indices {
                append(statement, Int32(index), types[index], to: &batch.vectors[index])
            }
        }
    }

    @inline(__always) private static func append(
        _ statement: OpaquePointer, _ column: Int32, _ type: ColumnType, to vector: inout ColumnVector
    ) {
        if sqlite3_column_type(statement, column) == SQLITE_NULL {
            switch type {
            case .real: vector.append(nil as Double?)
            case .text: vector.append(nil as String?)
            default: vector.append(nil as Int?)
            }
            return
        }
        switch type {
        case .integer, .boolean: vector.append(Int(sqlite3_column_int64(statement, column)))
        case .real: vector.append(sqlite3_column_double(statement, column))
        case .text: vector.append(bytes: text(statement, column))
        case .gameID:
            let digits = text(statement, column)
            vector.append(digits.count == 10 ? GameDate.number(digits, 0, 10) : nil)
        case .date: vector.append(GameDate(isoBytes: text(statement, column)))
        }
    }

    private static func text(_ statement: OpaquePointer, _ column: Int32) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_column_text(statement, column)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }
}

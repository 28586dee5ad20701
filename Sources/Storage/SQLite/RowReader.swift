import Basketball
import GRDBSQLite

/// Reads the rows of a prepared statement into columns.
struct RowReader {
    private let statement: OpaquePointer
    private let columns: [Column]
    private var block: RowBlock
    private var isFinite = true

    /// Reads to the end.
    ///
    /// - Returns: SQLite's last result code, `SQLITE_DONE` at the end; `SQLITE_MISMATCH` where a real is not finite.
    static func read(_ statement: OpaquePointer, into batch: inout ColumnBatch) -> Int32 {
        var reader = RowReader(statement, batch.columns)
        defer { reader.block.free() }
        return reader.run(into: &batch)
    }

    private init(_ statement: OpaquePointer, _ columns: [Column]) {
        self.statement = statement
        self.columns = columns
        block = RowBlock(columns)
    }

    private mutating func run(into batch: inout ColumnBatch) -> Int32 {
        while true {
            var rows = 0
            while rows < RowBlock.size {
                let code = sqlite3_step(statement)
                guard code == SQLITE_ROW else {
                    block.flush(rows, into: &batch)
                    return code
                }
                for index in columns.indices { read(index, rows, &batch) }
                if !isFinite { return SQLITE_MISMATCH }
                rows += 1
            }
            block.flush(rows, into: &batch)
        }
    }

    /// Takes up one value.
    private mutating func read(_ index: Int, _ row: Int, _ batch: inout ColumnBatch) {
        let column = Int32(truncatingIfNeeded: index)
        let type = columns[index].type
        if columns[index].nullable, sqlite3_column_type(statement, column) == SQLITE_NULL {
            if type == .text { return batch.vectors[index].append(nil as String?) }
            return block.setNull(index, row)
        }
        switch type {
        case .integer, .boolean: block.set(Int(sqlite3_column_int64(statement, column)), index, row)
        case .real:
            let value = sqlite3_column_double(statement, column)
            if !value.isFinite { isFinite = false }
            block.set(Int(bitPattern: UInt(value.bitPattern)), index, row)
        case .text: batch.vectors[index].append(bytes: text(column))
        case .gameID:
            let digits = text(column)
            let number = digits.count == 10 ? GameDate.number(digits, 0, 10) : nil
            if let number { block.set(number, index, row) } else { block.setNull(index, row) }
        case .date:
            if let date = GameDate(isoBytes: text(column)) {
                block.set(date.dayNumber, index, row)
            } else {
                block.setNull(index, row)
            }
        }
    }

    private func text(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_column_text(statement, column)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }
}

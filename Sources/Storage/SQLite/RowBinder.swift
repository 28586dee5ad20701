import Basketball
import GRDBSQLite

/// Binds the rows of a batch to a prepared statement, straight from the columns' buffers.
///
/// Every value is bound by pointer without a copy (SQLite's `SQLITE_STATIC`): the buffers outlive each step.
enum RowBinder {
    /// Runs a statement over and over, each time with the values of the next rows as its parameters.
    ///
    /// - Parameters:
    ///   - rows: rows to bind; as many as fill the statement a whole number of times.
    ///   - width: rows that one execution of the statement takes.
    /// - Returns: SQLite's result code of the first step that failed, else `SQLITE_DONE`.
    static func run(_ statement: OpaquePointer, _ batch: ColumnBatch, rows: Range<Int>, width: Int) -> Int32 {
        precondition(rows.count % width == 0, "rows that do not fill the statement")
        if rows.isEmpty { return SQLITE_DONE }
        // Ten bytes for each value: a date or a game id as text.
        let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: 10 * max(1, batch.vectors.count * width))
        defer { scratch.deallocate() }
        return CellPointers.with(batch) { step(statement, $0, rows, width, scratch) }
    }

    private static func step(
        _ statement: OpaquePointer, _ cells: UnsafeBufferPointer<CellPointers>, _ rows: Range<Int>, _ width: Int,
        _ scratch: UnsafeMutablePointer<UInt8>
    ) -> Int32 {
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: width) {
            var index: Int32 = 0
            var text = scratch
            for row in start..<(start + width) {
                for cell in cells {
                    index += 1
                    if let nulls = cell.nulls, nulls[row] {
                        sqlite3_bind_null(statement, index)
                        continue
                    }
                    switch cell.kind {
                    case .integers: sqlite3_bind_int64(statement, index, Int64(cell.integer(row)))
                    case .reals: sqlite3_bind_double(statement, index, cell.real(row))
                    case .texts: bind(statement, cell.text(row), index)
                    case .dates:
                        GameDate(dayNumber: cell.integer(row)).write(to: text)
                        bind(statement, UnsafeRawBufferPointer(start: text, count: 10), index)
                        text += 10
                    case .gameIDs:
                        GameID.write(cell.integer(row), to: text)
                        bind(statement, UnsafeRawBufferPointer(start: text, count: 10), index)
                        text += 10
                    }
                }
            }
            let code = sqlite3_step(statement)
            sqlite3_reset(statement)
            if code != SQLITE_DONE { return code }
        }
        return SQLITE_DONE
    }

    @inline(__always) private static func bind(
        _ statement: OpaquePointer, _ bytes: UnsafeRawBufferPointer, _ index: Int32
    ) {
        sqlite3_bind_text(
            statement, index, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil)
    }
}

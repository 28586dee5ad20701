import Basketball
import GRDBSQLite

/// Binds the rows of a batch to a prepared statement, straight from the columns' buffers.
///
/// Every value is bound by pointer without a copy (SQLite's `SQLITE_STATIC`): the buffers outlive each step.
struct RowBinder {
    private enum Source {
        case integers(UnsafePointer<Int>)
        case reals(UnsafePointer<Double>)
        case texts(UnsafePointer<UInt8>, UnsafePointer<Int32>)
        case dates(UnsafePointer<Int>, UnsafeMutablePointer<UInt8>)
        case gameIDs(UnsafePointer<Int>, UnsafeMutablePointer<UInt8>)
    }

    private struct Cell {
        let source: Source
        let nulls: UnsafePointer<Bool>?
    }

    private let statement: OpaquePointer
    private var cells: [Cell] = []

    /// Runs the statement once for every row, with the row's values as its parameters.
    ///
    /// - Returns: SQLite's result code of the first step that failed, else `SQLITE_DONE`.
    static func run(_ statement: OpaquePointer, _ batch: ColumnBatch) -> Int32 {
        // Ten bytes for each column: a date or a game id as text.
        let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: 10 * max(1, batch.vectors.count))
        defer { scratch.deallocate() }
        var binder = RowBinder(statement: statement)
        return binder.collect(batch.vectors[...], scratch) { $0.step(rows: batch.count) }
    }

    private init(statement: OpaquePointer) { self.statement = statement }

    /// Gathers the pointers of all columns, each valid while the next is opened, then runs the body.
    private mutating func collect(
        _ vectors: ArraySlice<ColumnVector>, _ scratch: UnsafeMutablePointer<UInt8>, _ body: (inout RowBinder) -> Int32
    ) -> Int32 {
        guard let vector = vectors.first else { return body(&self) }
        return vector.nulls.withUnsafeBufferPointer { nulls in
            let none = vector.nulls.isEmpty ? nil : nulls.baseAddress
            func next(_ source: Source) -> Int32 {
                cells.append(Cell(source: source, nulls: none))
                return collect(vectors.dropFirst(), scratch + 10, body)
            }
            switch vector.values {
            case .reals(let values):
                return values.withUnsafeBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return SQLITE_DONE }
                    return next(.reals(base))
                }
            case .texts(let values):
                return values.bytes.withUnsafeBufferPointer { bytes in
                    values.ends.withUnsafeBufferPointer { ends in
                        guard let base = ends.baseAddress else { return SQLITE_DONE }
                        return next(.texts(bytes.baseAddress ?? UnsafePointer(scratch), base))
                    }
                }
            case .integers(let values):
                return values.withUnsafeBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return SQLITE_DONE }
                    switch vector.type {
                    case .date: return next(.dates(base, scratch))
                    case .gameID: return next(.gameIDs(base, scratch))
                    default: return next(.integers(base))
                    }
                }
            }
        }
    }

    private func step(rows: Int) -> Int32 {
        let statement = self.statement
        return cells.withUnsafeBufferPointer { cells in
            for row in 0..<rows {
                var index: Int32 = 0
                for cell in cells {
                    index += 1
                    if let nulls = cell.nulls, nulls[row] {
                        sqlite3_bind_null(statement, index)
                        continue
                    }
                    switch cell.source {
                    case .integers(let values): sqlite3_bind_int64(statement, index, Int64(values[row]))
                    case .reals(let values): sqlite3_bind_double(statement, index, values[row])
                    case .texts(let bytes, let ends):
                        let start = row == 0 ? 0 : Int(ends[row - 1])
                        bind(bytes + start, Int(ends[row]) - start, index)
                    case .dates(let values, let text):
                        if row == 0 || values[row] != values[row - 1] || cell.nulls != nil {
                            GameDate(dayNumber: values[row]).write(to: text)
                        }
                        bind(text, 10, index)
                    case .gameIDs(let values, let text):
                        if row == 0 || values[row] != values[row - 1] || cell.nulls != nil {
                            GameID.write(values[row], to: text)
                        }
                        bind(text, 10, index)
                    }
                }
                let code = sqlite3_step(statement)
                sqlite3_reset(statement)
                if code != SQLITE_DONE { return code }
            }
            return SQLITE_DONE
        }
    }

    @inline(__always) private func bind(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ index: Int32) {
        bytes.withMemoryRebound(to: CChar.self, capacity: count) { text in
            _ = sqlite3_bind_text(statement, index, text, Int32(count), nil)
        }
    }
}

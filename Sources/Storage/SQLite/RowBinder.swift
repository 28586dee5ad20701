import Basketball
import GRDBSQLite

/// Binds the rows of a batch to a prepared statement, straight from the columns' buffers.
///
/// Every value is bound by pointer without a copy (SQLite's `SQLITE_STATIC`): the buffers outlive each step.
struct RowBinder {
    private enum Kind {
        case integers
        case reals
        case texts
        case dates
        case gameIDs
    }

    /// A column: plain pointers, since this is looked at for every value.
    private struct Cell {
        let kind: Kind
        /// The values; of texts their bytes.
        let values: UnsafeRawPointer
        /// Of texts, where each ends.
        var ends: UnsafePointer<Int32>?
        var nulls: UnsafePointer<Bool>?

        @inline(__always) func integer(_ row: Int) -> Int { values.assumingMemoryBound(to: Int.self)[row] }
        @inline(__always) func real(_ row: Int) -> Double { values.assumingMemoryBound(to: Double.self)[row] }
    }

    private var cells: [Cell] = []

    /// Runs a statement over and over, each time with the values of the next rows as its parameters.
    ///
    /// - Parameters:
    ///   - rows: rows to bind; as many as fill the statement a whole number of times.
    ///   - width: rows that one execution of the statement takes.
    /// - Returns: SQLite's result code of the first step that failed, else `SQLITE_DONE`.
    static func run(_ statement: OpaquePointer, _ batch: ColumnBatch, rows: Range<Int>, width: Int) -> Int32 {
        precondition(rows.count % width == 0, "rows that do not fill the statement")
        // Ten bytes for each value: a date or a game id as text.
        let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: 10 * max(1, batch.vectors.count * width))
        defer { scratch.deallocate() }
        var binder = RowBinder()
        return binder.collect(batch.vectors[...], scratch) { $0.step(statement, rows, width, scratch) }
    }

    /// Gathers the pointers of all columns, each valid while the next is opened, then runs the body.
    private mutating func collect(
        _ vectors: ArraySlice<ColumnVector>, _ empty: UnsafeMutablePointer<UInt8>, _ body: (inout RowBinder) -> Int32
    ) -> Int32 {
        guard let vector = vectors.first else { return body(&self) }
        return vector.nulls.withUnsafeBufferPointer { nulls in
            let none = vector.nulls.isEmpty ? nil : nulls.baseAddress
            func next(_ kind: Kind, _ values: UnsafeRawPointer, _ ends: UnsafePointer<Int32>? = nil) -> Int32 {
                cells.append(Cell(kind: kind, values: values, ends: ends, nulls: none))
                return collect(vectors.dropFirst(), empty, body)
            }
            switch vector.values {
            case .reals(let values):
                return values.withUnsafeBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return SQLITE_DONE }
                    return next(.reals, base)
                }
            case .texts(let values):
                return values.bytes.withUnsafeBufferPointer { bytes in
                    values.ends.withUnsafeBufferPointer { ends in
                        guard let base = ends.baseAddress else { return SQLITE_DONE }
                        return next(.texts, bytes.baseAddress ?? UnsafePointer(empty), base)
                    }
                }
            case .integers(let values):
                return values.withUnsafeBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return SQLITE_DONE }
                    switch vector.type {
                    case .date: return next(.dates, base)
                    case .gameID: return next(.gameIDs, base)
                    default: return next(.integers, base)
                    }
                }
            }
        }
    }

    private func step(
        _ statement: OpaquePointer, _ rows: Range<Int>, _ width: Int, _ scratch: UnsafeMutablePointer<UInt8>
    ) -> Int32 {
        cells.withUnsafeBufferPointer { cells in
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
                        case .texts:
                            guard let ends = cell.ends else { continue }
                            let from = row == 0 ? 0 : Int(ends[row - 1])
                            bind(statement, cell.values + from, Int(ends[row]) - from, index)
                        case .dates:
                            GameDate(dayNumber: cell.integer(row)).write(to: text)
                            bind(statement, text, 10, index)
                            text += 10
                        case .gameIDs:
                            GameID.write(cell.integer(row), to: text)
                            bind(statement, text, 10, index)
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
    }

    @inline(__always) private func bind(
        _ statement: OpaquePointer, _ bytes: UnsafeRawPointer, _ count: Int, _ index: Int32
    ) {
        sqlite3_bind_text(statement, index, bytes.assumingMemoryBound(to: CChar.self), Int32(count), nil)
    }
}

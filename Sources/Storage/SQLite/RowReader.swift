import Basketball
import GRDBSQLite

/// Reads the rows of a prepared statement into columns, a few thousand rows at a time into plain memory.
struct RowReader {
    private static let block = 4096

    private let statement: OpaquePointer
    private let columns: [Column]
    private let numbers: UnsafeMutablePointer<Int>
    private let nulls: UnsafeMutablePointer<Bool>
    private var hasNull: [Bool]

    /// Reads to the end.
    ///
    /// - Returns: SQLite's last result code, `SQLITE_DONE` at the end.
    static func read(_ statement: OpaquePointer, into batch: inout ColumnBatch) -> Int32 {
        var reader = RowReader(statement, batch.columns)
        defer { reader.free() }
        return reader.run(into: &batch)
    }

    private init(_ statement: OpaquePointer, _ columns: [Column]) {
        self.statement = statement
        self.columns = columns
        numbers = .allocate(capacity: RowReader.block * max(1, columns.count))
        nulls = .allocate(capacity: RowReader.block * max(1, columns.count))
        hasNull = Array(repeating: false, count: columns.count)
    }

    private func free() {
        numbers.deallocate()
        nulls.deallocate()
    }

    private mutating func run(into batch: inout ColumnBatch) -> Int32 {
        while true {
            var rows = 0
            while rows < RowReader.block {
                let code = sqlite3_step(statement)
                guard code == SQLITE_ROW else {
                    flush(rows, into: &batch)
                    return code
                }
                for index in columns.indices { read(index, rows, &batch) }
                rows += 1
            }
            flush(rows, into: &batch)
        }
    }

    /// Takes up one value. Texts go straight to their column, everything else into the block.
    private mutating func read(_ index: Int, _ row: Int, _ batch: inout ColumnBatch) {
        let column = Int32(truncatingIfNeeded: index)
        let place = index * RowReader.block + row
        let type = columns[index].type
        if columns[index].nullable, sqlite3_column_type(statement, column) == SQLITE_NULL {
            if type == .text { return batch.vectors[index].append(nil as String?) }
            setNull(index, place)
            return
        }
        switch type {
        case .integer, .boolean: set(Int(sqlite3_column_int64(statement, column)), index, place)
        case .real: set(Int(bitPattern: UInt(sqlite3_column_double(statement, column).bitPattern)), index, place)
        case .text: batch.vectors[index].append(bytes: text(column))
        case .gameID:
            let digits = text(column)
            let number = digits.count == 10 ? GameDate.number(digits, 0, 10) : nil
            if let number { set(number, index, place) } else { setNull(index, place) }
        case .date:
            if let date = GameDate(isoBytes: text(column)) {
                set(date.dayNumber, index, place)
            } else {
                setNull(index, place)
            }
        }
    }

    @inline(__always) private func set(_ value: Int, _ index: Int, _ place: Int) {
        numbers[place] = value
        nulls[place] = false
    }

    private mutating func setNull(_ index: Int, _ place: Int) {
        numbers[place] = 0
        nulls[place] = true
        hasNull[index] = true
    }

    private mutating func flush(_ rows: Int, into batch: inout ColumnBatch) {
        for (index, column) in columns.enumerated() where column.type != .text {
            let start = index * RowReader.block
            let marks = UnsafeBufferPointer(start: nulls + start, count: hasNull[index] ? rows : 0)
            let block = UnsafeBufferPointer(start: numbers + start, count: rows)
            if column.type == .real {
                block.withMemoryRebound(to: Double.self) { batch.vectors[index].append(reals: $0, nulls: marks) }
            } else {
                batch.vectors[index].append(integers: block, nulls: marks)
            }
            hasNull[index] = false
        }
    }

    private func text(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_column_text(statement, column)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }
}

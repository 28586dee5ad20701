/// Takes up values of rows, a few thousand rows at a time in plain memory, on their way to the columns of a batch.
struct RowBlock {
    /// Rows that it holds.
    static let size = 4096

    private let columns: [Column]
    private let numbers: UnsafeMutablePointer<Int>
    private let nulls: UnsafeMutablePointer<Bool>
    private var hasNull: [Bool]

    init(_ columns: [Column]) {
        self.columns = columns
        numbers = .allocate(capacity: RowBlock.size * max(1, columns.count))
        nulls = .allocate(capacity: RowBlock.size * max(1, columns.count))
        hasNull = Array(repeating: false, count: columns.count)
    }

    func free() {
        numbers.deallocate()
        nulls.deallocate()
    }

    /// A number, a day, or the bits of a real; texts go straight to their column.
    @inline(__always) func set(_ value: Int, _ column: Int, _ row: Int) {
        numbers[column * RowBlock.size + row] = value
        nulls[column * RowBlock.size + row] = false
    }

    @inline(__always) mutating func setNull(_ column: Int, _ row: Int) {
        numbers[column * RowBlock.size + row] = 0
        nulls[column * RowBlock.size + row] = true
        hasNull[column] = true
    }

    /// Appends the first rows to a batch.
    mutating func flush(_ rows: Int, into batch: inout ColumnBatch) {
        for (index, column) in columns.enumerated() where column.type != .text {
            let start = index * RowBlock.size
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
}

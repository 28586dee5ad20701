import Storage

/// The declared values of one input row, by their position in the declaration.
///
/// Valid only while the row is being read: what is kept of it is what the reader copies out.
package struct InputCells {
    private let row: UnsafePointer<Int>
    private let count: Int
    private let texts: InputTexts
    /// The cells of all rows, and where this row's begin.
    private let block: [Int]
    private let start: Int

    init(_ row: UnsafePointer<Int>, count: Int, texts: InputTexts, block: [Int], start: Int) {
        self.row = row
        self.count = count
        self.texts = texts
        self.block = block
        self.start = start
    }

    /// The row's numbers from one on, to be kept.
    func kept(from first: Int) -> KeptCells { KeptCells(block, start: start + first) }

    /// What stands for NULL; also the bits of -0.0, which no column holds.
    static let null = Int.min

    @inline(__always) private func cell(_ index: Int) -> Int {
        precondition(index < count, "a column that is not declared")
        return row[index]
    }

    /// A whole number; nil for NULL.
    @inline(__always) package func integer(_ index: Int) -> Int? {
        let value = cell(index)
        return value == InputCells.null ? nil : value
    }

    @inline(__always) package func real(_ index: Int) -> Double? {
        let value = cell(index)
        return value == InputCells.null ? nil : Double(bitPattern: UInt64(bitPattern: Int64(value)))
    }

    @inline(__always) package func boolean(_ index: Int) -> Bool? { integer(index).map { $0 != 0 } }

    package func text(_ index: Int) -> String? { integer(index).map { texts[$0] } }
}

/// Numbers of an input row that are kept with the block that they lie in: nothing is copied.
struct KeptCells: Sendable {
    private let block: [Int]
    private let start: Int

    fileprivate init(_ block: [Int], start: Int) {
        self.block = block
        self.start = start
    }

    func integer(_ index: Int) -> Int? {
        let value = block[start + index]
        return value == InputCells.null ? nil : value
    }

    func real(_ index: Int) -> Double? { integer(index).map { Double(bitPattern: UInt64(bitPattern: Int64($0))) } }
}

/// Declared columns of rows, row after row in plain memory, ready to be read and hashed.
struct InputRows {
    let width: Int
    private let count: Int
    private(set) var cells: [Int]
    private var texts = TextTable()

    /// - Parameter width: number of columns of all tables that make up a row.
    init(rows: Int, width: Int) {
        self.width = width
        count = rows
        cells = Array(repeating: InputCells.null, count: rows * width)
    }

    /// Copies columns of a table into rows.
    ///
    /// - Parameters:
    ///   - offset: the first column's place in a row.
    ///   - sources: for each row the row of the table; -1 leaves NULL.
    mutating func fill(_ batch: ColumnBatch, _ columns: [String], at offset: Int, sources: [Int32]) {
        for (index, name) in columns.enumerated() {
            let vector = batch[name]
            switch vector.values {
            case .integers(let values):
                copy(offset + index, sources, vector.nulls) { values[$0] }
            case .reals(let values):
                copy(offset + index, sources, vector.nulls) {
                    Int(Int64(bitPattern: (values[$0] == 0 ? 0 : values[$0]).bitPattern))
                }
            case .texts(let values):
                var texts = texts
                self.texts = TextTable()
                // Neighbours often have the same text.
                var last: Int?
                values.bytes.withUnsafeBytes { bytes in
                    copy(offset + index, sources, vector.nulls) { row in
                        let range = values.range(row)
                        let hash = rowHash(UnsafeRawBufferPointer(rebasing: bytes[range]))
                        if hash != last { texts.add(hash) { values[row] } }
                        last = hash
                        return hash
                    }
                }
                self.texts = texts
            }
        }
    }

    private mutating func copy(_ place: Int, _ sources: [Int32], _ nulls: [Bool], _ value: (Int) -> Int) {
        let width = width
        cells.withUnsafeMutableBufferPointer { cells in
            var at = place
            for source in sources {
                let row = Int(source)
                if row >= 0, nulls.isEmpty || !nulls[row] { cells[at] = value(row) }
                at += width
            }
        }
    }

    /// Calls the body with each row and its hash; the hash covers a key of three numbers and every value.
    func forEach(key: (Int) -> (Int, Int, Int), _ body: (Int, InputCells, Digest128) -> Void) {
        let shared = InputTexts(texts)
        let cells = cells
        cells.withUnsafeBufferPointer { buffer in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: width + 3) { scratch in
                guard let line = scratch.baseAddress else { return }
                // Without columns a row is its key alone.
                let base = buffer.baseAddress ?? UnsafePointer(line)
                for row in 0..<count {
                    let start = base + row * width
                    let (a, b, c) = key(row)
                    line[0] = a
                    line[1] = b
                    line[2] = c
                    (line + 3).update(from: start, count: width)
                    let hash = Digest128(of: UnsafeRawBufferPointer(start: line, count: (width + 3) * 8))
                    body(row, InputCells(start, count: width, texts: shared, block: cells, start: row * width), hash)
                }
            }
        }
    }
}

/// The buffers of one column as plain pointers, for code that looks at every value of many rows.
struct CellPointers {
    enum Kind {
        case integers
        case reals
        case texts
        case dates
        case gameIDs
    }

    let kind: Kind
    /// The values; of texts their bytes.
    let values: UnsafeRawPointer
    /// Of texts, where each ends.
    private let ends: UnsafePointer<Int32>?
    /// Whether a row is NULL; nil while no row is.
    let nulls: UnsafePointer<Bool>?

    @inline(__always) func integer(_ row: Int) -> Int { values.assumingMemoryBound(to: Int.self)[row] }
    @inline(__always) func real(_ row: Int) -> Double { values.assumingMemoryBound(to: Double.self)[row] }
    @inline(__always) func text(_ row: Int) -> UnsafeRawBufferPointer {
        guard let ends else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let start = row == 0 ? 0 : Int(ends[row - 1])
        return UnsafeRawBufferPointer(start: values + start, count: Int(ends[row]) - start)
    }

    /// Runs a body with the pointers of all columns of a batch that has rows, in order; they are valid until it returns.
    static func with<Result>(
        _ batch: ColumnBatch, _ body: (UnsafeBufferPointer<CellPointers>) throws -> Result
    ) rethrows -> Result {
        // Whoever has the pointers reads so many values of each column without asking.
        let rows = batch.count
        precondition(rows > 0 && batch.vectors.allSatisfy { $0.count == rows }, "columns of different lengths, or none")
        var cells: [CellPointers] = []
        cells.reserveCapacity(batch.vectors.count)
        return try collect(batch.vectors[...], &cells, body)
    }

    /// Gathers the pointers of all columns, each valid while the next is opened, then runs the body.
    private static func collect<Result>(
        _ vectors: ArraySlice<ColumnVector>, _ cells: inout [CellPointers],
        _ body: (UnsafeBufferPointer<CellPointers>) throws -> Result
    ) rethrows -> Result {
        guard let vector = vectors.first else { return try cells.withUnsafeBufferPointer(body) }
        return try vector.nulls.withUnsafeBufferPointer { nulls in
            let none = vector.nulls.isEmpty ? nil : nulls.baseAddress
            switch vector.values {
            case .reals(let values):
                return try values.withUnsafeBytes { values in
                    cells.append(CellPointers(.reals, values, nil, none))
                    return try collect(vectors.dropFirst(), &cells, body)
                }
            case .integers(let values):
                return try values.withUnsafeBytes { values in
                    let kind: Kind = vector.type == .date ? .dates : vector.type == .gameID ? .gameIDs : .integers
                    cells.append(CellPointers(kind, values, nil, none))
                    return try collect(vectors.dropFirst(), &cells, body)
                }
            case .texts(let values):
                return try values.bytes.withUnsafeBytes { bytes in
                    try values.ends.withUnsafeBufferPointer { ends in
                        cells.append(CellPointers(.texts, bytes, ends.baseAddress, none))
                        return try collect(vectors.dropFirst(), &cells, body)
                    }
                }
            }
        }
    }

    private init(
        _ kind: Kind, _ values: UnsafeRawBufferPointer, _ ends: UnsafePointer<Int32>?, _ nulls: UnsafePointer<Bool>?
    ) {
        // Texts may all be empty, and then have no bytes to point to.
        guard let start = values.baseAddress ?? ends.map({ UnsafeRawPointer($0) }) else {
            preconditionFailure("a column without values")
        }
        self.kind = kind
        self.values = start
        self.ends = ends
        self.nulls = nulls
    }
}

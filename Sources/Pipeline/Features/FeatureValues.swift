import Storage

/// The values of all features of a unit's rows, row after row in the order of the catalogue; unknown ones are not a number.
package final class FeatureMatrix: Sendable {
    fileprivate let values: [Double]
    fileprivate let width: Int

    fileprivate init(_ values: [Double], width: Int) {
        self.values = values
        self.width = width
    }
}

/// Writes a matrix, value by value.
struct FeatureWriter {
    private var values: [Double] = []
    private let width = FeatureCatalog.all.count

    init(rows: Int) { values.reserveCapacity(rows * width) }

    /// Adds the next value.
    mutating func append(_ value: Double?) { values.append(value ?? .nan) }

    /// Adds the next values of a group; none is known when its table has no row.
    mutating func append(_ cells: KeptCells?, _ types: [ColumnType]) {
        guard let cells else {
            values.append(contentsOf: repeatElement(.nan, count: types.count))
            return
        }
        for (place, type) in types.enumerated() {
            append(type == .real ? cells.real(place) : cells.integer(place).map { Double($0) })
        }
    }

    /// All rows, each complete.
    var matrix: FeatureMatrix {
        precondition(values.count % width == 0, "a row of other values than the catalogue has")
        return FeatureMatrix(values, width: width)
    }
}

/// The values of one row's features.
package struct FeatureValues: Sendable {
    private let matrix: FeatureMatrix
    private let start: Int

    init(_ matrix: FeatureMatrix, row: Int) {
        self.matrix = matrix
        start = row * matrix.width
    }

    var count: Int { matrix.width }

    /// How many are known.
    var known: Int { matrix.values[start..<(start + matrix.width)].count { !$0.isNaN } }

    package subscript(place: Int) -> Double? {
        let value = matrix.values[start + place]
        return value.isNaN ? nil : value
    }
}

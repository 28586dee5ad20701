import Basketball
import Storage

/// One number that a model may read: a typed column of `ml_feature_store` with everything that a reader must know of it.
package struct Feature: Sendable {
    package let name: String
    package let type: ColumnType
    package let unit: String
    /// A value outside fails the unit.
    package let range: ClosedRange<Double>
    /// `table.column` that it comes from, or the table whose past rows it is made of.
    package let source: String
    /// Required features are known for at least 95 % of rows; the others may be unknown for good reasons.
    package let isRequired: Bool
    package let meaning: String

    init(
        _ name: String, _ type: ColumnType = .real, unit: String, _ range: ClosedRange<Double>, source: String,
        required: Bool = false, _ meaning: String
    ) {
        self.name = name
        self.type = type
        self.unit = unit
        self.range = range
        self.source = source
        isRequired = required
        self.meaning = meaning
    }

    /// The column of the table.
    ///
    /// - Parameter place: position of the feature's value in a row.
    func rule(at place: Int) -> ColumnRule<MLFeatureStore.Row> {
        let text = "\(meaning); from \(source)"
        switch type {
        case .integer: return .integer(name, unit: unit, nullable: true, text) { $0.values[place].map { Int($0) } }
        case .boolean: return .boolean(name, nullable: true, text) { $0.values[place].map { $0 != 0 } }
        default: return .real(name, unit: unit, nullable: true, text) { $0.values[place] }
        }
    }
}

/// The values of a row's features, in the order of the catalogue; unknown ones are not a number.
package struct FeatureValues: Sendable {
    private var values: [Double] = []
    /// How many are known.
    private(set) var known = 0

    init() { values.reserveCapacity(FeatureCatalog.all.count) }

    var count: Int { values.count }

    package subscript(place: Int) -> Double? { values[place].isNaN ? nil : values[place] }

    /// Adds the next value.
    mutating func append(_ value: Double?) {
        values.append(value ?? .nan)
        if value != nil { known += 1 }
    }

    /// Adds the next values of a group; none is known when its table has no row.
    mutating func append(_ cells: FeatureCells?, _ group: Int) {
        guard let cells else {
            values.append(contentsOf: repeatElement(.nan, count: group))
            return
        }
        for place in 0..<group { append(cells[place]) }
    }
}

/// Declared columns of another table on the date, as numbers; unknown ones are not a number.
struct FeatureCells: Sendable {
    private var values = InlineArray<24, Double>(repeating: .nan)

    /// Reads columns of the given types from the first cell on.
    init(_ cells: InputCells, first: Int, _ types: [ColumnType]) {
        for (place, type) in types.enumerated() {
            let number =
                type == .real ? cells.real(first + place) : cells.integer(first + place).map { Double($0) }
            if let number { values[place] = number }
        }
    }

    subscript(place: Int) -> Double? { values[place].isNaN ? nil : values[place] }
}

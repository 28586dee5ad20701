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

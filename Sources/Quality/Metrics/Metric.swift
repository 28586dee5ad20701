import Basketball
import Storage

/// Something measured of every row of a unit, kept for each date as sums that can be merged.
package struct Metric: Sendable {
    package enum Kind: Sendable {
        /// Each row of the population has it (1) or not (0): rows with 0 are what is wrong.
        case share
        /// Each row of the population has a value.
        case mean
    }

    package let name: String
    package let kind: Kind
    /// Whether a pinned baseline is compared with it.
    package let isRegressed: Bool
    /// What is wrong with a row that has 0.
    package let fault: String
    /// A value for each row of a unit; nil for rows outside the population.
    package let values: @Sendable (UnitRows) -> [Double?]

    package init(
        _ name: String, _ kind: Kind = .share, isRegressed: Bool = false, fault: String = "",
        _ values: @escaping @Sendable (UnitRows) -> [Double?]
    ) {
        self.name = name
        self.kind = kind
        self.isRegressed = isRegressed
        self.fault = fault
        self.values = values
    }

    /// A share of rows, row by row; nil puts a row outside the population.
    static func rows(
        _ name: String, isRegressed: Bool = false, fault: String = "",
        _ holds: @escaping @Sendable (UnitRows) -> (Int) -> Bool?
    ) -> Metric {
        Metric(name, .share, isRegressed: isRegressed, fault: fault) { unit in
            let holds = holds(unit)
            return (0..<unit.batch.count).map { holds($0).map { $0 ? 1 : 0 } }
        }
    }
}

/// The stored rows of one unit and what the schedule says of its date.
package struct UnitRows: Sendable {
    package let date: GameDate
    package let batch: ColumnBatch
    /// Ids of the date's final games.
    package let finals: Set<Int>
    /// Ids of its games, final or scheduled.
    package let games: Set<Int>
    /// Who played on the date, of a table that tells what was known before; empty of others.
    package let played: Set<Int>
}

/// The sums of a metric over some rows; merging them is all that judging five seasons takes.
package struct MetricSum: Sendable, Hashable {
    package var numerator = 0.0
    package var denominator = 0.0
    package var minimum: Double?
    package var maximum: Double?

    package init() {}

    init(_ values: [Double?]) {
        for case let value? in values {
            numerator += value
            denominator += 1
            minimum = min(minimum ?? value, value)
            maximum = max(maximum ?? value, value)
        }
    }

    /// Rows of the population that do not have it, of a share.
    package var lacking: Double { denominator - numerator }

    /// Nil over no rows.
    package var value: Double? { denominator > 0 ? numerator / denominator : nil }

    package mutating func merge(_ other: MetricSum) {
        numerator += other.numerator
        denominator += other.denominator
        minimum = [minimum, other.minimum].compactMap(\.self).min()
        maximum = [maximum, other.maximum].compactMap(\.self).max()
    }
}

/// Checks of the values in the rows, from the stored sums of their metrics.
extension Check {
    /// The part of the population that has a metric, or its mean.
    static func share(_ name: String, _ metric: String, of population: String) -> Check {
        .single(name) { context in
            let sum = context.sums.total(metric)
            return .ratio(
                sum.numerator, sum.denominator, of: population, failing: try await failing(context, metric))
        }
        .counting(metric)
    }

    /// How many rows of the population lack a metric.
    static func lacking(_ name: String, _ metric: String, of population: String) -> Check {
        .single(name) { context in
            let sum = context.sums.total(metric)
            return .count(sum.lacking, sum.denominator, of: population, failing: try await failing(context, metric))
        }
        .counting(metric)
    }

    /// The mean of a metric.
    static func mean(_ name: String, _ metric: String, of population: String) -> Check {
        .single(name) { context in
            let sum = context.sums.total(metric)
            let range = sum.minimum.map { "from \($0) to \(sum.maximum ?? $0)" } ?? ""
            return .ratio(sum.numerator, sum.denominator, of: population, note: range)
        }
    }

    private static func failing(_ context: GateContext, _ metric: String) async throws -> [FailingRow] {
        guard let found = Metric.all(of: context.table.schema).first(where: { $0.name == metric }) else { return [] }
        return try await UnitReader.failing(
            context.warehouse, context.table, found, context.sums.lacking(metric), context.facts)
    }

    /// The true number of failing rows: only the first of them are read.
    private func counting(_ metric: String) -> Check {
        Check(name: name) { context in
            try await measure(context).map { subject, measurement in
                var measurement = measurement
                measurement.failingCount = Int(context.sums.total(metric).lacking)
                return (subject, measurement)
            }
        }
    }
}

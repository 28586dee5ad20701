import Basketball
import Pipeline
import Storage

/// Pinned snapshots of metrics, to which later ranges are compared.
package struct Baselines: Sendable {
    package static let table = TableSchema(
        "baselines", .system, key: ["number", "table_name", "metric"],
        [
            Column("number", .integer, "from 1, in the order of pinning"), Column("name", .text),
            Column("first_date", .date), Column("last_date", .date), Column("table_name", .text),
            Column("metric", .text), Column("numerator", .real), Column("denominator", .real, unit: "rows"),
        ])

    /// A snapshot.
    package struct Baseline: Sendable {
        package let number: Int
        package let name: String
        package let range: DateRange
        /// Sums by table and metric.
        package var sums: [String: [String: MetricSum]] = [:]

        /// Rows over all tables.
        package var rows: Int { sums.values.reduce(0) { $0 + Int($1["rows"]?.numerator ?? 0) } }
    }

    /// In the order of pinning.
    package let all: [Baseline]

    package init(_ warehouse: any Warehouse) async throws {
        _ = try await warehouse.prepare([Baselines.table])
        let batch = try await warehouse.scan(Baselines.table, columns: Baselines.table.columns.map(\.name), .all)
        var found: [Int: Baseline] = [:]
        for (row, number) in batch["number"].integers.enumerated() {
            guard let first = batch["first_date"].date(row), let last = batch["last_date"].date(row),
                let range = DateRange(first, last)
            else { continue }
            var sum = MetricSum()
            sum.numerator = batch["numerator"].reals[row]
            sum.denominator = batch["denominator"].reals[row]
            found[number, default: Baseline(number: number, name: batch["name"].texts[row], range: range)]
                .sums[batch["table_name"].texts[row], default: [:]][batch["metric"].texts[row]] = sum
        }
        all = found.values.sorted { $0.number < $1.number }
    }

    /// The newest of a name, or the newest of all.
    package func find(_ name: String?) -> Baseline? { all.last { name == nil || $0.name == name } }

    /// Takes a snapshot of all regressed metrics over a range.
    ///
    /// - Throws: when the name is taken; a pinned baseline never changes.
    package static func pin(
        _ warehouse: any Warehouse, name: String, range: DateRange, _ facts: RangeFacts, workers: Int
    ) async throws -> Baseline {
        let known = try await Baselines(warehouse)
        if known.all.contains(where: { $0.name == name }) {
            throw QualityError("there is a baseline named '\(name)' already", remedy: "pin under another name")
        }
        let store = MetricStore(warehouse, workers: workers)
        var baseline = Baseline(number: (known.all.last?.number ?? 0) + 1, name: name, range: range)
        let all = try await store.sums(facts.tables, facts)
        for table in facts.tables {
            let sums = all[table.name] ?? TableSums()
            for metric in Metric.all(of: table.schema) where metric.isRegressed || metric.name == "rows" {
                baseline.sums[table.name, default: [:]][metric.name] = sums.total(metric.name)
            }
        }
        let change = Change.insert(table, rows(baseline))
        try await warehouse.transaction { try await $0.apply(change) }
        return baseline
    }

    private static func rows(_ baseline: Baseline) -> ColumnBatch {
        var writer = RowWriter(table.columns)
        for (table, metrics) in baseline.sums.sorted(by: { $0.key < $1.key }) {
            for (metric, sum) in metrics.sorted(by: { $0.key < $1.key }) {
                writer.put(baseline.number)
                writer.put(baseline.name)
                writer.put(baseline.range.first)
                writer.put(baseline.range.last)
                writer.put(table)
                writer.put(metric)
                writer.put(sum.numerator)
                writer.put(sum.denominator)
                writer.endRow()
            }
        }
        return writer.batch
    }
}

extension Check {
    /// Each regressed metric as a ratio to that of the pinned baseline; only under `--full`.
    static func regression() -> Check {
        Check(name: "regression") { context in
            guard context.options.isFull else { return [] }
            let baselines = try await Baselines(context.warehouse)
            guard let baseline = baselines.find(context.options.baseline) else {
                let why = context.options.baseline.map { "no baseline named '\($0)'" } ?? "no baseline is pinned"
                return [("", .none(why, of: "metrics"))]
            }
            if let first = context.facts.dates.first, baseline.range.last >= first {
                return [
                    ("", .none("baseline '\(baseline.name)' is not strictly before the range", of: "metrics"))
                ]
            }
            return Metric.all(of: context.table.schema).filter(\.isRegressed).map { metric in
                let old = baseline.sums[context.table.name]?[metric.name]?.value
                let new = context.sums.total(metric.name).value
                guard let old, old != 0 else {
                    return (metric.name, .none("baseline '\(baseline.name)' is empty", of: "rows of the baseline"))
                }
                guard let new else { return (metric.name, .none("no rows in the range", of: "rows")) }
                return (
                    metric.name,
                    .ratio(
                        new, old, of: "baseline",
                        note: "baseline '\(baseline.name)' of \(baseline.range)")
                )
            }
        }
    }
}

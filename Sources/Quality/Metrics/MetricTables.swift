import Storage

/// Where the sums of metrics are kept, so that a second validation only merges.
package enum MetricTable {
    package static let sums = TableSchema(
        "unit_metrics", .system, key: ["table_name", "unit_date", "metric"],
        [
            Column("table_name", .text), Column("unit_date", .date), Column("metric", .text),
            Column("numerator", .real, "sum over the rows of the population"),
            Column("denominator", .real, unit: "rows", "rows of the population"),
            Column("minimum", .real, nullable: true), Column("maximum", .real, nullable: true),
        ])

    /// What the sums of a unit were made from: while it is the same, they hold.
    package static let sources = TableSchema(
        "unit_metric_sources", .system, key: ["table_name", "unit_date"],
        [
            Column("table_name", .text), Column("unit_date", .date),
            Column("source", .text, "input digest, output digest and version of the metrics, joined by /"),
        ])
}

import Basketball

/// Groups of columns that several tables have.
enum SharedColumns {
    /// Counts in their published order, `rebounds` behind the two kinds it is the sum of.
    static func counting<Row: AnyObject>(
        prefix: String = "", _ stats: [Stat] = Array(Stat.counts), nullable: Bool = true,
        _ line: @escaping @Sendable (Row) -> CountingStats
    ) -> [ColumnRule<Row>] {
        stats.flatMap { stat -> [ColumnRule<Row>] in
            let count = ColumnRule<Row>.integer(prefix + stat.column, unit: "count", nullable: nullable) {
                line($0)[stat]
            }
            guard stat == .defensiveRebounds else { return [count] }
            return [
                count,
                .integer(prefix + "rebounds", unit: "count", nullable: nullable, "offensive + defensive") {
                    line($0).rebounds
                },
            ]
        }
    }

    /// Makes and attempts in the paint and from mid-range.
    static func zones<Row: AnyObject>(
        prefix: String = "", _ meaning: String, _ counts: @escaping @Sendable (Row) -> ZoneCounts?
    ) -> [ColumnRule<Row>] {
        [
            .integer(prefix + "paint_makes", unit: "count", nullable: true, meaning) { counts($0)?.paintMakes },
            .integer(prefix + "paint_attempts", unit: "count", nullable: true, meaning) { counts($0)?.paintAttempts },
            .integer(prefix + "mid_range_makes", unit: "count", nullable: true, meaning) { counts($0)?.midRangeMakes },
            .integer(prefix + "mid_range_attempts", unit: "count", nullable: true, meaning) {
                counts($0)?.midRangeAttempts
            },
        ]
    }

    /// Quality columns (`tables.md` section 6).
    static func quality<Row: AnyObject>(_ issues: @escaping @Sendable (Row) -> QualityIssues) -> [ColumnRule<Row>] {
        [
            .integer("quality_score", unit: "0-100", "100 minus the weight of each issue") { issues($0).score },
            .text("quality_tier", "gold, silver, bronze, poor, unusable") { issues($0).tier },
            .text("quality_issues", "names joined by ;") { issues($0).text },
            .boolean("is_production_ready", "score >= 50 and no blocking issue") { issues($0).isProductionReady },
        ]
    }
}

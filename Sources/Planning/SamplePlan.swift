import Basketball

/// Cuts a plan down to early, middle and late dates.
///
/// Dates of as-of tables are what is sampled; the summaries that they read run whole, since without them they would be
/// blocked. In a plan of summaries alone these are sampled.
package struct SamplePlan: Sendable {
    package let plan: Plan

    /// So many of the dates that have work.
    package init(_ whole: Plan, dates count: Int) {
        let kind = SamplePlan.sampled(whole)
        let dates = (whole.units + whole.followers).filter { SamplePlan.kind(of: $0, in: whole) == kind }
        self.init(whole, on: SamplePlan.spread(Set(dates.map(\.unit.date)).sorted(), count))
    }

    /// Some dates, whatever work they have.
    package init(_ whole: Plan, on dates: [GameDate]) {
        let kind = SamplePlan.sampled(whole)
        let chosen = Set(dates)
        let kept = (whole.units + whole.followers).filter {
            SamplePlan.kind(of: $0, in: whole) != kind || chosen.contains($0.unit.date)
        }
        plan = Plan(whole, units: Set(kept.map(\.unit)), followers: [])
    }

    /// So many of the dates, the first and the last among them, evenly apart; one is the middle one.
    package static func spread(_ dates: [GameDate], _ count: Int) -> [GameDate] {
        guard dates.count > count else { return dates }
        if count == 1 { return [dates[dates.count / 2]] }
        return (0..<count).map { dates[$0 * (dates.count - 1) / (count - 1)] }
    }

    private static func kind(of report: UnitReport, in plan: Plan) -> PlannedTable.Kind? {
        plan.tables.first { $0.name == report.unit.table }?.kind
    }

    private static func sampled(_ plan: Plan) -> PlannedTable.Kind {
        let isAsOf = (plan.units + plan.followers).contains { kind(of: $0, in: plan) == .asOf }
        return isAsOf ? .asOf : .summary
    }
}

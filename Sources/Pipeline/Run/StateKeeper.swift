import Basketball
import Planning
import Storage

/// Plans with a closer look at suspects: units that could have read something that changed.
///
/// What they read is found by computing them in memory, and held against what the ledger says they read.
package struct StateKeeper: Sendable {
    let warehouse: any Warehouse
    let workers: Int

    package init(_ warehouse: any Warehouse, workers: Int) {
        self.warehouse = warehouse
        self.workers = max(1, workers)
    }

    /// The plan of a range, each suspect settled.
    ///
    /// - Returns: the states with what was found, and the plan.
    package func plan(
        _ states: UnitStates, tables: [PlannedTable], dates: [GameDate], policy: PlanPolicy = PlanPolicy()
    ) async throws -> (UnitStates, Plan) {
        var states = states
        try await settleInputs(tables, dates, &states)
        var reports = states.reports(tables, dates)
        let suspects = reports.filter(\.isSuspect)
        if !suspects.isEmpty {
            states.settle(try await summaries(suspects, states))
            reports = states.settled(reports, tables)
            // Those that read what will run follow it; whether they change shows then.
            let open = Set(reports.filter(\.isSuspect).map(\.unit))
            var trusting = states
            trusting.trust(open)
            let followers = Plan(
                trusting, tables: tables, dates: dates, policy: policy, reports: trusting.settled(reports, tables)
            ).followers
            states.trust(followers.map(\.unit).filter(open.contains))
            reports = states.settled(reports, tables)
            let rest = reports.filter(\.isSuspect)
            if !rest.isEmpty { states.settle(try await asOf(rest, states)) }
            reports = states.settled(reports, tables)
        }
        return (states, Plan(states, tables: tables, dates: dates, policy: policy, reports: reports))
    }

    /// Settles suspects that are no part of the plan but are read by it: they would block it though nothing they read changed.
    private func settleInputs(_ tables: [PlannedTable], _ dates: [GameDate], _ states: inout UnitStates) async throws {
        let names = Set(tables.map(\.name))
        guard tables.contains(where: { $0.kind == .asOf }), let end = dates.max() else { return }
        let upstream = AsOfPhase.needed(for: names).map(\.planned).filter { !names.contains($0.name) }
        let summaryTables = Registry.planned.filter { $0.kind == .summary }
        // Those that are in the plan are settled with it; what lies upstream needs them before.
        let planned = upstream.isEmpty && summaryTables.allSatisfy { names.contains($0.name) } ? Set(dates) : []
        let past = states.calendar.gameDates.filter { $0 < end && !planned.contains($0) }
        let read = states.reports(summaryTables, past).filter(\.isSuspect)
        if !read.isEmpty { states.settle(try await summaries(read, states)) }
        let open = states.reports(upstream, dates).filter(\.isSuspect)
        if !open.isEmpty { states.settle(try await asOf(open, states)) }
    }

    /// Whether each suspect summary reads something else than it did.
    private func summaries(_ suspects: [UnitReport], _ states: UnitStates) async throws -> [Unit: Bool] {
        let tables = Registry.tables.filter { $0.planned.kind == .summary }
        let wanted = Dictionary(
            grouping: suspects.filter { suspect in tables.contains { $0.name == suspect.unit.table } }
        ) {
            $0.unit.date
        }
        let reader = RawReader(
            warehouse: warehouse, calendar: states.calendar, bookmakers: states.settings.bookmakers)
        let found = try await concurrentMap(wanted.keys.sorted().pieces(56), width: workers) { dates in
            var verdicts: [Unit: Bool] = [:]
            for day in try await reader.read(dates) {
                for report in wanted[day.date] ?? [] {
                    guard let table = tables.first(where: { $0.name == report.unit.table }),
                        case .summary(let compute) = table.processor
                    else { continue }
                    verdicts[report.unit] = compute(day).inputDigest != report.entry?.inputDigest
                }
            }
            return verdicts
        }
        return found.reduce(into: [:]) { $0.merge($1) { a, _ in a } }
    }

    /// Whether each suspect as-of unit reads something else than it did.
    private func asOf(_ suspects: [UnitReport], _ states: UnitStates) async throws -> [Unit: Bool] {
        let names = Set(suspects.map(\.unit.table))
        let tables = AsOfPhase.needed(for: names)
        let judge = UnitJudge(run: 0, policy: PlanPolicy())
        let phase = try await AsOfPhase.make(
            warehouse, suspects, states, HistorySources(for: tables), judge, acceptPartial: true, workers: workers)
        let byDate = Dictionary(grouping: suspects, by: \.unit.date)
        let found = try await concurrentMap(byDate.keys.sorted().pieces(8), width: workers) { dates in
            dates.flatMap { phase.compute($0, byDate[$0] ?? []) }
        }
        return found.joined().reduce(into: [:]) { $0[$1.entry.unit] = !$1.isUnchanged }
    }
}

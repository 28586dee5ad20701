import Basketball
import Planning
import Storage

/// Computes as-of tables: all tables of a date together, dates in parallel, everything before them in one `History`.
struct AsOfPhase: Sendable {
    let history: History
    let tables: [TableDefinition]
    let states: UnitStates
    let readiness: Readiness
    let judge: UnitJudge
    let lines: [GameDate: LinesOfDay]
    /// How the units of these tables and dates stand, whether they are planned or not.
    let reports: [Unit: UnitReport]
    /// Tables that no unit computes, and their rows.
    let settled: Set<String>
    let stored: StoredInputs

    /// The as-of tables that some tables need: they themselves, and what they read on the same date.
    static func needed(for names: Set<String>) -> [TableDefinition] {
        var needed = names
        for table in Registry.tables.reversed() where needed.contains(table.name) {
            needed.formUnion(table.planned.inputs.filter { $0.scope == .sameDate }.map(\.table))
        }
        return Registry.tables.filter { $0.planned.kind == .asOf && needed.contains($0.name) }
    }

    /// Units of a date, in the order of tables.
    ///
    /// A table that is up to date and read by one that is not is taken as it is stored, or, where units of it run on other
    /// dates, computed again in memory: its rows are the stored ones.
    func compute(_ date: GameDate, _ units: [UnitReport]) -> [UnitResult] {
        let facts = states.calendar.day(date)
        let planned = Dictionary(uniqueKeysWithValues: units.map { ($0.unit.table, $0) })
        let needed = Set(AsOfPhase.needed(for: Set(planned.keys)).map(\.name))
        let read = Set(
            tables.filter { needed.contains($0.name) }.flatMap(\.planned.inputs).filter { $0.scope == .sameDate }
                .map(\.table))
        let seasonStart = facts.season.map { states.calendar.scopeStart(of: $0) } ?? date
        var upstream: [String: ColumnBatch] = [:]
        var open: [String: UnitStatus] = [:]
        var results: [UnitResult] = []
        for table in tables where needed.contains(table.name) {
            guard case .asOf(let compute) = table.processor else { continue }
            guard let report = planned[table.name] ?? reports[Unit(table.name, date)] else { continue }
            func note(_ result: UnitResult) {
                results.append(result)
                if !readiness.isReady(table.name, result.entry.status, result.entry) {
                    open[table.name] = result.entry.status
                }
            }
            if case .none(let reason) = table.planned.expectation(facts, states.calendar, states.settings) {
                if planned[table.name] != nil { note(judge.emptied(table, report, reason: reason)) }
                continue
            }
            let blocker = blocker(table.planned, date, seasonStart, open)
            guard planned[table.name] != nil else {
                var status = report.state.status
                if blocker != nil, report.isSuspect || status == .written || status == .partial { status = .stale }
                guard blocker == nil, report.isSuspect || status == .written || status == .partial else {
                    if !readiness.isReady(table.name, status, report.entry) { open[table.name] = status }
                    continue
                }
                if settled.contains(table.name) {
                    if !readiness.isReady(table.name, status, report.entry) { open[table.name] = status }
                    upstream[table.name] = stored.rows(table.name, date)
                    continue
                }
                let unit = compute(facts, history, lines[date] ?? LinesOfDay(date), upstream, nil)
                // A suspect is cleared by what it reads now.
                if report.isSuspect, let entry = report.entry, entry.inputDigest == unit.inputDigest {
                    status = entry.status
                }
                if !readiness.isReady(table.name, status, report.entry) { open[table.name] = status }
                if status == .written || status == .partial { upstream[table.name] = unit.batch }
                continue
            }
            if let blocker {
                note(judge.blocked(table, report, blocker))
                continue
            }
            // The rows of a unit that stays as it is matter only to those that read them.
            let standing = read.contains(table.name) ? nil : judge.standing(table, report)
            let (unit, time) = timed { compute(facts, history, lines[date] ?? LinesOfDay(date), upstream, standing) }
            upstream[table.name] = unit.batch
            note(judge.judge(table, report, unit, microseconds: time))
        }
        return results
    }

    private func blocker(
        _ table: PlannedTable, _ date: GameDate, _ seasonStart: GameDate, _ open: [String: UnitStatus]
    ) -> String? {
        for input in table.inputs where input.scope == .sameDate {
            guard let status = open[input.table], input.isRequired || !Readiness.isFinal(status) else { continue }
            return "needs \(Unit(input.table, date)): \(status.rawValue)"
        }
        return readiness.blocker(
            table.inputs.filter { $0.scope != .sameDate }, on: date, seasonStart: seasonStart)
    }
}

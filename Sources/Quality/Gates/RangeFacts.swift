import Basketball
import Pipeline
import Planning
import Storage

/// What the schedule and the ledger say of the dates under test. The only file of the gates that asks the planner.
package struct RangeFacts: Sendable {
    /// A league date.
    package struct Day: Sendable {
        package let date: GameDate
        /// Ids of its final games.
        package let finals: Set<Int>
        /// Ids of its covered games, final or scheduled.
        package let games: Set<Int>
        /// Covered games without a result.
        package let pending: Int
    }

    /// A unit as it stands now.
    package struct UnitFact: Sendable {
        package let unit: Unit
        package let state: UnitState
        package let rowsExpected: Int
        /// Rows that the ledger recorded, of a stale unit too.
        package let rowsRecorded: Int
        package let wasAttempted: Bool
        /// How the last attempt ended, of a stale unit too; nil where there was none.
        package let recorded: UnitStatus?
        /// What its rows were made from and what they are; empty where there is no entry.
        package let inputDigest: String
        package let outputDigest: String
    }

    /// In order.
    package let dates: [GameDate]
    package let days: [GameDate: Day]
    /// By table, dates in order.
    package let units: [String: [UnitFact]]
    package let tables: [TableDefinition]
    package let states: UnitStates

    /// Facts after a closer look at those units that the gates judge and that could have read something that changed.
    package static func settled(
        _ warehouse: any Warehouse, _ states: UnitStates, dates: [GameDate], for gates: [Gate], workers: Int
    ) async throws -> RangeFacts {
        let names = Set(gates.flatMap(\.tables))
        let (settled, _) = try await StateKeeper(warehouse, workers: workers).plan(
            states, tables: Registry.planned.filter { names.contains($0.name) }, dates: dates)
        return RangeFacts(settled, dates: dates)
    }

    package init(_ states: UnitStates, dates: [GameDate], tables: [TableDefinition] = Registry.tables) {
        self.states = states
        self.dates = dates
        self.tables = tables
        days = dates.reduce(into: [:]) { days, date in
            let day = states.calendar.day(date)
            days[date] = Day(
                date: date, finals: Set(day.finals.map(\.id)), games: Set(day.games.map(\.id)),
                pending: day.games.count - day.finals.count + day.calledOff.count)
        }
        let reports = states.reports(tables.map(\.planned), dates)
        units = Dictionary(
            grouping: reports.map { report in
                UnitFact(
                    unit: report.unit, state: report.state, rowsExpected: report.rowsExpected ?? 0,
                    rowsRecorded: report.entry?.rowsWritten ?? 0, wasAttempted: report.entry != nil,
                    recorded: report.entry?.status,
                    inputDigest: report.entry?.inputDigest ?? "", outputDigest: report.entry?.outputDigest ?? "")
            }, by: \.unit.table)
    }

    /// Units of a table on which rows are expected.
    package func expected(_ table: String) -> [UnitFact] { (units[table] ?? []).filter(\.state.status.isExpected) }

    /// Final games of the range.
    package var finalGames: Int { days.values.reduce(0) { $0 + $1.finals.count } }

    /// `2023-10-24..2024-06-17`, or a list of single dates.
    package var text: String {
        guard let first = dates.first, let last = dates.last else { return "no dates" }
        return last - first + 1 == dates.count ? "\(first)..\(last)" : "\(dates.count) dates, \(first)..\(last)"
    }
}

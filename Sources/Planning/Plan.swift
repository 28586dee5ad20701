import Basketball

/// Which units will run and why, and what all the others are.
package struct Plan: Sendable {
    /// Every unit of the range, dates in order, tables in the order given.
    package let reports: [UnitReport]
    package let tables: [PlannedTable]
    package let dates: [GameDate]
    /// Units that will run, dates in order.
    package let units: [UnitReport]
    /// Seasons that the range touches and of which nothing is loaded.
    package let unloaded: [Season]

    /// Plans what is missing, stale or failed.
    package init(_ states: UnitStates, tables: [PlannedTable], dates: [GameDate]) {
        self.tables = tables
        self.dates = dates
        reports = states.reports(tables, dates)
        units = reports.filter { Plan.runs($0.state) }
        if let first = dates.min(), let last = dates.max(), let range = DateRange(first, last) {
            unloaded = states.calendar.unloaded(in: range)
        } else {
            unloaded = []
        }
    }

    /// Whether a unit in this state is work to do.
    package static func runs(_ state: UnitState) -> Bool {
        switch state.status {
        case .missing, .stale, .failed: true
        case .written, .partial, .blocked, .notExpected: false
        }
    }

    /// Units of a table in one state for one reason.
    package struct Group: Sendable, Hashable {
        package let table: String
        package let status: UnitStatus
        /// The reason without what is in brackets, where that differs from unit to unit.
        package let reason: String
        package var units: Int
        package var rowsExpected: Int
        package var first: GameDate
        package var last: GameDate
        package var runs: Bool
    }

    /// All units by table, status and reason; what runs comes first in each table. Their counts sum to dates x tables.
    package var groups: [Group] {
        struct Key: Hashable {
            let table: Int
            let status: UnitStatus
            let reason: String
        }
        let positions = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1.name, $0) })
        var groups: [Key: Group] = [:]
        for report in reports {
            let keepsBrackets = report.state.status == .notExpected
            let reason = keepsBrackets ? report.state.reason : report.state.reasonKind
            let key = Key(table: positions[report.unit.table] ?? 0, status: report.state.status, reason: reason)
            let date = report.unit.date
            var group =
                groups[key]
                ?? Group(
                    table: report.unit.table, status: report.state.status, reason: reason, units: 0, rowsExpected: 0,
                    first: date, last: date, runs: Plan.runs(report.state))
            group.units += 1
            group.rowsExpected += report.rowsExpected
            group.first = min(group.first, date)
            group.last = max(group.last, date)
            groups[key] = group
        }
        let order = UnitStatus.allCases
        return groups.sorted { a, b in
            let left = (a.key.table, a.value.runs ? 0 : 1, order.firstIndex(of: a.key.status) ?? 0)
            let right = (b.key.table, b.value.runs ? 0 : 1, order.firstIndex(of: b.key.status) ?? 0)
            return left != right ? left < right : a.key.reason < b.key.reason
        }.map(\.value)
    }
}

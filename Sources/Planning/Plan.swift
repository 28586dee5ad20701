import Basketball

/// Which units will run and why, which may follow them, and what all the others are.
package struct Plan: Sendable {
    /// Every unit of the range, dates in order, tables in the order given.
    package let reports: [UnitReport]
    package let tables: [PlannedTable]
    package let dates: [GameDate]
    package let policy: PlanPolicy
    /// Units that will run: dates in order, or the newest first.
    package let units: [UnitReport]
    /// Units that are up to date and read what will run: each is looked at, and written only if what it reads is another.
    /// With a limit nothing follows; the next plan finds what should.
    package let followers: [UnitReport]
    /// Seasons that the range touches and of which nothing is loaded.
    package let unloaded: [Season]
    private let actions: [Unit: Action]

    /// What becomes of a unit.
    package enum Action: String, Sendable {
        case run
        case follow
        case skip
    }

    package init(_ states: UnitStates, tables: [PlannedTable], dates: [GameDate], policy: PlanPolicy = PlanPolicy()) {
        self.init(states, tables: tables, dates: dates, policy: policy, reports: states.reports(tables, dates))
    }

    /// Plans over reports that are at hand.
    package init(
        _ states: UnitStates, tables: [PlannedTable], dates: [GameDate], policy: PlanPolicy, reports: [UnitReport]
    ) {
        self.tables = tables
        self.dates = dates
        self.policy = policy
        self.reports = reports
        var running = reports.filter { policy.runs($0) }
        if policy.newestFirst { running = Plan.newestFirst(running, tables) }
        if let limit = policy.limit { running = Array(running.prefix(limit)) }
        units = running
        followers =
            policy.follows && policy.limit == nil ? Followers(running, states.calendar).among(reports, tables) : []
        if let first = dates.min(), let last = dates.max(), let range = DateRange(first, last) {
            unloaded = states.calendar.unloaded(in: range)
        } else {
            unloaded = []
        }
        var actions: [Unit: Action] = [:]
        for report in units { actions[report.unit] = .run }
        for report in followers { actions[report.unit] = .follow }
        self.actions = actions
    }

    /// A plan cut down to some units of those that this range has, whatever their states.
    package init(_ plan: Plan, units wanted: Set<Unit>, followers following: Set<Unit>) {
        tables = plan.tables
        dates = plan.dates
        policy = plan.policy
        reports = plan.reports
        unloaded = plan.unloaded
        let running = plan.reports.filter { wanted.contains($0.unit) }
        let after = plan.reports.filter { following.contains($0.unit) && !wanted.contains($0.unit) }
        // Followers alone are work too.
        units = running.isEmpty ? after : policy.newestFirst ? Plan.newestFirst(running, plan.tables) : running
        followers = running.isEmpty ? [] : after
        var actions: [Unit: Action] = [:]
        for report in units { actions[report.unit] = .run }
        for report in followers { actions[report.unit] = .follow }
        self.actions = actions
    }

    package func action(_ unit: Unit) -> Action { actions[unit] ?? .skip }

    /// Nothing runs.
    package var isEmpty: Bool { units.isEmpty }

    private static func newestFirst(_ reports: [UnitReport], _ tables: [PlannedTable]) -> [UnitReport] {
        let positions = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1.name, $0) })
        let asOf = Set(tables.filter { $0.kind == .asOf }.map(\.name))
        // As-of tables behind all summaries, which they read: the newest of those that are ready, whatever the limit.
        func rank(_ unit: Unit) -> (Int, Int, Int) {
            (asOf.contains(unit.table) ? 1 : 0, -unit.date.dayNumber, positions[unit.table] ?? 0)
        }
        return reports.sorted { rank($0.unit) < rank($1.unit) }
    }

    /// Units of a table in one state for one reason.
    package struct Group: Sendable, Hashable {
        package let table: String
        package let action: Action
        package let status: UnitStatus
        /// The reason without what is in brackets, where that differs from unit to unit.
        package let reason: String
        package var units: Int
        /// Rows expected of those units of which it is known.
        package var rowsExpected: Int
        package var first: GameDate
        package var last: GameDate
    }

    /// All units by table, action, status and reason; what runs comes first in each table. Their counts sum to
    /// dates x tables.
    package var groups: [Group] {
        struct Key: Hashable {
            let table: Int
            let action: Action
            let status: UnitStatus
            let reason: String
        }
        let positions = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1.name, $0) })
        var groups: [Key: Group] = [:]
        for report in reports {
            let reason = report.state.status == .notExpected ? report.state.shortReason : report.state.reasonKind
            let action = action(report.unit)
            let key = Key(
                table: positions[report.unit.table] ?? 0, action: action, status: report.state.status, reason: reason)
            let date = report.unit.date
            var group =
                groups[key]
                ?? Group(
                    table: report.unit.table, action: action, status: report.state.status, reason: reason, units: 0,
                    rowsExpected: 0, first: date, last: date)
            group.units += 1
            group.rowsExpected += report.rowsExpected ?? 0
            group.first = min(group.first, date)
            group.last = max(group.last, date)
            groups[key] = group
        }
        let order = UnitStatus.allCases
        let actions: [Action] = [.run, .follow, .skip]
        return groups.sorted { a, b in
            func rank(_ key: Key) -> (Int, Int, Int) {
                (key.table, actions.firstIndex(of: key.action) ?? 0, order.firstIndex(of: key.status) ?? 0)
            }
            let (left, right) = (rank(a.key), rank(b.key))
            return left != right ? left < right : a.key.reason < b.key.reason
        }.map(\.value)
    }
}

/// Finds the units that read what will run.
private struct Followers {
    private var days: [String: [Int]] = [:]
    private let calendar: LeagueCalendar

    init(_ running: [UnitReport], _ calendar: LeagueCalendar) {
        self.calendar = calendar
        for report in running { days[report.unit.table, default: []].append(report.unit.date.dayNumber) }
        for table in days.keys { days[table]?.sort() }
    }

    /// Tables come in an order in which each is behind those it reads, so that followers of followers are found.
    func among(_ reports: [UnitReport], _ tables: [PlannedTable]) -> [UnitReport] {
        guard !days.isEmpty, tables.contains(where: { $0.kind == .asOf }) else { return [] }
        let names = Array(Set(tables.map(\.name)).union(days.keys))
        let places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        var moved = names.map { Set(days[$0] ?? []) }
        // Per table: the place of its own days, and of those of its inputs.
        let own = tables.map { places[$0.name] ?? 0 }
        let inputs = tables.map { table in
            table.inputs.compactMap { input in places[input.table].map { (input.scope, $0, days[input.table] ?? []) } }
        }
        var followers: [UnitReport] = []
        var start = (season: Season?.none, day: 0)
        var table = 0
        for report in reports {
            // Reports come date by date, tables in order: the next one's table is nearly always the next.
            if tables[table].name != report.unit.table {
                guard let found = tables.firstIndex(where: { $0.name == report.unit.table }) else { continue }
                table = found
            }
            let at = table
            table = (table + 1) % tables.count
            guard tables[at].kind == .asOf, let entry = report.entry else { continue }
            let day = report.unit.date.dayNumber
            // Where computing showed that there is nothing to expect, it may show another thing now.
            guard report.state.status.isExpected || !entry.inputDigest.isEmpty, !moved[own[at]].contains(day) else {
                continue
            }
            let isTouched = inputs[at].contains { scope, place, days in
                switch scope {
                case .sameDate: return moved[place].contains(day)
                case .before: return days.first.map { $0 < day } ?? false
                case .seasonBefore:
                    guard !days.isEmpty else { return false }
                    let season = calendar.season(of: report.unit.date)
                    if start.season != season { start = (season, calendar.scopeStart(of: season).dayNumber) }
                    return hasDay(days, from: start.day, to: day)
                }
            }
            if isTouched {
                followers.append(report)
                moved[own[at]].insert(day)
            }
        }
        return followers
    }

    private func hasDay(_ days: [Int], from start: Int, to end: Int) -> Bool {
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < start { low = middle + 1 } else { high = middle }
        }
        return low < days.count && days[low] < end
    }
}

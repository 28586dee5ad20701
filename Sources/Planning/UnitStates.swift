import Basketball
import Storage

/// Derives the states of units from the calendar and the ledger, for any range, planned or not.
package struct UnitStates: Sendable {
    package let calendar: LeagueCalendar
    package let settings: PipelineSettings
    package private(set) var ledger: Ledger
    /// What a closer look at suspects showed: whether what they read is other than when they were computed.
    private var verdicts: [Unit: Bool] = [:]
    /// Suspects that nobody looked at, because they follow what will run.
    private var trusted: Set<Unit> = []

    package init(calendar: LeagueCalendar, ledger: Ledger, settings: PipelineSettings = .standard) {
        self.calendar = calendar
        self.ledger = ledger
        self.settings = settings
    }

    /// Reads both from a warehouse.
    package init(_ warehouse: any Warehouse, settings: PipelineSettings = .standard) async throws {
        async let calendar = LeagueCalendar(warehouse)
        async let ledger = Ledger(warehouse)
        self.init(calendar: try await calendar, ledger: try await ledger, settings: settings)
    }

    /// Takes up what a run did; what a closer look showed of all other units still holds.
    package mutating func update(_ entries: [LedgerEntry]) { ledger.update(entries) }

    /// Takes up what a closer look at suspects showed.
    package mutating func settle(_ verdicts: [Unit: Bool]) { self.verdicts.merge(verdicts) { $1 } }

    /// Takes suspects for up to date, since a run will look at them.
    package mutating func trust(_ units: some Sequence<Unit>) {
        for unit in units where verdicts[unit] == nil {
            verdicts[unit] = false
            trusted.insert(unit)
        }
    }

    /// Whether a suspect was taken for up to date without a look.
    package func isTrusted(_ unit: Unit) -> Bool { trusted.contains(unit) }

    /// The same with newer entries of the ledger. What was found of summaries still holds, since nothing else that is
    /// computed changes it.
    package func after(_ entries: [LedgerEntry], summaries: Set<String>) -> UnitStates {
        var ledger = ledger
        ledger.update(entries)
        var states = UnitStates(calendar: calendar, ledger: ledger, settings: settings)
        states.verdicts = verdicts.filter { summaries.contains($0.key.table) }
        return states
    }

    /// The same when some tables were made anew, so that what was recorded of them holds no more.
    package func without(tables: [String]) -> UnitStates {
        var states = self
        states.ledger.forget(tables: tables)
        return states
    }

    /// Entries of suspects that were looked at and found up to date, as they should stand so that nobody looks again.
    package func settled(_ tables: [PlannedTable]) -> [LedgerEntry] {
        let found = verdicts.filter { !$0.value && !trusted.contains($0.key) }.keys.sorted()
        guard !found.isEmpty else { return [] }
        let scan = StateScan(self, tables)
        let run = ledger.lastChange
        return found.compactMap { unit in
            guard let report = scan.report(unit.table, calendar.day(unit.date)) else { return nil }
            guard var entry = report.entry, report.state.status == entry.status else { return nil }
            entry.basis = report.basis
            entry.run = max(entry.run, run)
            return entry
        }
    }

    /// First to last date that has a loaded game, or rows of one that has left it; nil when there is neither.
    package var span: DateRange? { span(calendar.span) { _ in true } }

    /// The same of a season; nil where none of its games is loaded.
    package func span(of season: Season) -> DateRange? {
        guard let range = calendar.seasons[season] else { return nil }
        return span(range) { calendar.season(of: $0) == season }
    }

    private func span(_ range: DateRange?, _ isPart: (GameDate) -> Bool) -> DateRange? {
        var (first, last) = (range?.first, range?.last)
        for date in ledger.datesWithRows where range?.contains(date) != true && isPart(date) {
            first = min(first ?? date, date)
            last = max(last ?? date, date)
        }
        guard let first, let last else { return nil }
        return DateRange(first, last)
    }

    /// One report for each date and table: dates in order, tables in the order given.
    package func reports(_ tables: [PlannedTable], _ dates: some Sequence<GameDate>) -> [UnitReport] {
        let scan = StateScan(self, tables)
        return dates.flatMap { scan.reports(calendar.day($0)) }
    }

    /// Reports with each suspect's made anew, when more verdicts are known; nothing else of them has changed.
    package func settled(_ reports: [UnitReport], _ tables: [PlannedTable]) -> [UnitReport] {
        guard reports.contains(where: \.isSuspect) else { return reports }
        let scan = StateScan(self, tables)
        return reports.map { report in
            guard report.isSuspect else { return report }
            return scan.report(report.unit.table, calendar.day(report.unit.date)) ?? report
        }
    }

    package func report(_ table: PlannedTable, _ day: DayFacts) -> UnitReport {
        StateScan(self, [table]).reports(day)[0]
    }

    /// What a closer look showed of a unit; nil when nobody looked.
    func verdict(_ unit: Unit) -> Bool? { verdicts[unit] }
}

/// Many reports with one preparation.
private struct StateScan {
    /// A table and what the ledger says of it and of what it reads.
    struct Table {
        let planned: PlannedTable
        let entries: [Int: LedgerEntry]
        /// Changes of each input of an as-of table.
        let changes: [ChangeIndex]
        let readsPeople: Bool
        let settings: Int
    }

    /// A date and what all tables need of it.
    struct Day {
        let facts: DayFacts
        let resultsSum: Int
        let scheduleSum: Int
        /// First day of what belongs to the season of the games; nil without games.
        let seasonStart: GameDate?
    }

    let states: UnitStates
    let tables: [Table]

    init(_ states: UnitStates, _ tables: [PlannedTable]) {
        self.states = states
        let inputs = Set(tables.filter { $0.kind == .asOf }.flatMap { $0.inputs.map(\.table) })
        let changes = Dictionary(
            uniqueKeysWithValues: inputs.map { ($0, ChangeIndex(states.ledger.entries(of: $0), states.calendar)) })
        self.tables = tables.map { table in
            Table(
                planned: table, entries: states.ledger.entries(of: table.name),
                changes: table.kind == .asOf ? table.inputs.compactMap { changes[$0.table] } : [],
                readsPeople: table.inputs.contains { $0.table == RawTable.players.name },
                settings: states.settings.hash(of: table.settings))
        }
    }

    /// The date's reports, tables in the order given.
    func reports(_ facts: DayFacts) -> [UnitReport] {
        let day = day(facts)
        return tables.map { report($0, day) }
    }

    /// The report of one table; nil where it is none of those asked for.
    func report(_ table: String, _ facts: DayFacts) -> UnitReport? {
        tables.first { $0.planned.name == table }.map { report($0, day(facts)) }
    }

    private func day(_ facts: DayFacts) -> Day {
        Day(
            facts: facts, resultsSum: facts.resultsSum, scheduleSum: facts.scheduleSum,
            seasonStart: facts.season.map { states.calendar.scopeStart(of: $0) })
    }

    private func report(_ table: Table, _ day: Day) -> UnitReport {
        let date = day.facts.date
        let planned = table.planned
        let unit = Unit(planned.name, date)
        let entry = table.entries[date.dayNumber]
        let basis = basis(table, day)
        func report(_ status: UnitStatus, _ reason: String = "", rows: Int?, suspect: Bool = false) -> UnitReport {
            UnitReport(
                unit: unit, state: UnitState(status, reason), rowsExpected: rows, basis: basis, isSuspect: suspect,
                entry: entry)
        }
        switch planned.expectation(day.facts, states.calendar, states.settings) {
        case .none(let reason):
            // Rows of a date on which none are expected any more must go.
            guard let entry, entry.rowsWritten > 0 else { return report(.notExpected, reason, rows: 0) }
            return reason.hasPrefix("bootstrap")
                ? report(.stale, "settings_changed(bootstrap)", rows: 0)
                : report(.stale, "input_changed(games \(date))", rows: 0)
        case .rows(let count):
            guard let entry else { return report(.missing, "never_written", rows: count) }
            let rows = count ?? entry.rowsExpected
            if entry.status == .blocked { return report(.blocked, entry.reason, rows: rows) }
            // Rows were not expected when it was looked at, so it was never computed.
            if entry.status == .notExpected, entry.inputDigest.isEmpty {
                return entry.reason.hasPrefix("bootstrap")
                    ? report(.stale, "settings_changed(bootstrap)", rows: rows)
                    : report(.stale, "input_changed(games \(date))", rows: rows)
            }
            if entry.codeVersion != planned.version {
                return report(.stale, "code_changed(v\(entry.codeVersion) -> v\(planned.version))", rows: rows)
            }
            // Written when less was expected of the same games, by an earlier version.
            if entry.status == .written, let count, count > entry.rowsWritten {
                return report(.stale, "input_changed(games \(date))", rows: rows)
            }
            if let change = evidence(table, day, entry, basis) {
                switch states.verdict(unit) {
                case false: break
                case true: return report(.stale, "input_changed(\(change))", rows: rows)
                case nil: return report(.stale, "input_changed(\(change))", rows: rows, suspect: true)
                }
            }
            // Computing may have told of more.
            return report(entry.status, entry.reason, rows: max(rows, entry.rowsExpected))
        }
    }

    /// Hash of the raw facts that a unit depends on.
    private func basis(_ table: Table, _ day: Day) -> Int {
        let facts: Int
        switch table.planned.kind {
        case .summary: facts = day.resultsSum
        case .asOf: facts = day.scheduleSum &+ (table.readsPeople ? states.calendar.peopleSum &* 31 : 0)
        }
        return facts &* 31 &+ table.settings
    }

    /// What changed, of all that the unit may read, since it was computed; nil when nothing did.
    private func evidence(_ table: Table, _ day: Day, _ entry: LedgerEntry, _ basis: Int) -> String? {
        let date = day.facts.date
        if entry.basis != basis { return table.planned.kind == .summary ? "\(date)" : "schedule \(date)" }
        guard let start = day.seasonStart else { return nil }
        for (input, changes) in zip(table.planned.inputs, table.changes) {
            if let date = changes.change(after: entry.run, input.scope, of: date, seasonStart: start) {
                return "\(input.table) \(date)"
            }
        }
        return nil
    }
}

extension PipelineSettings {
    /// Hash of the values of some settings.
    fileprivate func hash(of names: [Name]) -> Int {
        names.isEmpty ? 0 : Digest128(of: names.flatMap { text($0).utf8.map { Int($0) } + [-1] }).intValue
    }
}

extension Digest128 {
    fileprivate var intValue: Int { Int(bitPattern: UInt(low)) }
}

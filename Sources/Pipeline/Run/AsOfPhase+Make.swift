import Basketball
import Planning
import Storage

extension AsOfPhase {
    /// Birthdates of all players whose is known.
    static func birthdates(_ warehouse: any Warehouse) async throws -> [Int: GameDate] {
        let people = try await warehouse.scan(RawTable.players, columns: ["player_id", "birthdate"], .all)
        var birthdates: [Int: GameDate] = [:]
        for row in 0..<people.count {
            if let date = people.vectors[1].date(row) { birthdates[people.vectors[0].integers[row]] = date }
        }
        return birthdates
    }

    /// Which summaries dated before a day are ready for those that read them.
    static func readiness(_ states: UnitStates, before end: Int, acceptPartial: Bool) -> Readiness {
        var readiness = Readiness(states.settings, acceptPartial: acceptPartial)
        let summaries = Registry.tables.filter { $0.planned.kind == .summary }
        let games = states.calendar.gameDates.map(\.dayNumber).filter { $0 < end }
        for table in summaries {
            // Also dates that a game has left, whose rows have not gone yet.
            let kept = states.ledger.entries(of: table.name).filter { $0.key < end && $0.value.rowsWritten > 0 }.keys
            let past = Set(games).union(kept).sorted().map { GameDate(dayNumber: $0) }
            readiness.note(table.name, states.reports([table.planned], past))
        }
        return readiness
    }

    /// Reads what as-of units need: the past, birthdates, lines, and which of their inputs are ready.
    static func make(
        _ warehouse: any Warehouse, _ units: [UnitReport], _ states: UnitStates, _ sources: HistorySources,
        _ judge: UnitJudge, acceptPartial: Bool, workers: Int, readsStored: Bool = true
    ) async throws -> AsOfPhase {
        let planned = Set(units.map(\.unit.table))
        let tables = AsOfPhase.needed(for: planned)
        let dates = Set(units.map(\.unit.date)).sorted()
        let reports = states.reports(tables.map(\.planned), dates)
        let settled = readsStored ? StoredInputs.settled(tables, planned: planned, reports) : []
        let computed = tables.filter { !settled.contains($0.name) }
        let end = (dates.last?.dayNumber ?? 0)
        async let people = birthdates(warehouse)
        async let lines = LineReader(
            warehouse: warehouse, calendar: states.calendar, bookmakers: states.settings.bookmakers
        ).read(dates)
        // Looked up while rows are read.
        async let ready = readiness(states, before: end, acceptPartial: acceptPartial)
        async let inputs = StoredInputs(warehouse, settled, readers: computed, reports)
        let rows = try await sources.narrowed(to: computed).read(warehouse, ledger: states.ledger, before: end)
        let stored = try await inputs
        guard stored.isComplete else {
            // Somebody has taken rows away: what is stored is not what the ledger speaks of.
            return try await make(
                warehouse, units, states, sources, judge, acceptPartial: acceptPartial, workers: workers,
                readsStored: false)
        }
        let history = try await History(
            sources: rows, birthdates: try await people, tables: computed,
            firstSeason: dates.compactMap { states.calendar.day($0).season?.startYear }.min() ?? .min, workers: workers)
        return AsOfPhase(
            history: history, tables: tables, states: states,
            readiness: await ready, judge: judge,
            lines: try await lines,
            reports: Dictionary(uniqueKeysWithValues: reports.map { ($0.unit, $0) }), settled: settled, stored: stored)
    }
}

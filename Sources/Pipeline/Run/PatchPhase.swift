import Basketball
import Planning
import Storage

/// Computes, in units that follow changed appearances, the rows of those players alone.
///
/// A row of a player table is made of his own past and of what is not of players, and the digests of a unit are sums over
/// players and rows. Nothing of that is taken on trust: the rows are computed from the past as it was, too, and where that
/// does not give the rows and digests that are stored, all units of the date are left to `AsOfPhase`.
struct PatchPhase: Sendable {
    let past: PatchedPast
    /// Tables that are computed or read on their dates, in order.
    let tables: [TableDefinition]
    let units: [GameDate: [Unit: UnitReport]]
    let states: UnitStates
    let readiness: Readiness
    let judge: UnitJudge
    let lines: [GameDate: LinesOfDay]
    let reports: [Unit: UnitReport]
    let sums: [Unit: UnitSums]
    /// Stored rows: of player tables those of the players, of others all.
    let stored: [String: [GameDate: ColumnBatch]]

    /// Reads what is stored of the dates on which nothing else runs.
    ///
    /// - Parameters:
    ///   - all: the as-of units of the run that are left.
    ///   - followers: units that run only because of what they read.
    static func make(
        _ warehouse: any Warehouse, _ past: PatchedPast, _ all: [UnitReport], followers: Set<Unit>,
        _ states: UnitStates, _ judge: UnitJudge, acceptPartial: Bool
    ) async throws -> PatchPhase {
        let byDate = Dictionary(grouping: all, by: \.unit.date).filter { _, units in
            units.allSatisfy { followers.contains($0.unit) && past.changed[$0.unit.table] != nil }
        }
        let dates = byDate.keys.sorted()
        let names = Set(byDate.values.joined().map(\.unit.table))
        let tables = AsOfPhase.needed(for: names)
        let besides = tables.filter { table in byDate.values.contains { !$0.contains { $0.unit.table == table.name } } }
        async let lines = LineReader(
            warehouse: warehouse, calendar: states.calendar, bookmakers: states.settings.bookmakers
        ).read(dates)
        async let readiness = AsOfPhase.readiness(
            states, before: dates.last?.dayNumber ?? 0, acceptPartial: acceptPartial)
        async let reports = states.reports(besides.map(\.planned), dates)
        async let sums = UnitSums.read(warehouse, Set(byDate.values.joined().map(\.unit)))
        let stored = try await concurrentMap(tables, width: tables.count) { table in
            (
                table.name,
                try await rows(warehouse, table, past.players, dates, isComputed: names.contains(table.name), tables)
            )
        }
        return PatchPhase(
            past: past, tables: tables,
            units: byDate.mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0.unit, $0) }) }, states: states,
            readiness: await readiness, judge: judge, lines: try await lines,
            reports: Dictionary(uniqueKeysWithValues: await reports.map { ($0.unit, $0) }),
            sums: try await sums, stored: stored.reduce(into: [:]) { $0[$1.0] = $1.1 })
    }

    private static func rows(
        _ warehouse: any Warehouse, _ table: TableDefinition, _ players: [Int], _ dates: [GameDate],
        isComputed: Bool, _ readers: [TableDefinition]
    ) async throws -> [GameDate: ColumnBatch] {
        let read = Set(
            readers.flatMap(\.planned.inputs).filter { $0.scope == .sameDate && $0.table == table.name }
                .flatMap(\.columns))
        guard table.isOfPlayers else { return try await StoredInputs.rows(warehouse, table, read, dates) }
        let all = table.schema.columns.map(\.name)
        let columns = isComputed ? all : all.filter { read.contains($0) || table.schema.key.contains($0) }
        return try await warehouse.scan(
            table.schema, columns: columns, .among(column: "player_id", players, on: dates)
        ).byDate(table.dateColumn)
    }

    /// What became of the units of all dates of which the stored digests could be confirmed.
    func run(workers: Int, stop: StopFlag) async throws -> UnitWork {
        let found = try await concurrentMap(units.keys.sorted().pieces(8), width: workers) { dates in
            stop.isRequested ? [] : dates.flatMap { compute($0) ?? [] }
        }
        var work = UnitWork()
        for result in found.joined() { work.add(result) }
        return work
    }

    /// The units of a date; nil when one of them has to be computed as a whole.
    private func compute(_ date: GameDate) -> [UnitResult]? {
        let facts = states.calendar.day(date)
        let seasonStart = facts.season.map { states.calendar.scopeStart(of: $0) } ?? date
        var then: [String: ColumnBatch] = [:]
        var now: [String: ColumnBatch] = [:]
        var results: [UnitResult] = []
        var moved: Set<String> = []
        for table in tables {
            let unit = Unit(table.name, date)
            let rows = stored[table.name]?[date]
            guard let report = units[date]?[unit] else {
                guard isSettled(table, unit) else { return nil }
                (then[table.name], now[table.name]) = (rows, rows)
                continue
            }
            if past.changed[table.name]?.isEmpty == true, moved.isDisjoint(with: table.reads) {
                // What it follows has not moved.
                guard let result = judge.untouched(report) else { return nil }
                (then[table.name], now[table.name]) = (rows, rows)
                results.append(result)
                continue
            }
            let inputs = table.planned.inputs.filter { $0.scope != .sameDate }
            guard case .asOf(let compute) = table.processor,
                case .rows = table.planned.expectation(facts, states.calendar, states.settings),
                readiness.blocker(inputs, on: date, seasonStart: seasonStart) == nil
            else { return nil }
            let day = lines[date] ?? LinesOfDay(date)
            let old = compute(facts, past.before, day, then, nil)
            let new = compute(facts, past.after, day, now, nil)
            guard old.failure == nil, let before = old.reading else { return nil }
            guard
                let result = before == new.reading
                    ? judge.untouched(report)
                    : confirmed(table, report, old, rows ?? ColumnBatch(table.schema))
                        .flatMap({ result(table, report, $0, old, new) })
            else { return nil }
            (then[table.name], now[table.name]) = (old.batch, new.batch)
            if !result.isUnchanged { moved.insert(table.name) }
            results.append(result)
        }
        return results
    }

    /// Whether a unit that does not run is as those that read it may read it.
    private func isSettled(_ table: TableDefinition, _ unit: Unit) -> Bool {
        guard let report = reports[unit], !report.isSuspect else { return false }
        return readiness.isReady(table.name, report.state.status, report.entry)
    }

    /// What the ledger says of a unit, and the sums behind it, when rows computed from the past as it was are those stored.
    private func confirmed(
        _ table: TableDefinition, _ report: UnitReport, _ old: UnitRows, _ rows: ColumnBatch
    ) -> Proof? {
        let digests = RowsDigest.each(old.batch)
        guard let entry = report.entry, judge.standing(table, report) != nil, let sums = sums[report.unit],
            let reading = old.reading, old.refused.isEmpty,
            Reading(others: reading.others, players: sums.players).digest == entry.inputDigest,
            sums.rows.count == entry.rowsWritten, "\(sums.rows)" == entry.outputDigest,
            digests == RowsDigest.each(rows)
        else { return nil }
        return Proof(entry: entry, sums: sums, rows: digests)
    }

    /// What is known of a unit whose stored rows are those that the past as it was gives.
    private struct Proof {
        let entry: LedgerEntry
        let sums: UnitSums
        /// Digest of each of the players' rows.
        let rows: [RowsDigest]
    }

    /// The unit with the players' rows as they are now; nil when more than values of rows changed.
    private func result(
        _ table: TableDefinition, _ report: UnitReport, _ proof: Proof, _ old: UnitRows, _ new: UnitRows
    ) -> UnitResult? {
        guard let before = old.reading, var reading = new.reading, before.others == reading.others,
            new.failure == nil, new.refused.isEmpty, new.expected == old.expected, new.missing == old.missing,
            new.notExpected == old.notExpected,
            new.batch["player_id"].integers == old.batch["player_id"].integers
        else { return nil }
        let digests = RowsDigest.each(new.batch)
        let changed = digests.indices.filter { digests[$0] != proof.rows[$0] }
        reading.players = proof.sums.players - before.players + reading.players
        let rows = changed.reduce(proof.sums.rows) { $0 - proof.rows[$1] + digests[$1] }
        return judge.patched(report, proof.entry, reading, rows, changed: new.batch.selecting(changed))
    }
}

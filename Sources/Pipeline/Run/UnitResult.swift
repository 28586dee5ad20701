import Basketball
import Planning
import Storage

/// What became of a unit in a run.
package struct UnitResult: Sendable {
    /// What the ledger says of it from now on.
    package let entry: LedgerEntry
    /// What it reads is what it was computed from: it was looked at and left as it is.
    package let isUnchanged: Bool
    /// How many rows were put in the place of those that were stored.
    package let rowsStored: Int
    /// Rows to put in the place of those that are stored; nil when these stay, and when it is done.
    private(set) var rows: ColumnBatch?
    /// Whether they take the place of the stored rows with their keys alone, not of all of the date.
    let isPatch: Bool
    /// From what the digests are made; nil where that is not kept, or is the same as it was.
    let sums: UnitSums?

    init(
        entry: LedgerEntry, isUnchanged: Bool, rows: ColumnBatch?, isPatch: Bool = false, sums: UnitSums? = nil
    ) {
        self.entry = entry
        self.isUnchanged = isUnchanged
        self.rows = rows
        self.isPatch = isPatch
        self.sums = sums
        rowsStored = rows?.count ?? 0
    }

    /// The same when its rows are stored and need not be kept.
    var committed: UnitResult {
        var result = self
        result.rows = nil
        return result
    }

    /// For progress and summaries: `unchanged`, or the state.
    package var outcome: String { isUnchanged ? "unchanged" : entry.status.rawValue }
}

/// Makes results from reports and computed rows.
struct UnitJudge: Sendable {
    let run: Int
    let policy: PlanPolicy

    /// A unit that was computed.
    func judge(_ table: TableDefinition, _ report: UnitReport, _ unit: UnitRows, microseconds: Int) -> UnitResult {
        if let failure = unit.failure {
            var entry = kept(table, report, .failed, failure, digest: unit.inputDigest).entry
            entry.isRetryable = unit.isRetryable
            return UnitResult(entry: entry, isUnchanged: false, rows: nil)
        }
        let before = report.entry
        let expected = (unit.expected ?? report.rowsExpected ?? unit.batch.count) + unit.alsoExpected
        // How many rows a summary should have is not all told by what it reads.
        let expectsTheSame = table.planned.kind == .asOf || before?.rowsExpected == expected
        if let before, before.inputDigest == unit.inputDigest, standing(table, report) != nil, expectsTheSame {
            var entry = before
            entry.basis = report.basis
            entry.run = run
            return UnitResult(entry: entry, isUnchanged: true, rows: nil)
        }
        let status = status(unit, expected)
        let rows = RowsDigest(unit.batch)
        let output = "\(rows)"
        let isSame = before.map { $0.outputDigest == output && $0.rowsWritten == unit.batch.count } ?? false
        let entry = LedgerEntry(report.unit, status) {
            $0.rowsExpected = expected
            $0.rowsWritten = unit.batch.count
            $0.notExpected = unit.notExpected.joined(separator: ";")
            $0.reason = reason(unit, status, expected - unit.batch.count)
            $0.codeVersion = table.planned.version
            $0.basis = report.basis
            $0.inputDigest = unit.inputDigest
            $0.outputDigest = output
            $0.microseconds = microseconds
            $0.run = run
            $0.override = overrides
            $0.details = details(unit)
            $0.attempt = before.map { $0.inputDigest == unit.inputDigest ? $0.attempt + 1 : 1 } ?? 1
            $0.changedRun = isSame ? before?.changedRun ?? run : run
        }
        let stays = isSame && policy.forceReason == nil
        let sums = table.isOfPlayers ? unit.reading.map { UnitSums(report.unit, players: $0.players, rows: rows) } : nil
        return UnitResult(entry: entry, isUnchanged: false, rows: stays ? nil : unit.batch, sums: sums)
    }

    /// The input digest with which a unit would stay as it is; nil when it would be written whatever it reads.
    func standing(_ table: TableDefinition, _ report: UnitReport) -> String? {
        guard let entry = report.entry, entry.codeVersion == table.planned.version, policy.forceReason == nil,
            [.written, .partial, .notExpected].contains(entry.status)
        else { return nil }
        return entry.inputDigest
    }

    /// A follower that reads nothing that is another now.
    func untouched(_ report: UnitReport) -> UnitResult? {
        guard var entry = report.entry else { return nil }
        entry.run = run
        return UnitResult(entry: entry, isUnchanged: true, rows: nil)
    }

    /// A unit of which some players' rows, and what was read of these players, are others now.
    ///
    /// - Parameter changed: the rows that differ from the stored ones with their keys.
    func patched(
        _ report: UnitReport, _ entry: LedgerEntry, _ reading: Reading, _ rows: RowsDigest, changed: ColumnBatch
    )
        -> UnitResult
    {
        var entry = entry
        entry.inputDigest = reading.digest
        entry.outputDigest = "\(rows)"
        entry.basis = report.basis
        entry.run = run
        if !changed.isEmpty { entry.changedRun = run }
        entry.attempt = 1
        entry.override = overrides
        return UnitResult(
            entry: entry, isUnchanged: false, rows: changed.isEmpty ? nil : changed, isPatch: true,
            sums: UnitSums(report.unit, players: reading.players, rows: rows))
    }

    /// Why units were computed or let pass against the rules; empty when none was.
    private var overrides: String {
        [policy.forceReason, policy.acceptPartialReason].compactMap(\.self).joined(separator: "; ")
    }

    /// A unit of which no rows are expected any more: what is stored goes.
    func emptied(_ table: TableDefinition, _ report: UnitReport, reason: String) -> UnitResult {
        var entry = LedgerEntry(report.unit, .notExpected)
        entry.reason = reason
        entry.codeVersion = table.planned.version
        entry.basis = report.basis
        entry.run = run
        // Nothing was there before either: those that read it need not look.
        let isSame = report.entry.map { $0.status == .notExpected && $0.rowsWritten == 0 } ?? false
        entry.changedRun = isSame ? report.entry?.changedRun ?? run : run
        return UnitResult(entry: entry, isUnchanged: isSame, rows: isSame ? nil : ColumnBatch(table.schema))
    }

    /// A unit that is not computed because of something that it reads.
    func blocked(_ table: TableDefinition, _ report: UnitReport, _ reason: String) -> UnitResult {
        kept(table, report, .blocked, reason, digest: report.entry?.inputDigest ?? "")
    }

    /// A unit whose stored rows, if any, stay as they are.
    private func kept(
        _ table: TableDefinition, _ report: UnitReport, _ status: UnitStatus, _ reason: String, digest: String
    ) -> UnitResult {
        var entry = LedgerEntry(report.unit, status)
        let before = report.entry
        entry.reason = reason
        entry.rowsExpected = report.rowsExpected ?? before?.rowsExpected ?? 0
        entry.rowsWritten = before?.rowsWritten ?? 0
        entry.outputDigest = before?.outputDigest ?? ""
        entry.codeVersion = table.planned.version
        entry.basis = report.basis
        entry.inputDigest = digest
        entry.run = run
        entry.changedRun = before?.changedRun ?? run
        entry.attempt = before.map { $0.status == status && $0.inputDigest == digest ? $0.attempt + 1 : 1 } ?? 1
        return UnitResult(entry: entry, isUnchanged: false, rows: nil)
    }

    private func status(_ unit: UnitRows, _ expected: Int) -> UnitStatus {
        unit.batch.count < expected ? .partial : expected == 0 ? .notExpected : .written
    }

    private func reason(_ unit: UnitRows, _ status: UnitStatus, _ missing: Int) -> String {
        switch status {
        case .notExpected: return unit.notExpected.isEmpty ? "no_candidates" : unit.notExpected.joined(separator: ";")
        case .partial:
            var reasons = unit.missing
            let refused = unit.refused.count + unit.quarantined
            if refused > 0 { reasons.append("quarantined(\(refused) row\(refused == 1 ? "" : "s"))") }
            return reasons.isEmpty ? "rows_missing(\(missing))" : reasons.joined(separator: ";")
        default: return ""
        }
    }

    private func details(_ unit: UnitRows) -> String {
        guard !unit.refused.isEmpty else { return "" }
        let rows = unit.refused.map { "{\"fault\":\(RowJSON.quoted($0.fault)),\"row\":\($0.row)}" }
        return "[\(rows.joined(separator: ","))]"
    }
}

/// Results of several units that one commit stores.
struct UnitWork: Sendable {
    private(set) var results: [UnitResult] = []

    init() {}

    init(_ parts: [UnitWork]) { results = parts.flatMap(\.results) }

    mutating func add(_ result: UnitResult) { results.append(result) }

    /// The changes: rows of each table in the order of dates, then the ledger.
    func changes(_ tables: [TableDefinition]) -> [Change] {
        let order = results.indices.sorted { results[$0].entry.unit.date < results[$1].entry.unit.date }
        var rows: [String: (dates: [GameDate], pieces: [ColumnBatch])] = [:]
        for index in order {
            guard let own = results[index].rows, !results[index].isPatch else { continue }
            let unit = results[index].entry.unit
            rows[unit.table, default: ([], [])].dates.append(unit.date)
            if !own.isEmpty { rows[unit.table]?.pieces.append(own) }
        }
        var changes = tables.compactMap { table in
            rows[table.name].map { Change.replace(table.schema, $0.dates, $0.pieces) }
        }
        var patches: [String: ColumnBatch] = [:]
        for index in order where results[index].isPatch {
            guard let own = results[index].rows else { continue }
            patches[results[index].entry.unit.table, default: ColumnBatch(own.columns)].append(own)
        }
        for table in tables { if let rows = patches[table.name] { changes.append(.update(table.schema, rows)) } }
        let sums = results.compactMap(\.sums)
        if !sums.isEmpty { changes.append(UnitSums.change(sums)) }
        return changes + [Ledger.change(results.map(\.entry))]
    }
}

/// Runs a body and tells how many microseconds it took.
func timed<Value>(_ body: () -> Value) -> (Value, microseconds: Int) {
    let clock = ContinuousClock()
    let start = clock.now
    let value = body()
    return (value, Int((clock.now - start) / .microseconds(1)))
}

import Basketball
import Planning
import Storage

/// Computes summaries: raw columns are read a chunk of dates ahead, units of a stretch computed together.
struct SummaryPhase: Sendable {
    let reader: RawReader
    let tables: [TableDefinition]
    let judge: UnitJudge
    let calendar: LeagueCalendar

    /// Dates whose raw rows are read together.
    private static let chunk = 56
    /// Dates that one task computes and one commit stores.
    private static let stretch = 14

    /// Rows of the units that were looked at, computed or not stored again: what later units of the run read.
    struct Computed: Sendable {
        let work: UnitWork
        let rows: [(table: String, date: GameDate, rows: ColumnBatch)]
    }

    /// Runs units and hands each stretch on when it is computed.
    ///
    /// - Parameter keep: columns to keep of each table's rows, by its name.
    func run(
        _ units: [GameDate: [UnitReport]], order: [GameDate], keep: [String: [String]], workers: Int, stop: StopFlag,
        _ body: (Computed) async throws -> Void
    ) async throws {
        let chunks = order.pieces(SummaryPhase.chunk)
        guard let first = chunks.first else { return }
        // Two chunks ahead at most: one being computed, one being read.
        try await withThrowingTaskGroup(of: [GameDay].self) { readers in
            readers.addTask { try await reader.read(first) }
            for index in chunks.indices {
                guard let days = try await readers.next() else { break }
                if index + 1 < chunks.count, !stop.isRequested {
                    let next = chunks[index + 1]
                    readers.addTask { try await reader.read(next) }
                }
                let stretches = days.map { ($0, units[$0.date] ?? []) }.pieces(SummaryPhase.stretch)
                try await withThrowingTaskGroup(of: Computed.self) { group in
                    var waiting = stretches[...]
                    func start() {
                        guard !stop.isRequested, let days = waiting.popFirst() else { return }
                        group.addTask { compute(days, keep: keep) }
                    }
                    for _ in 0..<workers { start() }
                    while let computed = try await group.next() {
                        start()
                        try await body(computed)
                    }
                }
                if stop.isRequested { break }
            }
            readers.cancelAll()
        }
    }

    private func compute(_ days: [(GameDay, [UnitReport])], keep: [String: [String]]) -> Computed {
        var work = UnitWork()
        var kept: [(table: String, date: GameDate, rows: ColumnBatch)] = []
        for (day, reports) in days {
            for table in tables {
                guard let report = reports.first(where: { $0.unit.table == table.name }),
                    case .summary(let compute) = table.processor
                else { continue }
                if report.rowsExpected == 0 {
                    work.add(judge.emptied(table, report, reason: calendar.absence(day.date)))
                    continue
                }
                let (unit, time) = timed { compute(day) }
                work.add(judge.judge(table, report, unit, microseconds: time))
                if let columns = keep[table.name] {
                    kept.append((table.name, day.date, unit.batch.selecting(columns: columns)))
                }
            }
        }
        return Computed(work: work, rows: kept)
    }
}

extension Array {
    /// Neighbours in pieces of so many.
    func pieces(_ size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

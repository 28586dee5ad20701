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
    /// Chunks that are read at the same time, or wait to be computed.
    private static let readers = 2
    /// Dates that one task computes and one commit stores.
    private static let stretch = 14

    /// Rows of the units that were looked at, computed or not stored again: what later units of the run read.
    struct Computed: Sendable {
        let work: UnitWork
        let rows: [(table: String, date: GameDate, rows: ColumnBatch)]
    }

    /// Runs units and hands each stretch on when it is stored.
    ///
    /// - Parameter keep: columns to keep of each table's rows, by its name.
    func run(
        _ units: [GameDate: [UnitReport]], order: [GameDate], keep: [String: [String]], workers: Int, stop: StopFlag,
        commit: @escaping @Sendable (UnitWork) async throws -> Void, _ body: (Computed) -> Void
    ) async throws {
        var waiting = order.pieces(SummaryPhase.chunk)[...]
        try await withThrowingTaskGroup(of: [GameDay].self) { readers in
            func read() {
                guard !stop.isRequested, let dates = waiting.popFirst() else { return }
                readers.addTask { try await reader.read(dates) }
            }
            for _ in 0..<SummaryPhase.readers { read() }
            try await withThrowingTaskGroup(of: Computed.self) { group in
                var running = 0
                while let days = try await readers.next() {
                    read()
                    for days in days.map({ ($0, units[$0.date] ?? []) }).pieces(SummaryPhase.stretch) {
                        if running == workers + Executor.ahead, let computed = try await group.next() {
                            body(computed)
                            running -= 1
                        }
                        if stop.isRequested { break }
                        group.addTask {
                            let computed = compute(days, keep: keep)
                            try await commit(computed.work)
                            return computed
                        }
                        running += 1
                    }
                }
                while let computed = try await group.next() { body(computed) }
            }
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

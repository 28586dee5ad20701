import Basketball
import Planning
import Storage

/// Computes summaries: each task reads the raw columns of a stretch of dates and computes all its units.
struct SummaryPhase: Sendable {
    let reader: RawReader
    let tables: [TableDefinition]
    let judge: UnitJudge
    let calendar: LeagueCalendar

    /// Dates that one task reads and computes.
    private static let stretch = 28

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
        stage: @escaping @Sendable ([UnitWork]) async throws -> StagedCommit, _ body: (Computed) -> Void
    ) async throws {
        // Two more than there are workers: while some wait for rows to be read, others compute.
        let commits = OrderedCommits(workers: workers + 2, stop: stop) { (dates: [GameDate]) in
            compute(try await reader.read(dates).map { ($0, units[$0.date] ?? []) }, keep: keep)
        } stage: {
            try await stage($0.map(\.work))
        } commit: {
            try await $0.run()
        }
        try await commits.run(order.pieces(SummaryPhase.stretch), body)
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

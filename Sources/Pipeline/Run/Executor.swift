import Basketball
import Planning
import Storage

/// Runs the units of a plan: raw columns read once a stretch, units computed in parallel, one writer that commits rows
/// and ledger together.
package struct Executor: Sendable {
    let warehouse: any Warehouse
    let version: String
    let workers: Int

    /// Dates that one task computes and one commit stores.
    private static let stretch = 14
    /// Dates whose raw rows are read together.
    private static let chunk = 56

    /// - Parameter workers: tasks that compute at the same time.
    package init(_ warehouse: any Warehouse, version: String, workers: Int) {
        self.warehouse = warehouse
        self.version = version
        self.workers = max(1, workers)
    }

    /// What a run did.
    package struct Outcome: Sendable {
        package internal(set) var entries: [LedgerEntry] = []
        package internal(set) var planned = 0
        package internal(set) var stopped = false
        package internal(set) var run: Int?

        /// Rows stored.
        package var rows: Int { entries.reduce(0) { $0 + $1.rowsWritten } }
    }

    /// Runs a plan to its end, or until it is asked to stop.
    ///
    /// - Parameter committed: called after each commit with the units that it stored.
    package func run(
        _ plan: Plan, _ states: UnitStates, stop: StopFlag,
        committed: @escaping @Sendable ([LedgerEntry]) -> Void = { _ in }
    ) async throws -> Outcome {
        var outcome = Outcome()
        outcome.planned = plan.units.count
        guard !plan.units.isEmpty else { return outcome }
        let tables = Registry.tables.filter { table in plan.tables.contains { $0.name == table.name } }
        _ = try await warehouse.prepare(tables.map(\.schema) + [Ledger.table, RunLog.table])
        let run = try await RunLog.begin(warehouse, version: version, units: plan.units.count)
        outcome.run = run
        let reader = RawReader(warehouse: warehouse, calendar: states.calendar)
        let byDate = Dictionary(grouping: plan.units, by: \.unit.date)
        let chunks = Executor.pieces(byDate.keys.sorted(), Executor.chunk)
        let limit = workers
        // Two chunks ahead at most: one being computed, one being read.
        try await withThrowingTaskGroup(of: [GameDay].self) { readers in
            readers.addTask { try await reader.read(chunks[0]) }
            for index in chunks.indices {
                guard let days = try await readers.next() else { break }
                if index + 1 < chunks.count, !stop.isRequested {
                    let next = chunks[index + 1]
                    readers.addTask { try await reader.read(next) }
                }
                let stretches = Executor.pieces(days.map { ($0, byDate[$0.date] ?? []) }, Executor.stretch)
                try await withThrowingTaskGroup(of: UnitWork.self) { units in
                    var waiting = stretches[...]
                    func start() {
                        guard !stop.isRequested, let days = waiting.popFirst() else { return }
                        units.addTask { UnitWork.compute(days, tables, run: run) }
                    }
                    for _ in 0..<limit { start() }
                    while let work = try await units.next() {
                        start()
                        let entries = try await commit(work)
                        outcome.entries += entries
                        committed(entries)
                    }
                }
                if stop.isRequested { break }
            }
            readers.cancelAll()
        }
        outcome.stopped = outcome.entries.count < plan.units.count
        try await RunLog.end(
            warehouse, run: run, done: outcome.entries.count, outcome: outcome.stopped ? "stopped" : "complete")
        return outcome
    }

    private func commit(_ work: UnitWork) async throws -> [LedgerEntry] {
        try await warehouse.transaction { transaction in
            for part in work.stored {
                try await transaction.apply(.replace(part.table, part.dates, part.rows))
            }
            let entries = work.stored.flatMap(\.entries)
            try await transaction.apply(Ledger.change(entries))
            return entries
        }
    }

    private static func pieces<Item>(_ items: [Item], _ size: Int) -> [[Item]] {
        stride(from: 0, to: items.count, by: size).map { Array(items[$0..<min($0 + size, items.count)]) }
    }
}

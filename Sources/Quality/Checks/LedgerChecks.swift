import Basketball
import Pipeline
import Planning
import Storage

/// Checks of the ledger, and of the rows against it.
extension Check {
    /// Units whose inputs or code changed since their rows were written.
    static func staleUnits() -> Check {
        .single("stale_units") { context in
            let units = (context.facts.units[context.table.name] ?? []).filter(\.wasAttempted)
            return .count(
                Double(units.count { $0.state.status == .stale }), Double(units.count), of: "units in the ledger",
                failing: rows(units.filter { $0.state.status == .stale }, context))
        }
    }

    /// Units that failed or were blocked, of those attempted.
    static func unitsFailed() -> Check {
        .single("units_failed") { context in
            let units = (context.facts.units[context.table.name] ?? []).filter(\.wasAttempted)
            let failed = units.filter { $0.state.status == .failed || $0.state.status == .blocked }
            return .ratio(
                Double(failed.count), Double(units.count), of: "units attempted", failing: rows(failed, context))
        }
    }

    /// Dates whose stored rows are not those that the ledger speaks of: their number, and under `--full` their digest.
    static func rowsUnlikeLedger() -> Check {
        .single("rows_unlike_ledger") { context in
            let units = context.facts.units[context.table.name] ?? []
            var unlike: [GameDate: String] = [:]
            for unit in units {
                let there = context.sums.rows[unit.unit.date] ?? 0
                if there != unit.rowsRecorded {
                    unlike[unit.unit.date] = "\(there) rows are stored, the ledger recorded \(unit.rowsRecorded)"
                }
            }
            if context.options.isFull {
                for date in try await digestsDiffer(context) where unlike[date] == nil {
                    unlike[date] = "other rows than those recorded"
                }
            }
            let population = units.count { $0.wasAttempted || context.sums.rows[$0.unit.date] != nil }
            return .count(
                Double(unlike.count), Double(population), of: "dates with rows or an entry",
                failing: unlike.sorted { $0.key < $1.key }.map {
                    FailingRow([.init(context.table.dateColumn, "\($0.key)")], $0.value)
                })
        }
    }

    private static func digestsDiffer(_ context: GateContext) async throws -> [GameDate] {
        let ledger = try await Ledger(context.warehouse)
        let manifest = try await Manifest(
            context.warehouse, [context.table], context.facts.dates, ledger: ledger, workers: context.options.workers)
        return manifest.disagreements.map(\.date)
    }

    private static func rows(_ units: [RangeFacts.UnitFact], _ context: GateContext) -> [FailingRow] {
        units.map { FailingRow([.init(context.table.dateColumn, "\($0.unit.date)")], $0.state.description) }
    }
}

import Foundation
import Storage

/// The record of runs: who wrote what when, and by which decisions. Evidence only, no result depends on it.
package enum RunLog {
    package static let table = TableSchema(
        "runs", .system, key: ["run_id"],
        [
            Column("run_id", .integer, "from 1"), Column("started_at", .text, "UTC"),
            Column("finished_at", .text, nullable: true, "UTC; unknown while it runs, and when it was killed"),
            Column("version", .text, "version of fullcourt"), Column("units_planned", .integer, unit: "units"),
            Column("units_done", .integer, unit: "units", nullable: true),
            Column("milliseconds", .integer, unit: "milliseconds", nullable: true),
            Column("outcome", .text, nullable: true, "complete, incomplete or stopped"),
            Column("plan", .text, nullable: true, "hash of the saved plan that was applied"),
            Column("force_reason", .text, nullable: true, "why units up to date were computed again"),
            Column("accept_partial_reason", .text, nullable: true, "why partial inputs were read"),
            Column("dates", .text, nullable: true, "dates of the run, joined by ;"),
            Column("tables", .text, nullable: true, "tables of the run, joined by ;"),
        ])

    /// One run, as it is recorded.
    package struct Entry: Sendable {
        package let run: Int
        package var startedAt: String
        package var finishedAt: String?
        package let version: String
        package let unitsPlanned: Int
        package var unitsDone: Int?
        package var milliseconds: Int?
        package var outcome: String?
        package let plan: String?
        package let forceReason: String?
        package let acceptPartialReason: String?
        package let dates: String?
        package let tables: String?
    }

    /// Begins a run.
    ///
    /// - Returns: its number.
    package static func begin(
        _ warehouse: any Warehouse, version: String, plan: Plan, hash: String?
    ) async throws -> Int {
        try await warehouse.transaction { transaction in
            let known = try await transaction.scan(table, columns: ["run_id"], .all)
            let run = (known["run_id"].integers.last ?? 0) + 1
            let dates = Set(plan.units.map(\.unit.date)).sorted().map(\.description).joined(separator: ";")
            let entry = Entry(
                run: run, startedAt: Date.now.formatted(.iso8601), finishedAt: nil, version: version,
                unitsPlanned: plan.units.count, unitsDone: nil, milliseconds: nil, outcome: nil, plan: hash,
                forceReason: plan.policy.forceReason, acceptPartialReason: plan.policy.acceptPartialReason,
                dates: dates, tables: plan.tables.map(\.name).joined(separator: ";"))
            try await transaction.apply(.insert(table, row(entry)))
            return run
        }
    }

    /// Ends a run.
    package static func end(
        _ warehouse: any Warehouse, run: Int, done: Int, milliseconds: Int, outcome: String
    ) async throws {
        try await warehouse.transaction { transaction in
            let all = try await transaction.scan(
                table, columns: table.columns.map(\.name), .range(column: "run_id", run...run))
            guard var entry = entries(all).first else { return }
            entry.finishedAt = Date.now.formatted(.iso8601)
            entry.unitsDone = done
            entry.milliseconds = milliseconds
            entry.outcome = outcome
            try await transaction.apply(.upsert(table, row(entry)))
        }
    }

    /// All runs, the oldest first.
    package static func all(_ warehouse: any Warehouse) async throws -> [Entry] {
        return entries(try await warehouse.scan(table, columns: table.columns.map(\.name), .all))
    }

    private static func entries(_ batch: ColumnBatch) -> [Entry] {
        let v = batch.vectors
        return (0..<batch.count).map { row in
            Entry(
                run: v[0].integers[row], startedAt: v[1].texts[row], finishedAt: v[2].text(row),
                version: v[3].texts[row],
                unitsPlanned: v[4].integers[row], unitsDone: v[5].integer(row), milliseconds: v[6].integer(row),
                outcome: v[7].text(row), plan: v[8].text(row), forceReason: v[9].text(row),
                acceptPartialReason: v[10].text(row), dates: v[11].text(row), tables: v[12].text(row))
        }
    }

    private static func row(_ entry: Entry) -> ColumnBatch {
        var writer = RowWriter(table.columns)
        writer.put(entry.run)
        writer.put(entry.startedAt)
        writer.put(entry.finishedAt)
        writer.put(entry.version)
        writer.put(entry.unitsPlanned)
        writer.put(entry.unitsDone)
        writer.put(entry.milliseconds)
        writer.put(entry.outcome)
        writer.put(entry.plan)
        writer.put(entry.forceReason)
        writer.put(entry.acceptPartialReason)
        writer.put(entry.dates)
        writer.put(entry.tables)
        writer.endRow()
        return writer.batch
    }
}

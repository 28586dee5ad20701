import Foundation
import Storage

/// The record of runs: who wrote what when. Evidence only, no result depends on it.
package enum RunLog {
    package static let table = TableSchema(
        "runs", .system, key: ["run_id"],
        [
            Column("run_id", .integer, "from 1"), Column("started_at", .text, "UTC"),
            Column("finished_at", .text, nullable: true, "UTC; unknown while it runs, and when it was killed"),
            Column("version", .text, "version of fullcourt"), Column("units_planned", .integer, unit: "units"),
            Column("units_done", .integer, unit: "units", nullable: true),
            Column("outcome", .text, nullable: true, "complete, incomplete or stopped"),
        ])

    /// Begins a run.
    ///
    /// - Returns: its number.
    package static func begin(_ warehouse: any Warehouse, version: String, units: Int) async throws -> Int {
        try await warehouse.transaction { transaction in
            let known = try await transaction.scan(table, columns: ["run_id"], .all)
            let run = (known["run_id"].integers.last ?? 0) + 1
            let now = Date.now.formatted(.iso8601)
            try await transaction.apply(.insert(table, row(run, now, nil, version, units, nil, nil)))
            return run
        }
    }

    /// Ends a run.
    package static func end(_ warehouse: any Warehouse, run: Int, done: Int, outcome: String) async throws {
        try await warehouse.transaction { transaction in
            let all = try await transaction.scan(table, columns: table.columns.map(\.name), .all)
            guard let index = all["run_id"].integers.firstIndex(of: run) else { return }
            let ended = row(
                run, all["started_at"].texts[index], Date.now.formatted(.iso8601), all["version"].texts[index],
                all["units_planned"].integers[index], done, outcome)
            try await transaction.apply(.upsert(table, ended))
        }
    }

    private static func row(
        _ run: Int, _ started: String, _ finished: String?, _ version: String, _ planned: Int, _ done: Int?,
        _ outcome: String?
    ) -> ColumnBatch {
        var writer = RowWriter(table.columns)
        writer.put(run)
        writer.put(started)
        writer.put(finished)
        writer.put(version)
        writer.put(planned)
        writer.put(done)
        writer.put(outcome)
        writer.endRow()
        return writer.batch
    }
}

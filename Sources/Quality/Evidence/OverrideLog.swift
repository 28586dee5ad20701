import Foundation
import Pipeline
import Planning
import Storage

/// What people decided against a gate, with their reasons: kept in the warehouse, and so in every later report.
package enum OverrideLog {
    package static let table = TableSchema(
        "overrides", .system, key: ["number"],
        [
            Column("number", .integer, "from 1"), Column("kind", .text, "such as preflight"),
            Column("subject", .text, "what was passed over"), Column("reason", .text),
            Column("version", .text, "version of fullcourt"), Column("at", .text, "UTC, as evidence only"),
        ])

    /// Keeps one.
    package static func add(
        _ warehouse: any Warehouse, kind: String, subject: String, reason: String, version: String
    ) async throws {
        _ = try await warehouse.prepare([table])
        try await warehouse.transaction { transaction in
            let known = try await transaction.scan(table, columns: ["number"], .all)
            var row = RowWriter(table.columns)
            row.put((known["number"].integers.last ?? 0) + 1)
            row.put(kind)
            row.put(subject)
            row.put(reason)
            row.put(version)
            row.put(Date.now.formatted(.iso8601))
            row.endRow()
            try await transaction.apply(.insert(table, row.batch))
        }
    }

    /// All of them, the oldest first, then what runs and units were let pass with.
    static func all(_ warehouse: any Warehouse) async throws -> [Evidence.Override] {
        _ = try await warehouse.prepare([table])
        let rows = try await warehouse.scan(table, columns: ["number", "kind", "subject", "reason"], .all)
        let kept = (0..<rows.count).map { row in
            Evidence.Override(
                kind: rows["kind"].texts[row], subject: rows["subject"].texts[row], reason: rows["reason"].texts[row])
        }
        return try await kept + runs(warehouse) + units(Ledger(warehouse))
    }

    /// Reasons of runs, which stand even where no unit needed them.
    private static func runs(_ warehouse: any Warehouse) async throws -> [Evidence.Override] {
        try await RunLog.all(warehouse).flatMap { run in
            [("forced", run.forceReason), ("partial inputs accepted", run.acceptPartialReason)].compactMap {
                kind, reason in reason.map { Evidence.Override(kind: kind, subject: "run \(run.run)", reason: $0) }
            }
        }
    }

    /// Units whose rows were made under an override, by table and reason.
    private static func units(_ ledger: Ledger) -> [Evidence.Override] {
        Registry.tables.flatMap { table -> [Evidence.Override] in
            let entries = ledger.entries(of: table.name).values.filter { !$0.override.isEmpty }
            return Dictionary(grouping: entries, by: \.override).sorted { $0.key < $1.key }.map { reason, entries in
                let dates = entries.map(\.unit.date).sorted()
                let span = dates.first.map { "\($0)..\(dates.last ?? $0)" } ?? ""
                return Evidence.Override(
                    kind: "units", subject: "\(entries.count) of \(table.name), \(span)", reason: reason)
            }
        }
    }
}

import Documents
import Storage

/// Commands, when they ran and how long they took: the only part of a bundle that differs from run to run.
package struct EvidenceTimes: Sendable {
    /// The command that wrote the bundle.
    package struct Command: Sendable {
        package let line: String
        package let seconds: Double

        package init(line: String, seconds: Double) {
            self.line = line
            self.seconds = seconds
        }
    }

    package let command: Command
    /// The warehouse's records of imports and runs, as they stand.
    package let records: [(title: String, columns: [String], rows: [[String]])]

    init(_ warehouse: any Warehouse, _ command: Command) async throws {
        self.command = command
        let compute = """
            SELECT table_name AS "table", count(*) AS units, sum(rows_written) AS rows,
            round(sum(microseconds) / 1e6, 3) AS computing_seconds FROM ledger GROUP BY table_name ORDER BY table_name
            """
        var records: [(String, [String], [[String]])] = []
        for (title, table, sql) in [
            ("Imports", "imports", "SELECT * FROM imports ORDER BY import_id"),
            ("Runs", "runs", "SELECT * FROM runs ORDER BY run_id"), ("Computing time", "ledger", compute),
        ] {
            let exists = try await warehouse.query(
                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '\(table)'", limit: 1)
            guard exists.vectors.first?.integer(0) == 1 else { continue }
            let batch = try await warehouse.query(sql, limit: 1000)
            let rows = (0..<batch.count).map { row in batch.vectors.map { UnitReader.text($0, row) } }
            records.append((title, batch.columns.map(\.name), rows))
        }
        self.records = records
    }

    /// As JSON.
    package var json: JSONValue {
        .object([
            ("schema_version", .integer(1)), ("kind", .string("times")), ("command", .string(command.line)),
            ("seconds", .real(command.seconds)),
            (
                "records",
                .object(
                    records.map { record in
                        (
                            record.title,
                            .array(
                                record.rows.map { row in .object(zip(record.columns, row).map { ($0, .string($1)) }) })
                        )
                    })
            ),
        ])
    }
}

import Basketball
import Planning
import Storage

/// A computed table as planner and executor see it, whatever its rows are.
package struct TableDefinition: Sendable {
    package let schema: TableSchema
    package let meaning: String
    package let reads: [String]
    package let planned: PlannedTable
    /// Computes the rows of a date.
    let compute: @Sendable (GameDay) -> UnitRows

    /// A table of `SummaryTable`.
    package init<Table: SummaryTable>(_ table: Table.Type) {
        let rules = Table.columns
        let key = ["game_date"] + Table.key
        let schema = TableSchema(Table.name, .derived, key: key, dateColumn: "game_date", rules.map(\.column))
        self.schema = schema
        meaning = Table.meaning
        reads = Table.reads
        planned = PlannedTable(
            schema, version: Table.version, noun: Table.noun, rowsExpected: { Table.rowsExpected($0) })
        compute = { day in
            var rows = Table.rows(day)
            var refused: [UnitRows.Refused] = []
            let faults = rows.map { Table.fault($0) }
            if faults.contains(where: { $0 != nil }) {
                let all = TableDefinition.batch(schema, rules, rows)
                for (index, fault) in faults.enumerated() {
                    if let fault { refused.append(UnitRows.Refused(fault: fault, row: RowJSON.object(all, index))) }
                }
                rows = zip(rows, faults).filter { $0.1 == nil }.map(\.0)
            }
            return UnitRows(batch: TableDefinition.batch(schema, rules, rows), refused: refused)
        }
    }

    package var name: String { schema.name }

    private static func batch<Row>(_ schema: TableSchema, _ rules: [ColumnRule<Row>], _ rows: [Row]) -> ColumnBatch {
        var batch = ColumnBatch(schema)
        for index in rules.indices { rules[index].fill(rows, &batch.vectors[index]) }
        return batch
    }
}

/// What computing a unit gave.
struct UnitRows: Sendable {
    /// A row that failed a hard range check.
    struct Refused: Sendable {
        let fault: String
        /// The row as JSON.
        let row: String
    }

    let batch: ColumnBatch
    let refused: [Refused]
}

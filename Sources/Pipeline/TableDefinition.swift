import Basketball
import Planning
import Storage

/// A computed table as planner and executor see it, whatever its rows are.
package struct TableDefinition: Sendable {
    package let schema: TableSchema
    package let meaning: String
    package let planned: PlannedTable
    let processor: Processor
    /// Makes what an as-of table sees of the past.
    let views: @Sendable (HistoryMaterial) async throws -> any Sendable

    /// How rows come about.
    enum Processor: Sendable {
        case summary(@Sendable (GameDay) -> UnitRows)
        /// The text is an input digest with which the rows are not wanted; nil when they always are.
        case asOf(@Sendable (DayFacts, History, LinesOfDay, [String: ColumnBatch], String?) -> UnitRows)
    }

    /// A table of `SummaryTable`.
    package init<Table: SummaryTable>(_ table: Table.Type) {
        let rules = Table.columns
        let schema = TableSchema(
            Table.name, .derived, .byDate, key: ["game_date"] + Table.key, dateColumn: "game_date", rules.map(\.column))
        self.schema = schema
        meaning = Table.meaning
        let planned = PlannedTable(
            schema, kind: .summary, stage: .analytics, version: Table.version, noun: Table.noun, inputs: Table.inputs,
            settings: Table.settings, countRows: { Table.rowsExpected($0) })
        self.planned = planned
        processor = .summary { day in
            let rows = Table.rows(day)
            var unit = TableDefinition.unit(schema, rules, rows) { Table.fault($0) }
            unit.notExpected = Table.remarks(rows)
            let absence = Table.absence(day)
            unit.missing = (day.incomplete + absence.games).sorted().map { "box_score_missing(\($0))" }
            (unit.alsoExpected, unit.quarantined) = (absence.rows, absence.quarantined)
            unit.inputDigest = day.digest(planned.declaration, quarantined: absence.quarantined) { Table.digest($0) }
            return unit
        }
        views = { _ in 0 }
        isOfPlayers = false
    }

    /// A table of `AsOfTable`.
    package init<Table: AsOfTable>(_ table: Table.Type) {
        let rules = Table.columns
        let schema = TableSchema(
            Table.name, .derived, .byDate, key: [Table.dateColumn] + Table.key, dateColumn: Table.dateColumn,
            rules.map(\.column)
        )
        self.schema = schema
        meaning = Table.meaning
        let reads = Table.inputs
        let usesLines = reads.contains { $0.table.hasSuffix("_lines") }
        let planned = PlannedTable(
            schema, kind: .asOf, stage: Table.stage, version: Table.version, noun: Table.noun, inputs: reads,
            settings: usesLines ? [.bookmakers] : [])
        self.planned = planned
        processor = .asOf { facts, history, lines, upstream, standing in
            guard let day = AsOfDay<Table>(facts, history: history, lines: lines, upstream: upstream) else {
                return UnitRows(batch: ColumnBatch(schema))
            }
            let result = Table.rows(day)
            let reading = day.trace.reading(declaration: planned.declaration)
            let digest = reading.digest
            if let fault = day.trace.fault {
                return UnitRows(batch: ColumnBatch(schema), inputDigest: digest, failure: fault, isRetryable: true)
            }
            if digest == standing { return UnitRows(batch: ColumnBatch(schema), inputDigest: digest) }
            var unit = TableDefinition.unit(schema, rules, result.rows) { Table.fault($0) }
            if Table.faultFailsUnit, let first = unit.refused.first {
                unit.failure = "\(first.fault): \(first.row)"
                unit.batch = ColumnBatch(schema)
            }
            unit.expected = result.rows.count + result.missing.reduce(0) { $0 + $1.count }
            unit.missing = result.missing.map(\.text)
            unit.notExpected = result.notExpected.map(\.text)
            unit.inputDigest = digest
            unit.reading = reading
            return unit
        }
        views = { try await TableViews<Table>($0) }
        isOfPlayers = Table.self is any RowsOfPlayers.Type
        precondition(!isOfPlayers || schema.key == [Table.dateColumn, "player_id"], "rows of players by another key")
    }

    package var name: String { schema.name }
    /// The column that holds the league date.
    package var dateColumn: String { schema.dateColumn ?? "game_date" }
    /// Whether each row is made of what is one player's, and of what is no player's.
    package let isOfPlayers: Bool
    /// Columns that it declares to read.
    var columnsRead: Int { planned.inputs.reduce(0) { $0 + $1.columns.count } }
    /// Names of the tables that it reads, each once, in order.
    package var reads: [String] {
        var seen: Set<String> = []
        return planned.inputs.map(\.table).filter { seen.insert($0).inserted }
    }

    /// Rows as columns, without those that fail the range check.
    private static func unit<Row: AnyObject>(
        _ schema: TableSchema, _ rules: [ColumnRule<Row>], _ rows: [Row], fault: (Row) -> String?
    ) -> UnitRows {
        let faults = rows.map(fault)
        let all = batch(schema, rules, rows)
        guard faults.contains(where: { $0 != nil }) else { return UnitRows(batch: all) }
        var refused: [UnitRows.Refused] = []
        for (index, fault) in faults.enumerated() {
            if let fault { refused.append(UnitRows.Refused(fault: fault, row: RowJSON.object(all, index))) }
        }
        let kept = zip(rows, faults).filter { $0.1 == nil }.map(\.0)
        return UnitRows(batch: batch(schema, rules, kept), refused: refused)
    }

    private static func batch<Row: AnyObject>(
        _ schema: TableSchema, _ rules: [ColumnRule<Row>], _ rows: [Row]
    ) -> ColumnBatch {
        var batch = ColumnBatch(schema)
        withExtendedLifetime(rows) {
            let rows = rows.map { Unmanaged.passUnretained($0) }
            for index in rules.indices { rules[index].fill(rows, &batch.vectors[index]) }
        }
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

    var batch: ColumnBatch
    var refused: [Refused] = []
    /// Rows that should be there; nil where the plan knows.
    var expected: Int?
    /// Rows that should be there beside those.
    var alsoExpected = 0
    /// Of the rows that should be there, those that an import refused.
    var quarantined = 0
    /// Why expected rows are absent.
    var missing: [String] = []
    /// Entities that are not expected, by reason.
    var notExpected: [String] = []
    /// SHA-256 of everything that was read.
    var inputDigest = ""
    /// The same in its parts; of a unit of an as-of table that was computed to its end.
    var reading: Reading?
    /// Why the unit as a whole is not stored.
    var failure: String?
    /// Whether trying again with the same inputs can help.
    var isRetryable = false
}

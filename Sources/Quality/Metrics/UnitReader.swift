import Basketball
import Pipeline
import Storage

/// Reads the stored rows of some dates, unit by unit.
enum UnitReader {
    /// One for each date that has rows, in order.
    static func read(
        _ warehouse: any Warehouse, _ schema: TableSchema, _ column: String, _ dates: [GameDate], _ facts: RangeFacts
    ) async throws -> [UnitRows] {
        guard let first = dates.first, let last = dates.last else { return [] }
        let wanted = Set(dates)
        let batch = try await warehouse.scan(
            schema, columns: schema.columns.map(\.name), .range(column: column, first.dayNumber...last.dayNumber))
        let days = batch[column].integers
        let played =
            schema.key.contains("player_id") && isAsOf(schema)
            ? try await appearances(warehouse, first, last) : [:]
        var units: [UnitRows] = []
        var start = 0
        while start < days.count {
            var end = start + 1
            while end < days.count, days[end] == days[start] { end += 1 }
            let date = GameDate(dayNumber: days[start])
            if wanted.contains(date) {
                var rows = ColumnBatch(schema)
                rows.append(batch, rows: start..<end)
                units.append(
                    UnitRows(
                        date: date, batch: rows, finals: facts.days[date]?.finals ?? [],
                        games: facts.days[date]?.games ?? [], played: played[date.dayNumber] ?? []))
            }
            start = end
        }
        return units
    }

    static func isAsOf(_ schema: TableSchema) -> Bool { Registry.table(schema.name)?.planned.kind == .asOf }

    /// Who played, by day number.
    private static func appearances(_ warehouse: any Warehouse, _ first: GameDate, _ last: GameDate) async throws
        -> [Int: Set<Int>]
    {
        guard let schema = Registry.table(PlayerGameSummary.name)?.schema else { return [:] }
        let rows = try await warehouse.scan(
            schema, columns: ["game_date", "player_id", "is_dnp"],
            .range(column: "game_date", first.dayNumber...last.dayNumber))
        let values = rows.vectors.map(\.integers)
        return (0..<rows.count).reduce(into: [:]) { played, row in
            if values[2][row] == 0 { played[values[0][row], default: []].insert(values[1][row]) }
        }
    }

    /// The rows of some dates that lack a metric: key and what is wrong.
    static func failing(
        _ warehouse: any Warehouse, _ table: TableDefinition, _ metric: Metric, _ dates: [GameDate], _ facts: RangeFacts
    ) async throws -> [FailingRow] {
        guard let column = table.schema.dateColumn else { return [] }
        var failing: [FailingRow] = []
        for date in dates {
            if failing.count >= Measurement.limit { break }
            for unit in try await read(warehouse, table.schema, column, [date], facts) {
                for (row, value) in metric.values(unit).enumerated() where value == 0 {
                    failing.append(FailingRow(key(table.schema, unit.batch, row), metric.fault))
                }
            }
        }
        return Array(failing.prefix(Measurement.limit))
    }

    /// The key of a row, as it is printed.
    static func key(_ schema: TableSchema, _ batch: ColumnBatch, _ row: Int) -> [FailingRow.KeyValue] {
        schema.key.map { FailingRow.KeyValue($0, text(batch[$0], row)) }
    }

    /// A value as it is printed; `NULL` where it is unknown.
    static func text(_ vector: ColumnVector, _ row: Int) -> String {
        if vector.isNull(row) { return "NULL" }
        return switch vector.type {
        case .integer: "\(vector.integers[row])"
        case .boolean: vector.integers[row] != 0 ? "true" : "false"
        case .date: "\(GameDate(dayNumber: vector.integers[row]))"
        case .gameID: GameID.text(vector.integers[row])
        case .real: "\(vector.reals[row])"
        case .text: vector.texts[row]
        }
    }
}

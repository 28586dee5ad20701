import Basketball
import Planning
import Storage

/// Rows that as-of units read of other as-of tables on their date, where no unit of the run computes these: the stored ones,
/// of just the columns that somebody reads.
struct StoredInputs: Sendable {
    private var rows: [String: [GameDate: ColumnBatch]] = [:]
    /// Whether every unit has as many rows as the ledger says.
    private(set) var isComplete = true

    /// Most days between two dates that are still read at once.
    private static let widestGap = 7

    /// Tables that need not be computed: no unit of theirs is planned, and nothing casts doubt on any.
    static func settled(_ needed: [TableDefinition], planned: Set<String>, _ reports: [UnitReport]) -> Set<String> {
        let doubtful = Set(reports.filter(\.isSuspect).map(\.unit.table))
        return Set(needed.map(\.name)).subtracting(planned).subtracting(doubtful)
    }

    /// Reads what is stored.
    ///
    /// - Parameters:
    ///   - settled: names of tables that are not computed.
    ///   - readers: tables that are.
    init(_ warehouse: any Warehouse, _ settled: Set<String>, readers: [TableDefinition], _ reports: [UnitReport])
        async throws
    {
        let inputs = readers.flatMap(\.planned.inputs).filter { $0.scope == .sameDate && settled.contains($0.table) }
        let read = Dictionary(grouping: inputs, by: \.table).sorted { $0.key < $1.key }
        let found = try await concurrentMap(read, width: read.count) { name, inputs in
            guard let table = Registry.table(name) else { return (name, [GameDate: ColumnBatch](), true) }
            let counts = reports.filter { $0.unit.table == name && $0.rowsWritten > 0 }
                .map { ($0.unit.date, $0.rowsWritten) }
            do {
                let rows = try await StoredInputs.rows(
                    warehouse, table, Set(inputs.flatMap(\.columns)), counts.map(\.0))
                return (name, rows, counts.allSatisfy { rows[$0.0]?.count == $0.1 })
            } catch let error as StorageError where error.code == .schemaMismatch {
                // Of another form; the run makes the table anew.
                return (name, [:], false)
            }
        }
        for (name, rows, isComplete) in found {
            self.rows[name] = rows
            if !isComplete { self.isComplete = false }
        }
    }

    /// Stored rows of a unit; none where it has none.
    func rows(_ table: String, _ date: GameDate) -> ColumnBatch? { rows[table]?[date] }

    /// Stored rows of a table on some dates, date by date.
    static func rows(
        _ warehouse: any Warehouse, _ table: TableDefinition, _ columns: Set<String>, _ dates: [GameDate]
    ) async throws -> [GameDate: ColumnBatch] {
        let names = [table.dateColumn] + columns.subtracting([table.dateColumn]).sorted()
        var rows: [GameDate: ColumnBatch] = [:]
        for range in dates.map(\.dayNumber).ranges(widestGap: widestGap) {
            let found = try await warehouse.scan(
                table.schema, columns: names, .range(column: table.dateColumn, range))
            rows.merge(found.byDate(table.dateColumn)) { $1 }
        }
        return rows
    }
}

extension ColumnBatch {
    /// Rows that come in the order of dates, date by date.
    func byDate(_ column: String) -> [GameDate: ColumnBatch] {
        let days = self[column].integers
        var rows: [GameDate: ColumnBatch] = [:]
        var start = 0
        for row in days.indices where row + 1 == days.count || days[row + 1] != days[row] {
            var own = ColumnBatch(columns)
            own.append(self, rows: start..<(row + 1))
            rows[GameDate(dayNumber: days[row])] = own
            start = row + 1
        }
        return rows
    }
}

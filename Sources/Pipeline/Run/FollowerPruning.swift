import Basketball
import Planning
import Storage

/// Finds followers that need no look: of tables none of whose declared columns changed on the dates that ran.
///
/// A corrected assist makes summaries run, and every later date follows; but no as-of table reads assists, and comparing
/// the few rows that ran, old against new, shows it without computing a thousand units.
struct FollowerPruning: Sendable {
    /// With more dates than these, comparing costs more than it can save.
    static let mostDates = 14

    private let old: [String: [Int: ColumnBatch]]
    /// As-of tables of the run, and those that they read on the same date.
    private let tables: [TableDefinition]

    /// Reads the rows that are stored before the run replaces them.
    ///
    /// - Parameters:
    ///   - columns: of each source, as `HistorySources` has them.
    ///   - tables: as-of tables of the run, and those that they read on the same date.
    init(
        _ warehouse: any Warehouse, _ columns: [String: [String]], tables: [TableDefinition], dates: Set<GameDate>
    ) async throws {
        self.tables = tables
        var old: [String: [Int: ColumnBatch]] = [:]
        for source in History.sources {
            guard let schema = Registry.table(source)?.schema, let names = columns[source] else { continue }
            for date in dates {
                old[source, default: [:]][date.dayNumber] = try await warehouse.scan(
                    schema, columns: names, .range(column: "game_date", date.dayNumber...date.dayNumber))
            }
        }
        self.old = old
    }

    /// Names of as-of tables that read nothing that is another now.
    ///
    /// - Parameters:
    ///   - sources: with the rows that the run has made.
    ///   - ran: units of the sources that ran.
    ///   - running: as-of tables some of whose units run for reasons of their own.
    func untouched(_ sources: HistorySources, ran: Set<Unit>, running: Set<String>) -> Set<String> {
        var untouched: Set<String> = []
        for table in tables where !running.contains(table.name) {
            let upstream = table.planned.inputs.filter { $0.scope == .sameDate }.map(\.table)
            let readsTouched = upstream.contains { name in
                Registry.table(name) != nil && !untouched.contains(name)
            }
            let own = table.planned.inputs.map(\.table).filter { History.sources.contains($0) }
            if !readsTouched, own.allSatisfy({ isSame($0, for: table, sources, ran) }) { untouched.insert(table.name) }
        }
        return untouched
    }

    private func isSame(_ source: String, for table: TableDefinition, _ sources: HistorySources, _ ran: Set<Unit>)
        -> Bool
    {
        let columns = History.columns(of: source, for: [table])
        return ran.filter { $0.table == source }.allSatisfy { unit in
            let before = old[source]?[unit.date.dayNumber].map { CanonicalRows.digest($0.selecting(columns: columns)) }
            let after = sources.rows(source, unit.date).map { CanonicalRows.digest($0.selecting(columns: columns)) }
            let none = SHA256Digest(of: [UInt8]())
            return (before ?? none) == (after ?? none)
        }
    }
}

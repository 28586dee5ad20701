import Basketball
import Planning
import Storage

/// Computes the as-of units of a date over and over, from the past as it is and from pasts that were tampered with.
package struct ProofBench: Sendable {
    /// What as-of tables are made from: rows of 3.1, 3.2 and 3.3 of all loaded dates, and the date's lines.
    package struct Material: Sendable {
        /// Rows of `History.sources`, in their order.
        package var sources: [ColumnBatch]
        package var lines: LinesOfDay
        /// What is known of the date; of its games nothing but the schedule may matter.
        package var facts: DayFacts
    }

    package let tables: [TableDefinition]
    private let states: UnitStates
    private let sources: [ColumnBatch]
    private let birthdates: [Int: GameDate]
    private let lines: [GameDate: LinesOfDay]
    private let leak: Leak?
    private let workers: Int

    /// Reads everything once.
    ///
    /// - Parameter leak: for tests of the proofs alone.
    package init(
        _ warehouse: any Warehouse, _ states: UnitStates, dates: [GameDate], workers: Int, leak: Leak? = nil
    ) async throws {
        self.states = states
        self.leak = leak
        self.workers = workers
        tables = Registry.tables.filter { $0.planned.kind == .asOf }
        sources = try await HistorySources(for: tables).read(warehouse, ledger: states.ledger, before: .max)
        birthdates = try await AsOfPhase.birthdates(warehouse)
        lines = try await LineReader(
            warehouse: warehouse, calendar: states.calendar, bookmakers: states.settings.bookmakers
        ).read(dates)
    }

    /// The material of a date as it is.
    package func material(_ date: GameDate) -> Material {
        Material(sources: sources, lines: lines[date] ?? LinesOfDay(date), facts: states.calendar.day(date))
    }

    /// Rows of every as-of table on a date, by name. A table that is not expected on the date has none.
    package func rows(_ date: GameDate, _ material: Material) async throws -> [String: ColumnBatch] {
        let history = try await History(
            sources: material.sources, birthdates: birthdates, tables: tables, workers: workers, leak: leak)
        var rows: [String: ColumnBatch] = [:]
        for table in tables {
            guard case .asOf(let compute) = table.processor,
                case .rows = table.planned.expectation(states.calendar.day(date), states.calendar, states.settings)
            else { continue }
            rows[table.name] = compute(material.facts, history, material.lines, rows, nil).batch
        }
        return rows
    }
}

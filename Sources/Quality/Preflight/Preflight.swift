import Basketball
import Pipeline
import Planning
import Storage

/// Whether everything that stage 4 reads is complete: not only there, on every date that any of its expected units reads.
package struct Preflight: Sendable {
    /// A unit that is not ready, and who waits for it.
    package struct Gap: Sendable, Hashable {
        package let unit: Unit
        package let state: UnitState
        /// Tables of stage 4 that read it, in the registry's order.
        package let neededBy: [String]
    }

    /// What is read of one table.
    package struct Input: Sendable {
        package let table: String
        /// Tables of stage 4 that read it.
        package let readers: [String]
        /// Units in reach on which rows are expected.
        package let expected: Int
        /// Those that are not ready, dates in order.
        package let gaps: [Gap]

        package var complete: Int { expected - gaps.count }
    }

    /// In the registry's order.
    package let inputs: [Input]

    /// The tables that stage 4 reads and does not build itself.
    package static let tables: [String] = {
        let stage = stage4.map(\.name)
        let read = Set(stage4.flatMap { $0.planned.inputs.map(\.table) })
        return Registry.tables.map(\.name).filter { read.contains($0) && !stage.contains($0) }
    }()

    package static let stage4 = Registry.tables.filter { $0.planned.stage == .precompute }

    /// - Parameter workers: tasks that look at units which could have read something that changed.
    package init(_ warehouse: any Warehouse, _ facts: RangeFacts, workers: Int) async throws {
        let reach = Preflight.reach(facts)
        let dates = Set(reach.values.flatMap(\.keys)).sorted()
        let tables = Registry.tables.filter { Preflight.tables.contains($0.name) }
        let (states, _) = try await StateKeeper(warehouse, workers: workers).plan(
            facts.states, tables: tables.map(\.planned), dates: dates)
        let readiness = Readiness(states.settings, acceptPartial: false)
        inputs = tables.map { table in
            let wanted = reach[table.name] ?? [:]
            let reports = states.reports([table.planned], wanted.keys.sorted()).filter(\.state.status.isExpected)
            let open = reports.filter { !readiness.isReady(table.name, $0.state.status, $0.entry) }
            let readers = Preflight.stage4.filter { reader in
                reader.planned.inputs.contains { $0.table == table.name }
            }.map(\.name)
            return Input(
                table: table.name, readers: readers, expected: reports.count,
                gaps: open.map { report in
                    let needed = wanted[report.unit.date] ?? []
                    return Gap(unit: report.unit, state: report.state, neededBy: readers.filter(needed.contains))
                })
        }
    }

    /// Dates that expected units of stage 4 read, by input table, and which tables read them.
    private static func reach(_ facts: RangeFacts) -> [String: [GameDate: Set<String>]] {
        let calendar = facts.states.calendar
        let played = calendar.gameDates
        var reach: [String: [GameDate: Set<String>]] = [:]
        for table in stage4 {
            let units = facts.expected(table.name).map(\.unit.date)
            guard let latest = units.last else { continue }
            let lastOfSeason = units.reduce(into: [Season: GameDate]()) { $0[calendar.season(of: $1)] = $1 }
            for input in table.planned.inputs where tables.contains(input.table) {
                let dates: [GameDate]
                switch input.scope {
                case .sameDate: dates = units
                case .before: dates = played.filter { $0 < latest }
                case .seasonBefore:
                    dates = lastOfSeason.flatMap { season, last in
                        let first = calendar.seasons[season]?.first ?? last
                        return played.filter { first <= $0 && $0 < last }
                    }
                }
                for date in dates { reach[input.table, default: [:]][date, default: []].insert(table.name) }
            }
        }
        return reach
    }

    /// Whether nothing lacks.
    package var isComplete: Bool { inputs.allSatisfy(\.gaps.isEmpty) }
}

import Basketball
import Planning
import Storage

extension Manifest {
    /// The manifest that a full rebuild would have: every unit is computed from raw tables as if nothing had ever been
    /// computed, and nothing is stored.
    ///
    /// It disagrees where the ledger says other of a unit's rows, or that there are none: something changed that no plan
    /// saw, or saw and did not run yet. A unit that was not computed yet is no disagreement, and has its line; one that
    /// is blocked or failed has none.
    package static func recomputed(
        _ warehouse: any Warehouse, _ tables: [TableDefinition], _ dates: [GameDate], _ states: UnitStates,
        workers: Int
    ) async throws -> Manifest {
        let wanted = Set(dates)
        let nothing = UnitStates(calendar: states.calendar, ledger: Ledger(), settings: states.settings)
        let summaries = Set(Registry.planned.filter { $0.kind == .summary }.map(\.name))
        let asOf = AsOfPhase.needed(for: Set(tables.map(\.name)))
        // As-of tables read everything before their date.
        let needed = asOf.isEmpty ? tables : Registry.tables.filter { summaries.contains($0.name) } + asOf
        let first = asOf.isEmpty ? dates.first : nothing.span?.first
        let all = first.flatMap { first in dates.last.flatMap { DateRange(first, $0) } }.map { Array($0.dates) } ?? []
        // What was let pass with partial inputs is computed from the same.
        let wasLetPass = try await RunLog.all(warehouse).contains { $0.acceptPartialReason != nil }
        let policy = PlanPolicy(acceptPartialReason: wasLetPass ? "recomputed" : nil)
        let plan = Plan(nothing, tables: needed.map(\.planned), dates: all, policy: policy)
        let units = plan.units.map(\.unit).filter {
            wanted.contains($0.date) || (!asOf.isEmpty && summaries.contains($0.table))
        }
        let outcome = try await Executor(Rehearsal(stage: warehouse), version: "rehearsal", workers: workers)
            .run(Plan(plan, units: Set(units), followers: []), nothing, stop: StopFlag())
        let names = Set(tables.map(\.name))
        func isOpen(_ entry: LedgerEntry?) -> Bool {
            entry.map { $0.rowsWritten == 0 && [.blocked, .failed].contains($0.status) } ?? false
        }
        let found = outcome.entries.filter {
            $0.rowsWritten > 0 && names.contains($0.unit.table) && wanted.contains($0.unit.date)
                && !isOpen(states.ledger[$0.unit])
        }.sorted { $0.unit < $1.unit }
        let digests = Dictionary(uniqueKeysWithValues: found.map { ($0.unit, $0.outputDigest) })
        let recorded = tables.flatMap { states.ledger.entries(of: $0.name).values }.filter {
            wanted.contains($0.unit.date) && !isOpen($0)
        }
        return Manifest(
            lines: found.map { Line(digest: $0.outputDigest, table: $0.unit.table, date: $0.unit.date) },
            disagreements: recorded.filter { digests[$0.unit] ?? "" != $0.outputDigest }.map(\.unit).sorted())
    }
}

import Basketball

/// Holds a saved plan against the world as it is: what of it is done, what is left, or why it no longer fits.
package struct PlanMatch: Sendable {
    /// The first things that are different now; empty when the plan fits.
    package private(set) var differences: [String] = []
    /// Units of the plan that one of its own runs has done; not those that it left failed or blocked.
    package private(set) var done: Set<Unit> = []
    /// Units and followers that are left.
    package private(set) var units: [Unit] = []
    package private(set) var followers: [Unit] = []

    /// - Parameters:
    ///   - runs: numbers of the runs that applied this very plan.
    ///   - registry: every computed table, each behind those it reads.
    ///   - again: the plan that the same request gives now, to name differences.
    package init(_ saved: SavedPlan, _ states: UnitStates, registry: [PlannedTable], runs: Set<Int>, again: Plan) {
        let steps = saved.units + saved.followers
        let own = Set(steps.compactMap(\.unit))
        let read = TableSelector.upstream(of: again.tables, among: registry)
        let now = SavedPlan.World(states, tables: read, without: own)
        let parts = [
            ("raw data was imported", saved.world.rawData != now.rawData),
            ("settings were changed", saved.world.settings != now.settings),
            ("the program computes a table in another way", saved.world.codeVersions != now.codeVersions),
            ("units outside the plan were computed", saved.world.ledger != now.ledger),
        ]
        var causes = parts.filter(\.1).map { "\($0.0) since the plan was made" }
        for (steps, isFollower) in [(saved.units, false), (saved.followers, true)] {
            for step in steps {
                guard let unit = step.unit else { continue }
                let entry = states.ledger[unit]
                let isOwn = entry.map { runs.contains($0.run) } ?? false
                if isOwn, let entry, entry.status != .failed, entry.status != .blocked {
                    done.insert(unit)
                } else if !isOwn, SavedPlan.digest(of: entry) != step.entry {
                    if causes.count < 8 { causes.append("\(unit) was computed by another run since the plan was made") }
                } else if isFollower {
                    followers.append(unit)
                } else {
                    units.append(unit)
                }
            }
        }
        differences = causes
        guard !causes.isEmpty, done.isEmpty else { return }
        let planned = Set(saved.units.compactMap(\.unit))
        let wanted = Dictionary(again.units.map { ($0.unit, $0.state) }) { first, _ in first }
        let added = again.units.filter { !planned.contains($0.unit) }.prefix(3).map {
            "now also \($0.unit): \($0.state)"
        }
        let gone = saved.units.compactMap(\.unit).filter { wanted[$0] == nil }.prefix(3).map { "no longer \($0)" }
        differences += added + gone
    }
}

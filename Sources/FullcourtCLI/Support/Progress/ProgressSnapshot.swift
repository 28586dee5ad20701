/// How far a piece of work has come.
package struct ProgressSnapshot: Sendable, Equatable {
    /// How many units ended in a state.
    package struct StateCount: Sendable, Equatable {
        /// The state's name, as `done` or `failed`.
        package let state: String
        /// How many units are in it.
        package var count: Int

        /// A count of a state.
        package init(_ state: String, _ count: Int) {
            self.state = state
            self.count = count
        }
    }

    /// Units that ended, however they ended.
    package var unitsDone: Int
    /// Units there are; nil while that is unknown.
    package var total: Int?
    /// Units by the state they ended in, in the order in which they are shown.
    package var counts: [StateCount]
    /// Rows written.
    package var rows: Int

    /// A state of the work; by default its beginning.
    package init(unitsDone: Int = 0, total: Int? = nil, counts: [StateCount] = [], rows: Int = 0) {
        self.unitsDone = unitsDone
        self.total = total
        self.counts = counts
        self.rows = rows
    }

    /// Notes a unit that ended.
    package mutating func record(_ state: String, rows: Int = 0) {
        unitsDone += 1
        self.rows += rows
        if let index = counts.firstIndex(where: { $0.state == state }) {
            counts[index].count += 1
        } else {
            counts.append(StateCount(state, 1))
        }
    }

    /// The part that is done, 0 to 1; nil while the total is unknown.
    package var fraction: Double? {
        guard let total else { return nil }
        return total > 0 ? min(1, Double(unitsDone) / Double(total)) : 1
    }
}

/// All league dates from `first` to `last`, both included.
package struct DateRange: Hashable, Sendable, CustomStringConvertible {
    package let first: GameDate
    package let last: GameDate

    /// A range; nil when `last` is before `first`.
    package init?(_ first: GameDate, _ last: GameDate) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// Number of calendar dates.
    package var count: Int { last - first + 1 }

    /// Every date, in order.
    package var dates: some Sequence<GameDate> {
        (first.dayNumber...last.dayNumber).lazy.map { GameDate(dayNumber: $0) }
    }

    package func contains(_ date: GameDate) -> Bool { first <= date && date <= last }
    package var description: String { "\(first)..\(last)" }
}

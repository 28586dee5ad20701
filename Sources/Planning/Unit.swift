import Basketball

/// One table on one league date: what is planned, written, skipped and reported as a whole.
package struct Unit: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let table: String
    package let date: GameDate

    package init(_ table: String, _ date: GameDate) {
        self.table = table
        self.date = date
    }

    /// `player_game_summary 2023-11-20`.
    package var description: String { "\(table) \(date)" }

    package static func < (a: Unit, b: Unit) -> Bool { (a.table, a.date) < (b.table, b.date) }
}

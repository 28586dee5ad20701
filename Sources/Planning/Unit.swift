import Basketball

/// One table on one league date: what is planned, written, skipped and reported as a whole.
package struct Unit: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let table: String
    package let date: GameDate

    package init(_ table: String, _ date: GameDate) {
        self.table = table
        self.date = date
    }

    /// Units are looked up by the thousand: the day and the length of the name tell nearly all apart.
    package func hash(into hasher: inout Hasher) { hasher.combine(date.dayNumber << 8 | table.utf8.count) }

    /// `player_game_summary 2023-11-20`.
    package var description: String { "\(table) \(date)" }

    package static func < (a: Unit, b: Unit) -> Bool { (a.table, a.date) < (b.table, b.date) }
}

import Basketball

/// What a blocked unit waits for, and what that waits for, down to the unit with which a repair must begin.
package struct BlockChain: Sendable {
    /// From the nearest to the last.
    package private(set) var links: [UnitReport] = []

    /// - Parameter tables: all tables, by which units of the chain are looked up.
    package init(_ report: UnitReport, _ states: UnitStates, tables: [PlannedTable]) {
        var seen: Set<Unit> = [report.unit]
        var current = report
        while let unit = BlockChain.blocker(current.state.reason), seen.insert(unit).inserted,
            let table = tables.first(where: { $0.name == unit.table })
        {
            current = states.report(table, states.calendar.day(unit.date))
            links.append(current)
        }
    }

    /// The unit that a reason such as `needs player_game_summary 2023-11-20: failed` names.
    static func blocker(_ reason: String) -> Unit? {
        let words = reason.split(separator: " ")
        guard words.count >= 3, words[0] == "needs", let date = GameDate(words[2].prefix { $0 != ":" }) else {
            return nil
        }
        return Unit(String(words[1]), date)
    }
}

import Basketball

/// Checks of when: gaps, and how far behind the schedule a table is.
extension Check {
    /// The longest run of expected dates without rows.
    static func longestGap() -> Check {
        .single("longest_gap") { context in
            let dates = context.facts.expected(context.table.name).map(\.unit.date)
            var longest: ArraySlice<GameDate> = []
            var start = 0
            for (index, date) in dates.enumerated() {
                if context.sums.rows[date] != nil {
                    start = index + 1
                } else if index + 1 - start > longest.count {
                    longest = dates[start...index]
                }
            }
            return .count(
                Double(longest.count), Double(dates.count), of: "expected dates",
                failing: longest.map { FailingRow([.init("game_date", "\($0)")], "no rows") })
        }
    }

    /// Days from the newest date with rows to the newest with final games.
    static func freshness() -> Check {
        .single("freshness") { context in
            let played = context.facts.dates.filter { context.facts.days[$0]?.finals.isEmpty == false }
            guard let newest = played.last else { return .none("no final games in the range", of: "dates with games") }
            guard let there = context.sums.rows.keys.max() else {
                return .count(
                    Double(played.count), Double(played.count), of: "dates with games", note: "there are no rows at all"
                )
            }
            let days = max(0, newest - there)
            return .count(
                Double(days), Double(played.count), of: "dates with games",
                note: days > 0 ? "rows until \(there), final games until \(newest)" : "")
        }
    }

    /// Scheduled games that should have been played: before the newest final game.
    static func overdueGames() -> Check {
        .single("overdue_games") { context in
            let played = context.facts.dates.filter { context.facts.days[$0]?.finals.isEmpty == false }
            guard let newest = played.last else { return .none("no final games in the range", of: "games") }
            let late = context.facts.dates.filter { $0 < newest && (context.facts.days[$0]?.pending ?? 0) > 0 }
            let number = late.reduce(0) { $0 + (context.facts.days[$1]?.pending ?? 0) }
            return .count(
                Double(number), Double(number + context.facts.finalGames), of: "games",
                failing: late.map { date in
                    FailingRow(
                        [.init("game_date", "\(date)")], "\(context.facts.days[date]?.pending ?? 0) without a result")
                })
        }
    }
}

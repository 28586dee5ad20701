import Basketball

/// Checks of how much is there, of what the schedule says should be.
extension Check {
    /// Distinct final games with rows, as a share of all.
    static func gamesCovered() -> Check {
        .single("games_covered") { context in
            let covered = context.sums.total("distinct_games").numerator
            let short = context.facts.dates.filter { date in
                let there = context.sums.byDate[date]?["distinct_games"]?.numerator ?? 0
                return Int(there) < (context.facts.days[date]?.finals.count ?? 0)
            }
            return .ratio(
                covered, Double(context.facts.finalGames), of: "final games",
                failing: short.map { date in
                    let there = Int(context.sums.byDate[date]?["distinct_games"]?.numerator ?? 0)
                    return FailingRow(
                        [.init("game_date", "\(date)")],
                        "\(there) of \(context.facts.days[date]?.finals.count ?? 0) games have rows")
                })
        }
    }

    /// How many distinct games or rows there are: an absolute number.
    static func absolute(_ name: String, _ metric: String, of population: String) -> Check {
        .single(name) { context in
            let number = context.sums.total(metric).numerator
            let expected = context.facts.expected(context.table.name).count
            return .count(number, Double(max(expected, context.sums.rows.count)), of: population)
        }
    }

    /// Rows, as a share of those expected.
    static func rowsCovered(_ population: String) -> Check {
        .single("rows_covered") { context in
            let units = context.facts.expected(context.table.name)
            let rows = units.reduce(0) { $0 + min($1.rowsExpected, context.sums.rows[$1.unit.date] ?? 0) }
            return .ratio(
                Double(rows), Double(units.reduce(0) { $0 + $1.rowsExpected }), of: population,
                failing: short(context))
        }
    }

    /// Dates whose unit is written, of those on which rows are expected.
    static func datesWritten() -> Check {
        .single("dates_written") { context in
            let units = context.facts.expected(context.table.name)
            let written = units.filter { $0.state.status == .written }
            return .ratio(
                Double(written.count), Double(units.count), of: "expected dates",
                failing: units.filter { $0.state.status != .written }.map { unit in
                    FailingRow([.init("game_date", "\(unit.unit.date)")], unit.state.description)
                })
        }
    }

    /// Expected dates on which rows lack, however few.
    static func incompleteDates() -> Check {
        .single("incomplete_dates") { context in
            let short = short(context)
            return .count(
                Double(short.count), Double(context.facts.expected(context.table.name).count), of: "expected dates",
                failing: short)
        }
    }

    /// Dates on which fewer than half of the teams have rows, though some do: 2 of 16 teams written.
    static func teamsPerDate() -> Check {
        .single("teams_per_date") { context in
            var thin: [FailingRow] = []
            let dates = context.sums.rows.keys.filter { context.facts.days[$0]?.finals.isEmpty == false }.sorted()
            for date in dates {
                let teams = Int(context.sums.byDate[date]?["distinct_teams"]?.numerator ?? 0)
                let expected = 2 * (context.facts.days[date]?.finals.count ?? 0)
                if 2 * teams < expected {
                    thin.append(FailingRow([.init("game_date", "\(date)")], "\(teams) of \(expected) teams have rows"))
                }
            }
            return .count(Double(thin.count), Double(dates.count), of: "dates with rows", failing: thin)
        }
    }

    /// Expected dates with too few stored rows.
    private static func short(_ context: GateContext) -> [FailingRow] {
        context.facts.expected(context.table.name).compactMap { unit in
            let there = context.sums.rows[unit.unit.date] ?? 0
            guard there < unit.rowsExpected else { return nil }
            return FailingRow(
                [.init("game_date", "\(unit.unit.date)")], "\(there) of \(unit.rowsExpected) rows; \(unit.state)")
        }
    }
}

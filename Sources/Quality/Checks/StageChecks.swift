import Basketball
import Pipeline
import Planning

/// Checks of what tables of stage 4 and the features cover, of what was really played.
extension Check {
    /// Final games of which both teams have rows, for each table that something cannot do without.
    static func coverage(_ name: String, expectedOnly: Bool) -> Check {
        Check(name: name) { context in
            let impossible = expectedOnly ? nil : shortness(context, context.asked(name))
            return context.tables.map { table in
                let population = "final games of \(expectedOnly ? "expected" : "all") dates"
                let dates = expectedOnly ? context.facts.expected(table.name).map(\.unit.date) : context.facts.dates
                let sums = context.sums(of: table.name)
                func covered(_ date: GameDate) -> Int {
                    Int(sums.byDate[date]?["covered_games"]?.numerator ?? 0)
                }
                func played(_ date: GameDate) -> Int { context.facts.days[date]?.finals.count ?? 0 }
                let (there, all) = dates.reduce((0, 0)) { ($0.0 + covered($1), $0.1 + played($1)) }
                if isOptional(table) {
                    return (table.name, .none("\(there) of \(all); all that read it do without", of: population))
                }
                if let impossible { return (table.name, .none("\(there) of \(all); \(impossible)", of: population)) }
                let short = dates.filter { covered($0) < played($0) }
                return (
                    table.name,
                    .ratio(
                        Double(there), Double(all), of: population,
                        failing: short.map { date in
                            let unit = (context.facts.units[table.name] ?? []).first { $0.unit.date == date }
                            return FailingRow(
                                [.init(table.dateColumn, "\(date)")],
                                "\(covered(date)) of \(played(date)) games; \(unit.map { "\($0.state)" } ?? "")")
                        })
                )
            }
        }
    }

    /// Why a range is too short for a share of all dates: with the usual days of bootstrap alone, nobody could reach it. Nil
    /// where it can be reached; more days than usual are no excuse.
    private static func shortness(_ context: GateContext, _ asked: Thresholds.Effective) -> String? {
        let calendar = context.facts.states.calendar
        var (young, all) = (0, 0)
        for date in context.facts.dates {
            let day = calendar.day(date)
            all += day.finals.count
            guard let season = day.season, let start = calendar.start(of: season),
                date - start < PipelineSettings.standard.bootstrapDays
            else { continue }
            young += day.finals.count
        }
        guard all > 0, let level = asked.levels.fail ?? asked.levels.warn else { return nil }
        let best = Double(all - young) / Double(all)
        return best < level
            ? "\(young) of the range's games are on bootstrap dates, so that no more than \(ReportText.percent(best)) can be "
                + "covered: ask over whole seasons" : nil
    }

    /// Whether everything that reads a table can do without it.
    private static func isOptional(_ table: TableDefinition) -> Bool {
        let readings = Registry.tables.flatMap(\.planned.inputs).filter { $0.table == table.name }
        return !readings.isEmpty && readings.allSatisfy { !$0.isRequired }
    }

    /// Of the players who played on expected dates, those who have a row of a table.
    static func participation(_ name: String) -> Check {
        .single("participation") { context in
            let dates = context.facts.expected(name).map(\.unit.date)
            let (rows, players) = (context.sums(of: name), context.sums(of: PlayerGameSummary.name))
            func covered(_ date: GameDate) -> Double { rows.byDate[date]?["played"]?.numerator ?? 0 }
            func played(_ date: GameDate) -> Double { players.byDate[date]?["minutes_known"]?.denominator ?? 0 }
            let short = dates.filter { covered($0) < 0.9 * played($0) }
            return .ratio(
                dates.reduce(0) { $0 + covered($1) }, dates.reduce(0) { $0 + played($1) },
                of: "player-games played on expected dates",
                failing: short.map { date in
                    FailingRow(
                        [.init("date", "\(date)")],
                        "\(Int(covered(date))) of \(Int(played(date))) who played have a row of \(name)")
                })
        }
    }

    /// Dates of the bootstrap on which rows are stored, though none may be.
    static func bootstrapDatesWithRows() -> Check {
        .single("bootstrap_dates_with_rows") { context in
            let settings = context.facts.states.settings
            guard settings.bootstrapMode == .strict else {
                return .none("bootstrap.mode is graded: rows are expected", of: "bootstrap dates")
            }
            let calendar = context.facts.states.calendar
            let young = context.facts.dates.filter { date in
                guard let season = calendar.day(date).season, let start = calendar.start(of: season) else {
                    return false
                }
                return date - start < settings.bootstrapDays
            }
            let rows = young.flatMap { date in
                context.tables.compactMap { table -> FailingRow? in
                    guard let count = context.sums(of: table.name).rows[date], count > 0 else { return nil }
                    return FailingRow([.init("table", table.name), .init("date", "\(date)")], "\(count) rows")
                }
            }
            let dates = Set(rows.map { $0.key[1].value })
            return .count(Double(dates.count), Double(young.count), of: "bootstrap dates", failing: rows)
        }
    }

    /// Units whose last attempt ended with what could be had, of all attempted.
    static func unitsSucceeded() -> Check {
        .single("units_succeeded") { context in
            let units = attempted(context)
            let bad = units.filter { $0.recorded == .failed || $0.recorded == .blocked }
            return .ratio(
                Double(units.count - bad.count), Double(units.count), of: "units attempted", failing: rows(bad))
        }
    }

    /// Units that failed, of all attempted; those that were blocked by another are not among them.
    static func unitsFailedOfAll() -> Check {
        .single("units_failed") { context in
            let units = attempted(context)
            let bad = units.filter { $0.recorded == .failed }
            return .ratio(Double(bad.count), Double(units.count), of: "units attempted", failing: rows(bad))
        }
    }

    private static func attempted(_ context: GateContext) -> [RangeFacts.UnitFact] {
        context.tables.flatMap { context.facts.units[$0.name] ?? [] }.filter(\.wasAttempted)
    }

    private static func rows(_ units: [RangeFacts.UnitFact]) -> [FailingRow] {
        units.map {
            FailingRow([.init("table", $0.unit.table), .init("date", "\($0.unit.date)")], $0.state.description)
        }
    }
}

import Basketball
import Planning

/// A calendar of a table's units: a column a week, a row a weekday, a colour a state, the reason on hover.
enum HeatMap {
    private static let cell = 11
    private static let step = 13

    /// The legend, with how many units are in each state.
    static func legend(_ facts: RangeFacts) -> String {
        let units = facts.units.values.flatMap(\.self)
        let items = UnitStatus.allCases.map { status in
            "<span class=\"s-\(status.rawValue)\"><i></i>\(status.rawValue) \(units.count { $0.state.status == status })</span>"
        }
        return "<div class=\"legend\">\(items.joined())</div>\n"
    }

    /// A block for each season that the range touches, in it a map for each table.
    static func html(_ facts: RangeFacts) -> String {
        let seasons = Dictionary(grouping: facts.dates) { date in
            let (year, month, _) = date.civil
            return Season(startYear: month >= 7 ? year : year - 1)
        }
        var text = ""
        for (season, dates) in seasons.sorted(by: { $0.key < $1.key }) {
            let units = facts.tables.map { table in
                (facts.units[table.name] ?? []).filter { dates.contains($0.unit.date, in: season) }
            }
            // Long stretches of off-season at either end say nothing; all tables show the same days, to be compared.
            let used = units.joined().filter { !["off_season", "not_loaded"].contains($0.state.reasonKind) }
                .map(\.unit.date)
            guard let first = used.min(), let last = used.max() else {
                text += "<h3>\(season)</h3>\n<p class=\"dim\">Off-season only.</p>\n"
                continue
            }
            let maps = zip(facts.tables, units).map { table, units -> String in
                let shown = units.filter { $0.unit.date >= first && $0.unit.date <= last }
                return
                    "<div class=\"map\"><span class=\"name\">\(HTML.escape(table.name))</span>\n\(svg(shown))</div>\n"
            }.joined()
            // Wide enough for the longest name.
            let width = max(weeks(first, last) * step, 200)
            text += """
                <h3>\(season)</h3>
                <div class="maps" style="grid-template-columns: repeat(auto-fill, minmax(\(width)px, max-content))">
                \(maps)</div>

                """
        }
        return text
    }

    /// Columns from a date's week to another's.
    private static func weeks(_ first: GameDate, _ last: GameDate) -> Int {
        (last - (first + -weekday(first))) / 7 + 1
    }

    private static func svg(_ units: [RangeFacts.UnitFact]) -> String {
        guard let first = units.first?.unit.date, let last = units.last?.unit.date else { return "" }
        let monday = first + -weekday(first)
        let weeks = weeks(first, last)
        var text = ""
        var month = 0
        var free = 0
        for unit in units {
            let date = unit.unit.date
            let offset = date - monday
            let (x, y) = (offset / 7 * step, 12 + offset % 7 * step)
            if date.civil.month != month {
                month = date.civil.month
                // A month of which only some days are shown may leave no room for the next one's name.
                if x >= free { text += "<text x=\"\(x)\" y=\"8\">\(months[month - 1])</text>" }
                free = max(free, x + 2 * step)
            }
            let status = unit.state.status
            text += "<rect class=\"s-\(status.rawValue)\" x=\"\(x)\" y=\"\(y)\" width=\"\(cell)\" height=\"\(cell)\">"
            text += "<title>\(HTML.escape(tip(unit)))</title></rect>\n"
        }
        let (width, height) = (weeks * step, 12 + 7 * step)
        return """
            <svg width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" role="img">\(text)</svg>

            """
    }

    private static func tip(_ unit: RangeFacts.UnitFact) -> String {
        let rows = unit.rowsExpected > 0 ? ", \(unit.rowsRecorded) of \(unit.rowsExpected) rows" : ""
        return "\(unit.unit.date) \(unit.state)\(rows)"
    }

    /// 0 for a Monday: 1970-01-01, day number 0, was a Thursday.
    private static func weekday(_ date: GameDate) -> Int { ((date.dayNumber + 3) % 7 + 7) % 7 }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

extension [GameDate] {
    /// Whether a date is of a season's year, from July to June.
    fileprivate func contains(_ date: GameDate, in season: Season) -> Bool {
        let (year, month, _) = date.civil
        return (month >= 7 ? year : year - 1) == season.startYear
    }
}

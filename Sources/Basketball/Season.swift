/// A league season, named `2023-24` and identified by the year it starts in.
package struct Season: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let startYear: Int

    package init(startYear: Int) { self.startYear = startYear }

    /// Reads `2023-24`; nil when the second year does not follow the first.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, parts[1].count == 2, let start = Int(parts[0]),
            let end = Int(parts[1]), (start + 1) % 100 == end
        else { return nil }
        startYear = start
    }

    /// `2023-24`.
    package var description: String {
        let end = (startYear + 1) % 100
        return "\(startYear)-\(end < 10 ? "0" : "")\(end)"
    }

    /// The date of the season's first regular-season game, where the published list of `tables.md` section 1 has it.
    package var listedStart: GameDate? { Season.starts[startYear].flatMap { GameDate($0) } }

    /// First and last league date a game of the season can have: July to the following October (2020 ended late).
    package var span: DateRange? {
        guard let first = GameDate(year: startYear, month: 7, day: 1),
            let last = GameDate(year: startYear + 1, month: 6, day: 30)
        else { return nil }
        return startYear == 2019 ? DateRange(first, last + 120) : DateRange(first, last + (startYear == 2020 ? 31 : 0))
    }

    package static func < (a: Season, b: Season) -> Bool { a.startYear < b.startYear }

    private static let starts: [Int: String] = [
        2015: "2015-10-27", 2016: "2016-10-25", 2017: "2017-10-17", 2018: "2018-10-16", 2019: "2019-10-22",
        2020: "2020-12-22", 2021: "2021-10-19", 2022: "2022-10-18", 2023: "2023-10-24", 2024: "2024-10-22",
        2025: "2025-10-21",
    ]
}

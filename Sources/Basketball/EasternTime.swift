/// US Eastern time by the law's rule, so that no time zone database of a machine can change a league date.
///
/// Source: Energy Policy Act of 2005, section 110 (from 2007: second Sunday of March to first Sunday of November, at 2:00
/// local time); before, Public Law 99-359 (from 1987: first Sunday of April to last Sunday of October).
package enum EasternTime {
    /// Seconds that Eastern time is behind UTC at a moment: 4 hours in summer, else 5.
    package static func behind(_ moment: Instant) -> Int {
        let year = moment.date.civil.year
        guard let (start, end) = summer(of: year) else { return 5 * 3600 }
        return start <= moment && moment < end ? 4 * 3600 : 5 * 3600
    }

    /// When summer time begins and ends.
    private static func summer(of year: Int) -> (start: Instant, end: Instant)? {
        let start = year >= 2007 ? sunday(2, of: 3, year) : sunday(1, of: 4, year)
        let end = year >= 2007 ? sunday(1, of: 11, year) : lastSundayOfOctober(year)
        guard let start, let end else { return nil }
        // 2:00 standard time is 7:00 UTC, 2:00 summer time is 6:00 UTC.
        return (Instant(start, secondOfDay: 7 * 3600), Instant(end, secondOfDay: 6 * 3600))
    }

    /// The first, second, ... Sunday of a month.
    private static func sunday(_ count: Int, of month: Int, _ year: Int) -> GameDate? {
        GameDate(year: year, month: month, day: 1).map { first in
            // 1970-01-01 was a Thursday.
            first + ((3 - first.dayNumber % 7 + 7) % 7 + 7 * (count - 1))
        }
    }

    private static func lastSundayOfOctober(_ year: Int) -> GameDate? {
        sunday(5, of: 10, year).flatMap { $0.civil.month == 10 ? $0 : sunday(4, of: 10, year) }
    }
}

extension Instant {
    /// The league date: the US Eastern calendar date of the moment.
    package var easternDate: GameDate { (self + -EasternTime.behind(self)).date }

    /// A time of day of a league date, US Eastern, as 0 for midnight and 12 for noon.
    package init(eastern date: GameDate, hour: Int) {
        let standard = Instant(date, secondOfDay: (hour + 5) * 3600)
        let summer = standard + -3600
        self = EasternTime.behind(summer) == 4 * 3600 ? summer : standard
    }
}

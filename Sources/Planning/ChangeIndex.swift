import Basketball

/// When each table's rows last changed, by date: answers in O(log n) whether anything that a unit reads changed since.
struct ChangeIndex: Sendable {
    /// A date and the newest change on it or on an earlier one.
    private struct Point: Sendable {
        let day: Int
        /// Newest run that changed a unit up to this day, and the day of that unit.
        var newest: (run: Int, day: Int)
        /// The same within the day's season.
        var ofSeason: (run: Int, day: Int)
    }

    private var points: [Point] = []
    private let own: [Int: LedgerEntry]

    init(_ entries: [Int: LedgerEntry], _ calendar: LeagueCalendar) {
        own = entries
        points.reserveCapacity(entries.count)
        var last: (season: Season, range: DateRange?)?
        for day in entries.keys.sorted() {
            guard let run = entries[day]?.changedRun else { continue }
            let date = GameDate(dayNumber: day)
            let isSame = last?.range?.contains(date) ?? false
            let season = isSame ? last?.season : calendar.season(of: date)
            let continues = season == last?.season
            if !isSame, let season { last = (season, calendar.seasons[season]) }
            let before = points.last
            let newest = before.map { $0.newest.run > run ? $0.newest : (run, day) } ?? (run, day)
            let ofSeason =
                (continues ? before : nil).map { $0.ofSeason.run > run ? $0.ofSeason : (run, day) } ?? (run, day)
            points.append(Point(day: day, newest: newest, ofSeason: ofSeason))
        }
    }

    /// A unit in scope whose rows changed after a run; nil when none did.
    func change(after run: Int, _ scope: TableInput.Scope, of date: GameDate, seasonStart: GameDate) -> GameDate? {
        if scope == .sameDate {
            guard let entry = own[date.dayNumber], entry.changedRun > run else { return nil }
            return date
        }
        var low = 0
        var high = points.count
        while low < high {
            let middle = (low + high) / 2
            if points[middle].day < date.dayNumber { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let point = points[low - 1]
        if scope == .seasonBefore, point.day < seasonStart.dayNumber { return nil }
        let newest = scope == .before ? point.newest : point.ofSeason
        return newest.run > run ? GameDate(dayNumber: newest.day) : nil
    }
}

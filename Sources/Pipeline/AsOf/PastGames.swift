import Basketball
import Storage

/// The games of one player or team before D, as a table sees them. There is no way from here to D or a later date.
package struct PastGames<Row: PastRow> {
    private let store: PastStore<Row>
    private let entity: Int
    /// Entries of the index; those before are not of this store.
    private let past: Range<Int>
    /// The last entry before D of any season; nil when there is none.
    let latest: Int?
    /// How far the row of an entry is before it.
    private let shift: Int
    private let seasonStart: Int
    private let day: Int
    private let trace: ReadTrace

    /// - Parameter end: the first day that is not past: D, but for leaks.
    init(_ parts: PastParts<Row>, entity: Int, day: Int, end: Int, season: Int, trace: ReadTrace) {
        let place = parts.entries.place(entity)
        store = parts.store(place)
        self.entity = entity
        self.day = day
        self.trace = trace
        guard let place else {
            past = 0..<0
            latest = nil
            seasonStart = 0
            shift = 0
            return
        }
        let all = store.entries.before(end, place)
        latest = all.last
        past = max(all.lowerBound, min(store.first(place), all.upperBound))..<all.upperBound
        shift = store.first(place) - store.firstRow(place)
        let last = past.upperBound - 1
        let isCurrent = !past.isEmpty && Int(store.entries.seasons[last]) == season
        seasonStart = isCurrent ? Int(store.entries.seasonStarts[last]) : past.upperBound
    }

    private func window(_ entries: Range<Int>) -> Window<Row> {
        let range = entries.isEmpty ? 0..<0 : entries.lowerBound - shift..<entries.upperBound - shift
        if store.isOfPlayers {
            trace.add(player: entity, range.count, store.digest(range))
        } else {
            trace.add(entity, range.count, store.digest(range))
        }
        return Window(store, range)
    }

    /// Games of D's season.
    package var season: Window<Row> { window(seasonStart..<past.upperBound) }

    /// The last games of D's season, at most so many.
    package func last(_ count: Int) -> Window<Row> {
        window(max(seasonStart, past.upperBound - count)..<past.upperBound)
    }

    /// All games that are loaded.
    package var career: Window<Row> { window(past) }

    /// The last loaded games of any season, at most so many.
    package func lastOfCareer(_ count: Int) -> Window<Row> {
        window(max(past.lowerBound, past.upperBound - count)..<past.upperBound)
    }

    /// Games dated D-n to D-1, of any season.
    package func lastDays(_ count: Int) -> Window<Row> {
        var first = past.upperBound
        while first > past.lowerBound, Int(store.entries.days[first - 1]) >= day - count { first -= 1 }
        return window(first..<past.upperBound)
    }
}

/// Consecutive games of one player or team, the oldest first.
package struct Window<Row: PastRow>: RandomAccessCollection {
    private let store: PastStore<Row>
    private let range: Range<Int>

    init(_ store: PastStore<Row>, _ range: Range<Int>) {
        self.store = store
        self.range = range
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { range.count }
    package subscript(index: Int) -> Row { store.rows[range.lowerBound + index] }

    /// League date of a game.
    package func date(_ index: Int) -> GameDate {
        GameDate(dayNumber: Int(store.entries.days[store.entry(range.lowerBound + index)]))
    }

    /// Id of a game.
    package func game(_ index: Int) -> Int { store.entries.games[store.entry(range.lowerBound + index)] }

    /// The newest games of the window, at most so many.
    package func newest(_ count: Int) -> Window {
        Window(store, Swift.max(range.lowerBound, range.upperBound - count)..<range.upperBound)
    }
}

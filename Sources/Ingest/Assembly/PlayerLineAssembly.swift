import Basketball
import Storage

/// Puts the sides of players' lines together and decides which of the lines captured together is the main one.
///
/// The result depends on the set of offers and of stored lines alone.
struct PlayerLineAssembly {
    /// What a line is known by, but for its number.
    struct Group: Hashable, Comparable {
        let date: GameDate
        let player: Int
        let market: String
        let bookmaker: String
        let captured: Instant

        static func < (a: Group, b: Group) -> Bool {
            (a.date, a.player, a.market, a.bookmaker, a.captured)
                < (b.date, b.player, b.market, b.bookmaker, b.captured)
        }
    }

    /// A line with both sides.
    struct Line: Equatable {
        var over: Int?
        var under: Int?
        var tipoff: Instant?
        var origin: Origin
        var isMain = false
    }

    /// Lines by group and number, in thousandths.
    private(set) var groups: [Group: [Int: Line]] = [:]
    /// Numbers of the lines that this import tells of.
    private(set) var offered: [Group: Set<Int>] = [:]
    /// Offers that became no line of their own.
    private(set) var merged = 0
    /// Prices of one side of one line that differ between offers.
    private(set) var conflicts = 0

    /// Adds what is stored of a group that offers concern.
    mutating func addStored(_ group: Group, _ number: Int, _ line: Line) { groups[group, default: [:]][number] = line }

    /// Adds an import's offers, given in any order.
    mutating func add(_ offers: [(group: Group, offer: PlayerLineOffer)]) {
        let sorted = offers.sorted { a, b in
            if a.group != b.group { return a.group < b.group }
            if a.offer.line != b.offer.line { return a.offer.line < b.offer.line }
            return (a.offer.origin.file, a.offer.origin.line) < (b.offer.origin.file, b.offer.origin.line)
        }
        var at = 0
        while at < sorted.count {
            var end = at
            while end < sorted.count, sorted[end].group == sorted[at].group,
                sorted[end].offer.line == sorted[at].offer.line
            { end += 1 }
            combine(sorted[at..<end].map(\.offer), sorted[at].group)
            at = end
        }
        for group in offered.keys { decide(group) }
    }

    /// One line of all its offers. Of two prices of a side that which is nearer to even stays.
    private mutating func combine(_ offers: [PlayerLineOffer], _ group: Group) {
        guard let first = offers.first else { return }
        merged += offers.count - 1
        func best(_ prices: [Int]) -> Int? {
            let different = Set(prices)
            if different.count > 1 { conflicts += 1 }
            return different.min { a, b in
                let (x, y) = (abs(AmericanOdds.probability(a) - 0.5), abs(AmericanOdds.probability(b) - 0.5))
                return x != y ? x < y : a < b
            }
        }
        let stored = groups[group]?[first.line]
        let line = Line(
            over: best(offers.compactMap(\.over)) ?? stored?.over,
            under: best(offers.compactMap(\.under)) ?? stored?.under, tipoff: offers.map(\.tipoff).min(),
            origin: first.origin)
        groups[group, default: [:]][first.line] = line
        offered[group, default: []].insert(first.line)
    }

    /// The line whose prices are closest to even is the main one; of as close ones the lower.
    private mutating func decide(_ group: Group) {
        guard let lines = groups[group] else { return }
        let main = lines.min { a, b in
            let (x, y) = (
                AmericanOdds.imbalance(a.value.over, a.value.under), AmericanOdds.imbalance(b.value.over, b.value.under)
            )
            return x != y ? x < y : a.key < b.key
        }
        for number in lines.keys { groups[group]?[number]?.isMain = number == main?.key }
    }
}

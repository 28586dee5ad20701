import Storage

/// The entries of some entities that a table can read: all, or those of the seasons from one on.
struct KeptEntries: Sendable {
    let entries: GameIndex.Entries
    /// The entities, by their places.
    private let places: Range<Int>
    /// The entry of each row, entity by entity in date order.
    let ofRows: [Int32]
    /// First entry of each entity that is kept, and its row; what comes behind it is kept too.
    private let firsts: [(entry: Int32, row: Int32)]

    /// - Parameter season: the first year of the first season whose games are read; an entity's games before its first one
    ///   of that season, or of a later one, are left out.
    init(_ entries: GameIndex.Entries, _ places: Range<Int>, from season: Int) {
        self.entries = entries
        self.places = places
        var ofRows: [Int32] = []
        var firsts: [(entry: Int32, row: Int32)] = []
        for place in places {
            let all = Int(entries.starts[place])..<Int(entries.starts[place + 1])
            let first = all.first { Int(entries.seasons[$0]) >= season } ?? all.upperBound
            firsts.append((Int32(first), Int32(ofRows.count)))
            ofRows.append(contentsOf: Int32(first)..<Int32(all.upperBound))
        }
        self.ofRows = ofRows
        self.firsts = firsts
    }

    func first(_ place: Int) -> Int { Int(firsts[place - places.lowerBound].entry) }
    func firstRow(_ place: Int) -> Int { Int(firsts[place - places.lowerBound].row) }
    /// Where the first entity is.
    var firstPlace: Int { places.lowerBound }
}

/// The past games of one kind that a table can read, in parts that are made at the same time.
struct PastParts<Row: PastRow>: Sendable {
    let entries: GameIndex.Entries
    private let parts: [PastStore<Row>]
    /// The part of each entity.
    private let ofPlaces: [UInt8]

    /// Games of one part, at least; a last one may have fewer.
    private static var fewest: Int { 4096 }

    /// - Parameters:
    ///   - season: as for `KeptEntries`.
    ///   - workers: parts made at the same time.
    ///   - fill: the declared columns of some entries.
    init(
        _ entries: GameIndex.Entries, from season: Int, isOfPlayers: Bool, workers: Int,
        _ fill: @escaping @Sendable (KeptEntries) -> InputRows
    ) async throws {
        self.entries = entries
        let size = Swift.max(Self.fewest, entries.days.count / (2 * Swift.max(1, workers)) + 1)
        var pieces: [Range<Int>] = []
        var start = 0
        for place in entries.ids.indices where Int(entries.starts[place + 1] - entries.starts[start]) >= size {
            pieces.append(start..<place + 1)
            start = place + 1
        }
        if start < entries.ids.count || pieces.isEmpty { pieces.append(start..<entries.ids.count) }
        parts = try await concurrentMap(pieces, width: workers) { places in
            let kept = KeptEntries(entries, places, from: season)
            return PastStore(kept, fill(kept), isOfPlayers: isOfPlayers)
        }
        ofPlaces = pieces.enumerated().flatMap { part, places in
            [UInt8](repeating: UInt8(truncatingIfNeeded: part), count: places.count)
        }
    }

    /// The games of an entity, and of others.
    func store(_ place: Int?) -> PastStore<Row> { parts[place.map { Int(ofPlaces[$0]) } ?? 0] }
}

/// The past games of one kind that a table can read, entity by entity in date order, with sums of their hashes.
final class PastStore<Row: PastRow>: Sendable {
    private let kept: KeptEntries
    let rows: [Row]
    let isOfPlayers: Bool
    /// Sum of the hashes of all rows before each one.
    private let sums: [Digest128]

    init(_ kept: KeptEntries, _ input: InputRows, isOfPlayers: Bool) {
        self.kept = kept
        self.isOfPlayers = isOfPlayers
        let kind = isOfPlayers ? 1 : 2
        let entries = kept.entries
        var rows: [Row] = []
        var sums: [Digest128] = [.zero]
        rows.reserveCapacity(kept.ofRows.count)
        sums.reserveCapacity(kept.ofRows.count + 1)
        var place = kept.firstPlace
        input.forEach { row in
            let entry = Int(kept.ofRows[row])
            while Int(entries.starts[place + 1]) <= entry { place += 1 }
            return (kind << 32 | Int(entries.days[entry]), entries.games[entry], entries.ids[place])
        } _: { row, cells, hash in
            var value = Row(cells)
            if row > kept.firstRow(place), let previous = rows.last {
                let entry = Int(kept.ofRows[row])
                value.follow(previous, isSameSeason: entries.seasons[entry] == entries.seasons[entry - 1])
            }
            rows.append(value)
            sums.append(sums[row] + hash)
        }
        self.rows = rows
        self.sums = sums
    }

    var entries: GameIndex.Entries { kept.entries }

    /// The entry of a row.
    func entry(_ row: Int) -> Int { Int(kept.ofRows[row]) }
    /// An entity's first entry that has a row; behind its last where none has.
    func first(_ place: Int) -> Int { kept.first(place) }
    func firstRow(_ place: Int) -> Int { kept.firstRow(place) }

    /// Digest of the games of some rows: what they were, whatever is around them.
    func digest(_ rows: Range<Int>) -> Digest128 { sums[rows.upperBound] - sums[rows.lowerBound] }
}

/// The order of box score rows: by key and kind of source, and of one key and kind the best first.
enum BoxScoreOrder {
    /// A line's key: a player of a game has one line, whatever his team.
    private struct Key: Comparable {
        let game: Int
        let player: Int
        let team: Int
        let kind: Int

        init(_ row: BoxScoreRow) {
            game = row.game.number
            player = row.playerID
            team = player == 0 ? row.teamID : 0
            kind = row.kind.rawValue
        }

        static func < (a: Key, b: Key) -> Bool {
            if a.game != b.game { return a.game < b.game }
            if a.player != b.player { return a.player < b.player }
            return a.team != b.team ? a.team < b.team : a.kind < b.kind
        }
    }

    /// The best row of each key and kind, in order; the others, each with the one that was better.
    ///
    /// - Parameter ranks: of each file of the import, by its position; of files that differ the lower rank goes first.
    static func distinct(_ rows: [BoxScoreRow], _ ranks: [String]) -> (
        kept: [BoxScoreRow], others: [(BoxScoreRow, BoxScoreRow)]
    ) {
        // Sorted by position: the rows themselves are large to move.
        let keys = rows.map(Key.init)
        let order = rows.indices.sorted { left, right in
            keys[left] != keys[right] ? keys[left] < keys[right] : isBetter(rows[left], rows[right], ranks)
        }
        var kept: [BoxScoreRow] = []
        kept.reserveCapacity(rows.count)
        var others: [(BoxScoreRow, BoxScoreRow)] = []
        var last: Int?
        for index in order {
            if let last, keys[last] == keys[index] {
                others.append((rows[index], rows[last]))
            } else {
                kept.append(rows[index])
                last = index
            }
        }
        return (kept, others)
    }

    private static func isBetter(_ a: BoxScoreRow, _ b: BoxScoreRow, _ ranks: [String]) -> Bool {
        if a.known != b.known { return a.known > b.known }
        if a.origin.file != b.origin.file, ranks.indices.contains(a.origin.file), ranks.indices.contains(b.origin.file),
            ranks[a.origin.file] != ranks[b.origin.file]
        {
            return ranks[a.origin.file] < ranks[b.origin.file]
        }
        if a.hash != b.hash { return a.hash > b.hash }
        if a.date != b.date { return (a.date?.dayNumber ?? .min) > (b.date?.dayNumber ?? .min) }
        if a.matchup != b.matchup { return text(a) < text(b) }
        return (a.origin.file, a.origin.line) < (b.origin.file, b.origin.line)
    }

    private static func text(_ row: BoxScoreRow) -> String {
        row.matchup.map { "\($0.team) \($0.opponent) \($0.isHome)" } ?? ""
    }
}

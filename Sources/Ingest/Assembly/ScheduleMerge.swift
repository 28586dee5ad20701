import Basketball

/// Rows of schedules, one for each game and kind of source.
enum ScheduleMerge {
    /// Of several rows of a game the one that is furthest on stays: final, then called off, then scheduled; then the later
    /// date, then what its hash decides. The order of files plays no part.
    static func distinct(_ rows: [ScheduleRow], _ merged: inout Int) -> [ScheduleRow] {
        let sorted = rows.sorted { a, b in
            if a.game != b.game { return a.game < b.game }
            if a.kind != b.kind { return a.kind < b.kind }
            let ranks = (rank(a.status), rank(b.status))
            if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
            if a.date != b.date { return a.date > b.date }
            let hashes = (GameFacts(a).hash, GameFacts(b).hash)
            if hashes.0 != hashes.1 { return hashes.0 < hashes.1 }
            return (a.origin.file, a.origin.line) < (b.origin.file, b.origin.line)
        }
        var kept: [ScheduleRow] = []
        for row in sorted {
            if let last = kept.last, last.game == row.game, last.kind == row.kind {
                merged += 1
            } else {
                kept.append(row)
            }
        }
        return kept
    }

    private static func rank(_ status: GameStatus) -> Int {
        switch status {
        case .final: 0
        case .cancelled, .postponed: 1
        case .scheduled: 2
        }
    }
}

import Basketball
import Storage

/// Merges what several kinds of sources say of the same line, column by column (`tables.md` section 2).
///
/// What each source says is kept where there are several, so that the result follows from the set of sources and not from
/// the order in which they came.
struct BoxScoreMerge {
    /// The lines as the raw table is to have them.
    private(set) var lines: [BoxScoreRow] = []
    /// What each source says, of those lines of which several tell.
    private(set) var sources: [BoxScoreRow] = []
    /// Lines that added to another and did not become one of their own.
    private(set) var merged = 0
    /// Statistics in which two sources of a line differ.
    private(set) var disagreements: [Disagreement] = []

    /// A statistic in which two sources differ.
    struct Disagreement: Sendable {
        let row: BoxScoreRow
        let stat: Stat
        let kept: (kind: SourceKind, value: Int)
        let other: (kind: SourceKind, value: Int)
    }

    /// - Parameters:
    ///   - rows: new rows in the order of `BoxScoreOrder`.
    ///   - stored: what the warehouse has of the same table.
    init(_ rows: [BoxScoreRow], stored: StoredTable) {
        lines.reserveCapacity(rows.count)
        var hasher = ContentHasher()
        var at = 0
        while at < rows.count {
            var end = at + 1
            while end < rows.count, BoxScoreMerge.sameKey(rows[at], rows[end]) { end += 1 }
            let new = rows[at..<end]
            merged += new.count - 1
            at = end
            guard let first = new.first else { continue }
            if new.count == 1, stored.isAlone(first) {
                lines.append(first)
                continue
            }
            let others = stored.sources(of: first)
            var said: [SourceKind: BoxScoreRow] = [:]
            for row in others { said[row.kind] = row }
            for row in new { said[row.kind] = row }
            let ranked = said.values.sorted { $0.kind < $1.kind }
            let line = BoxScoreMerge.merge(ranked, &hasher)
            lines.append(line)
            sources += ranked
            disagreements += BoxScoreMerge.disagreements(ranked, line)
        }
    }

    private static func sameKey(_ a: BoxScoreRow, _ b: BoxScoreRow) -> Bool {
        a.game == b.game && a.playerID == b.playerID && (a.playerID != 0 || a.teamID == b.teamID)
    }

    /// One line of several, the most trusted first.
    static func merge(_ rows: [BoxScoreRow], _ hasher: inout ContentHasher) -> BoxScoreRow {
        // The precision of a team's minutes is not stored, but its kind of source decides it.
        func precise(_ row: BoxScoreRow) -> Bool {
            guard row.playerID == 0 else { return row.minutes?.precision == .second }
            return row.minutes != nil && row.kind != .gameLog && row.kind != .playoffBoxScore
        }
        var values = rows[0].values
        var isPrecise = precise(rows[0])
        for row in rows.dropFirst() {
            for stat in Stat.allCases where values.stats[stat] == nil { values.stats[stat] = row.stats[stat] }
            if values.name.isEmpty { values.name = row.name }
            values.matchup = values.matchup ?? row.matchup
            values.date = values.date ?? row.date
            values.won = values.won ?? row.won
            values.started = values.started ?? row.started
            values.comment = values.comment ?? row.comment
            guard let minutes = row.minutes else { continue }
            if values.minutes == nil || !isPrecise && precise(row) {
                values.minutes = minutes
                isPrecise = precise(row)
            }
        }
        return BoxScoreRow(values, origin: rows[0].origin, hasher: &hasher)
    }

    /// Where sources differ from the line that was made of them.
    static func disagreements(_ rows: [BoxScoreRow], _ line: BoxScoreRow) -> [Disagreement] {
        var found: [Disagreement] = []
        for stat in Stat.allCases {
            guard let kept = line.stats[stat], let from = rows.first(where: { $0.stats[stat] != nil }) else { continue }
            for row in rows {
                guard let value = row.stats[stat], value != kept else { continue }
                found.append(Disagreement(row: line, stat: stat, kept: (from.kind, kept), other: (row.kind, value)))
            }
        }
        return found
    }
}

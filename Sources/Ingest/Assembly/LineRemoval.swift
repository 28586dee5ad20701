import Storage

/// What goes of a table of box scores when its sources are replaced by files that lack some of their lines.
struct LineRemoval {
    /// Positions of stored lines of which no source tells any more.
    private(set) var lines: [Int] = []
    /// Positions of what sources said that goes.
    private(set) var sources: [Int] = []
    /// Lines of which other sources tell, merged again.
    private(set) var merged: [BoxScoreRow] = []
    /// Where the sources that are left differ.
    private(set) var disagreements: [BoxScoreMerge.Disagreement] = []
    /// Keys of lines of which a source no longer tells.
    private(set) var changedKeys: Set<StoredLines.Key> = []
    /// Their games.
    var games: Set<Int> { Set(changedKeys.map(\.game)) }

    init(_ stored: StoredTable, told: ToldKeys, isTeams: Bool) {
        let table = (isTeams ? RawTable.teamBoxScores : RawTable.playerBoxScores).name
        var hasher = ContentHasher()
        for (row, key) in stored.keys.enumerated() {
            if let kind = stored.onlySource(row, key) {
                guard told.lacks(kind, table, key) else { continue }
                lines.append(row)
                changedKeys.insert(key)
                continue
            }
            let all = stored.sources(key.game, key.id)
            let left = all.filter { !told.lacks($0.kind, table, key) }
            guard left.count < all.count else { continue }
            changedKeys.insert(key)
            // One source alone needs no row beside the line.
            let going = left.count <= 1 ? all : all.filter { source in !left.contains { $0.kind == source.kind } }
            sources += going.compactMap { stored.sourceRow(key.game, key.id, $0.kind) }
            if left.isEmpty {
                lines.append(row)
            } else {
                let ranked = left.sorted { $0.kind < $1.kind }
                let line = BoxScoreMerge.merge(ranked, &hasher)
                merged.append(line)
                disagreements += BoxScoreMerge.disagreements(ranked, line)
            }
        }
        sources.sort()
    }
}

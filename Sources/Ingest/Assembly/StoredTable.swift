import Basketball
import Storage

/// The lines that the warehouse has in one of the two tables of box scores, and what each source said of those of which
/// several tell.
struct StoredTable: Sendable {
    /// Whole rows, to compare with and to keep when they are replaced.
    let lines: ColumnBatch
    let sources: ColumnBatch
    private let isTeams: Bool
    private let kinds: [Int: SourceKind]
    private let lineSources: [Int]
    /// Ids of the lines' teams or players.
    private let ids: [Int]
    /// The lines of each game: they come in the order of their keys.
    private var linesOf: [Int: Range<Int>] = [:]
    private var sourcesOf: [StoredLines.Key: [Int]] = [:]

    /// - Parameter kinds: the kind of each source, by its number in `source_files`.
    init(lines: ColumnBatch, sources: ColumnBatch, isTeams: Bool, kinds: [Int: SourceKind]) {
        self.lines = lines
        self.sources = sources
        self.isTeams = isTeams
        self.kinds = kinds
        lineSources = lines.isEmpty ? [] : lines["source_id"].integers
        let id = isTeams ? "team_id" : "player_id"
        ids = lines.isEmpty ? [] : lines[id].integers
        if !lines.isEmpty {
            let games = lines["game_id"].integers
            var start = 0
            for row in games.indices where row + 1 == games.count || games[row + 1] != games[row] {
                linesOf[games[row]] = start..<(row + 1)
                start = row + 1
            }
        }
        if !sources.isEmpty {
            let (games, ids) = (sources["game_id"].integers, sources[id].integers)
            for row in 0..<sources.count {
                sourcesOf[StoredLines.Key(game: games[row], id: ids[row]), default: []].append(row)
            }
        }
    }

    /// Position of a line; nil when it is new.
    func row(_ game: Int, _ id: Int) -> Int? { rows(of: game).first { ids[$0] == id } }

    /// Positions of a game's lines.
    func rows(of game: Int) -> Range<Int> { linesOf[game] ?? 0..<0 }

    /// Position of what a source said of a line; nil when there is only one source, or not this one.
    func sourceRow(_ game: Int, _ id: Int, _ kind: SourceKind) -> Int? {
        guard let rows = sourcesOf[StoredLines.Key(game: game, id: id)] else { return nil }
        let names = sources["source_kind"].texts
        return rows.first { names[$0] == kind.name }
    }

    /// Whether no other kind of source than a row's own has told of its line.
    func isAlone(_ row: BoxScoreRow) -> Bool {
        let key = StoredLines.Key(game: row.game.number, id: isTeams ? row.teamID : row.playerID)
        guard sourcesOf.isEmpty || sourcesOf[key] == nil else { return false }
        return self.row(key.game, key.id).map { kinds[lineSources[$0]] == row.kind } ?? true
    }

    /// What each source said of the line of a row's key.
    func sources(of row: BoxScoreRow) -> [BoxScoreRow] { sources(row.game.number, isTeams ? row.teamID : row.playerID) }

    /// What each source said of a line.
    func sources(_ game: Int, _ id: Int) -> [BoxScoreRow] {
        let key = StoredLines.Key(game: game, id: id)
        var hasher = ContentHasher()
        if let rows = sourcesOf[key] {
            let names = sources["source_kind"].texts
            return rows.compactMap { row in
                SourceKind(name: names[row]).flatMap { rebuild(sources, row, $0, &hasher) }
            }
        }
        guard let row = row(game, id) else { return [] }
        let origin = lines["origin"].texts[row]
        let kind = kinds[lineSources[row]] ?? (origin == "game_log" ? .gameLog : .playoffBoxScore)
        return rebuild(lines, row, kind, &hasher).map { [$0] } ?? []
    }

    /// The kind of the only source of a line; nil when several tell of it.
    func onlySource(_ row: Int, _ key: StoredLines.Key) -> SourceKind? {
        sourcesOf.isEmpty || sourcesOf[key] == nil ? kinds[lineSources[row]] : nil
    }

    /// Keys of the lines, in their order.
    var keys: [StoredLines.Key] {
        if lines.isEmpty { return [] }
        return zip(lines["game_id"].integers, ids).map { StoredLines.Key(game: $0, id: $1) }
    }

    /// A stored row as it was read once.
    private func rebuild(_ batch: ColumnBatch, _ row: Int, _ kind: SourceKind, _ hasher: inout ContentHasher)
        -> BoxScoreRow?
    {
        guard let game = GameID(number: batch["game_id"].integers[row]) else { return nil }
        var stats = CountingStats()
        for stat in Stat.allCases { stats[stat] = batch[stat.column].integer(row) }
        let precision = isTeams ? nil : batch["minutes_precision"].text(row).flatMap(Minutes.Precision.init)
        let minutes = batch["minutes"].real(row).map {
            Minutes(seconds: Int(($0 * 60).rounded()), precision: precision ?? .minute)
        }
        let team = batch["team"].texts[row]
        let values = BoxScoreRow.Values(
            kind: kind, game: game, date: nil, teamID: batch["team_id"].integers[row],
            playerID: isTeams ? 0 : batch["player_id"].integers[row], team: team,
            name: isTeams ? "" : batch["player_name"].texts[row],
            matchup: isTeams
                ? Matchup(
                    team: team, opponent: batch["opponent"].texts[row], isHome: batch["is_home"].integers[row] != 0)
                : nil,
            won: batch["won"].boolean(row), minutes: minutes, started: isTeams ? nil : batch["started"].boolean(row),
            comment: isTeams ? nil : batch["comment"].text(row), stats: stats)
        let origin = Origin(file: -batch["source_id"].integers[row], line: batch["source_row"].integers[row])
        return BoxScoreRow(values, origin: origin, hasher: &hasher)
    }
}

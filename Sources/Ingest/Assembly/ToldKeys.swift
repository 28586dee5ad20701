import Basketball

/// What the files of an import tell of, by kind of source: everything else of their seasons and types they lack.
struct ToldKeys {
    /// A season and type of games of which a kind of source tells in a table.
    struct Scope: Hashable {
        let kind: SourceKind
        let table: String
        /// First five digits of the games' ids.
        let prefix: Int
    }

    private struct Line: Hashable {
        let kind: SourceKind
        let table: String
        let key: StoredLines.Key
    }

    private static let games = "games"
    private var scopes: Set<Scope> = []
    private var lines: Set<Line> = []

    init(_ parsed: [ParsedFile]) {
        for file in parsed {
            for row in file.teams + file.players {
                let id = row.playerID == 0 ? row.teamID : row.playerID
                add(row.kind, row.table, StoredLines.Key(game: row.game.number, id: id))
            }
            for row in file.schedule { add(row.kind, ToldKeys.games, StoredLines.Key(game: row.game.number, id: 0)) }
        }
    }

    private mutating func add(_ kind: SourceKind, _ table: String, _ key: StoredLines.Key) {
        scopes.insert(Scope(kind: kind, table: table, prefix: key.game / 100_000))
        lines.insert(Line(kind: kind, table: table, key: key))
    }

    /// First five digits of the ids of all games told of.
    var prefixes: Set<Int> { Set(scopes.map(\.prefix)) }
    /// The same of those of which a table's lines tell.
    func prefixes(ofTable name: String) -> Set<Int> { Set(scopes.filter { $0.table == name }.map(\.prefix)) }
    var kinds: Set<SourceKind> { Set(scopes.map(\.kind)) }

    /// Whether a kind of source tells of a line's season and type, and not of the line.
    func lacks(_ kind: SourceKind, _ table: String, _ key: StoredLines.Key) -> Bool {
        scopes.contains(Scope(kind: kind, table: table, prefix: key.game / 100_000))
            && !lines.contains(Line(kind: kind, table: table, key: key))
    }

    /// Whether a schedule tells of a game's season and type, and not of the game.
    func lacks(_ game: Int, _ kind: SourceKind) -> Bool {
        lacks(kind, ToldKeys.games, StoredLines.Key(game: game, id: 0))
    }

    /// Games that a schedule told of before and does not now.
    func scheduledGamesLacking(_ sources: GameSources) -> Set<Int> {
        let kinds = kinds.filter { !$0.hasResults }
        guard !kinds.isEmpty else { return [] }
        return Set(
            sources.facts.filter { game, facts in kinds.contains { facts[$0] != nil && lacks(game, $0) } }.keys)
    }
}

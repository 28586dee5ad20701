import Basketball

/// What a source says of a team or a player in a game. A class, because rows are sorted and passed around.
final class BoxScoreRow: Sendable {
    /// All that a source can say.
    struct Values: Sendable {
        var kind: SourceKind
        var game: GameID
        /// nil where the source does not say.
        var date: GameDate?
        var teamID: Int
        /// 0 in a team's row.
        var playerID: Int
        var team: String
        /// The team's full name, or the player's in a player's row; empty where the source does not say.
        var name: String
        /// nil where the source does not say who was at home.
        var matchup: Matchup?
        var won: Bool?
        var minutes: Minutes?
        var started: Bool?
        /// Why the player did not play.
        var comment: String?
        var stats: CountingStats
    }

    let values: Values
    let origin: Origin
    /// Hash of what the row's table stores of it, but for what the game decides.
    let hash: Int

    var kind: SourceKind { values.kind }
    var game: GameID { values.game }
    var date: GameDate? { values.date }
    var teamID: Int { values.teamID }
    var playerID: Int { values.playerID }
    var team: String { values.team }
    var name: String { values.name }
    var matchup: Matchup? { values.matchup }
    var won: Bool? { values.won }
    var minutes: Minutes? { values.minutes }
    var started: Bool? { values.started }
    var comment: String? { values.comment }
    var stats: CountingStats { values.stats }

    init(_ values: Values, origin: Origin, hasher: inout ContentHasher) {
        self.values = values
        self.origin = origin
        hasher.start()
        hasher.add(values.game.number)
        hasher.add(values.teamID)
        hasher.add(values.playerID)
        hasher.add(values.team)
        if values.playerID != 0 {
            hasher.add(values.name)
            hasher.add(values.minutes?.precision == .second ? 1 : 0)
        }
        hasher.add(values.won.map { $0 ? 1 : 0 } ?? -1)
        hasher.add(values.minutes?.seconds ?? -1)
        hasher.add(values.started.map { $0 ? 1 : 0 } ?? -1)
        hasher.add(values.comment ?? "")
        hasher.add(values.stats)
        hasher.add(values.kind.origin)
        hash = hasher.finish()
    }

    /// How many values the row knows.
    var known: Int { Stat.allCases.count { stats[$0] != nil } + (minutes == nil ? 0 : 1) + (won == nil ? 0 : 1) }

    /// The table that the row goes to.
    var table: String { playerID == 0 ? "team_boxscores" : "player_boxscores" }

    /// Whether the two say the same, word for word.
    func says(the other: BoxScoreRow) -> Bool {
        hash == other.hash && date == other.date && matchup == other.matchup && name == other.name
    }
}

/// LeagueGameLog with `PlayerOrTeam=P`: one line for each player who appeared in a game.
enum LeagueGameLogPlayers: SourceFormat {
    static let name = "league-game-log-players"
    static let required = ["PLAYER_ID", "PLAYER_NAME"] + LeagueGameLog.shared
    static let optional = LeagueGameLog.optional
    static let table = "player_boxscores"
    static let kind: SourceKind? = .gameLog

    static func parse(_ input: FormatInput) -> ParsedFile { BoxScoreLines.parse(input, LeagueGameLog.players) }
}

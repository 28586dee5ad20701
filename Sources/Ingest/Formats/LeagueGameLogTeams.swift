/// LeagueGameLog with `PlayerOrTeam=T`: one line for each team of a game. `@` on both is a neutral site.
enum LeagueGameLogTeams: SourceFormat {
    static let name = "league-game-log-teams"
    static let required = LeagueGameLog.shared
    static let optional = LeagueGameLog.optional
    static let forbidden = ["PLAYER_ID"]
    static let table = "team_boxscores"
    static let kind: SourceKind? = .gameLog

    static func parse(_ input: FormatInput) -> ParsedFile { BoxScoreLines.parse(input, LeagueGameLog.teams) }
}

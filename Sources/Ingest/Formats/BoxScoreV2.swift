/// The columns of the league's second version of box scores: turnovers are `TO`, and no date is told.
enum BoxScoreV2 {
    static let shared = [
        "GAME_ID", "TEAM_ID", "TEAM_ABBREVIATION", "MIN", "FGM", "FGA", "FG3M", "FG3A", "FTM", "FTA", "OREB", "DREB",
        "AST", "STL", "BLK", "TO", "PF", "PTS",
    ]
    static let optional = ["TEAM_CITY", "NICKNAME", "FG_PCT", "FG3_PCT", "FT_PCT", "REB", "PLUS_MINUS"]

    static let teams = BoxScoreColumns(
        kind: .boxScoreV2, teamName: ["TEAM_CITY", "TEAM_NAME"],
        stats: BoxScoreColumns.logStats.map { $0 == "TOV" ? "TO" : $0 })

    static let players = {
        var columns = teams
        columns.teamName = []
        columns.player = "PLAYER_ID"
        columns.playerName = "PLAYER_NAME"
        columns.starter = "START_POSITION"
        columns.comment = "COMMENT"
        return columns
    }()
}

/// `PlayerStats` of BoxScoreTraditionalV2.
enum BoxScoreV2Players: SourceFormat {
    static let name = "box-score-v2"
    static let required = BoxScoreV2.shared + ["PLAYER_ID", "PLAYER_NAME", "START_POSITION", "COMMENT"]
    static let optional = BoxScoreV2.optional
    static let table = "player_boxscores"
    static let kind: SourceKind? = .boxScoreV2

    static func parse(_ input: FormatInput) -> ParsedFile { BoxScoreLines.parse(input, BoxScoreV2.players) }
}

/// `TeamStats` of BoxScoreTraditionalV2; not its split by starters and bench.
enum BoxScoreV2Teams: SourceFormat {
    static let name = "box-score-v2-teams"
    static let required = BoxScoreV2.shared + ["TEAM_NAME", "TEAM_CITY"]
    static let optional = BoxScoreV2.optional
    static let forbidden = ["PLAYER_ID", "STARTERS_BENCH"]
    static let table = "team_boxscores"
    static let kind: SourceKind? = .boxScoreV2

    static func parse(_ input: FormatInput) -> ParsedFile { BoxScoreLines.parse(input, BoxScoreV2.teams) }
}

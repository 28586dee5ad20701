/// Players of a box score of the league's live feed, in the columns of box score v3 and marked by one of its own.
enum LiveBoxScorePlayers: SourceFormat {
    static let name = "live-box-score"
    static let required = BoxScoreV3Players.required + ["LIVE"]
    static let optional = BoxScoreV3.optional
    static let table = "player_boxscores"
    static let kind: SourceKind? = .liveBoxScore

    static func parse(_ input: FormatInput) -> ParsedFile {
        BoxScoreLines.parse(input, BoxScoreV3.players(.liveBoxScore))
    }
}

/// Teams of a box score of the league's live feed.
enum LiveBoxScoreTeams: SourceFormat {
    static let name = "live-box-score-teams"
    static let required = BoxScoreV3.shared + ["LIVE"]
    static let optional = BoxScoreV3.optional
    static let forbidden = ["PERSONID"]
    static let table = "team_boxscores"
    static let kind: SourceKind? = .liveBoxScore

    static func parse(_ input: FormatInput) -> ParsedFile {
        BoxScoreLines.parse(input, BoxScoreV3.columns(.liveBoxScore))
    }
}

/// The columns of the league's third version of box scores, as CSV and as made from its JSON.
enum BoxScoreV3 {
    static let shared = [
        "GAMEID", "TEAMID", "TEAMTRICODE", "MINUTES", "FIELDGOALSMADE", "FIELDGOALSATTEMPTED", "THREEPOINTERSMADE",
        "THREEPOINTERSATTEMPTED", "FREETHROWSMADE", "FREETHROWSATTEMPTED", "REBOUNDSOFFENSIVE", "REBOUNDSDEFENSIVE",
        "ASSISTS", "STEALS", "BLOCKS", "TURNOVERS", "FOULSPERSONAL", "POINTS",
    ]
    static let optional = [
        "SEASON_YEAR", "GAME_DATE", "TEAMCITY", "TEAMNAME", "TEAMSLUG", "JERSEYNUM", "FIELDGOALSPERCENTAGE",
        "THREEPOINTERSPERCENTAGE", "FREETHROWSPERCENTAGE", "REBOUNDSTOTAL", "PLUSMINUSPOINTS", "MATCHUP", "WL",
        "HOMETEAMID", "HOMETRICODE", "AWAYTEAMID", "AWAYTRICODE",
    ]

    static func columns(_ kind: SourceKind) -> BoxScoreColumns {
        BoxScoreColumns(
            kind: kind, game: "GAMEID", date: "GAME_DATE", team: "TEAMID", tricode: "TEAMTRICODE",
            teamName: ["TEAMCITY", "TEAMNAME"], matchup: "MATCHUP",
            sides: ["HOMETEAMID", "HOMETRICODE", "AWAYTEAMID", "AWAYTRICODE"], won: "WL", minutes: "MINUTES",
            stats: [
                "POINTS", "FIELDGOALSMADE", "FIELDGOALSATTEMPTED", "THREEPOINTERSMADE", "THREEPOINTERSATTEMPTED",
                "FREETHROWSMADE", "FREETHROWSATTEMPTED", "REBOUNDSOFFENSIVE", "REBOUNDSDEFENSIVE", "ASSISTS", "STEALS",
                "BLOCKS", "TURNOVERS", "FOULSPERSONAL", "PLUSMINUSPOINTS",
            ], rebounds: "REBOUNDSTOTAL")
    }

    /// What lines of players have besides.
    static func players(_ kind: SourceKind) -> BoxScoreColumns {
        var columns = columns(kind)
        columns.player = "PERSONID"
        columns.playerName = "PERSONNAME"
        columns.starter = "POSITION"
        columns.comment = "COMMENT"
        return columns
    }
}

/// Box score v3, a line for each player: position of starters only, a comment for who did not play, minutes as `mm:ss`.
enum BoxScoreV3Players: SourceFormat {
    static let name = "box-score-v3"
    static let required = BoxScoreV3.shared + ["PERSONID", "PERSONNAME", "POSITION", "COMMENT"]
    static let optional = BoxScoreV3.optional
    static let forbidden = ["LIVE"]
    static let table = "player_boxscores"
    static let kind: SourceKind? = .boxScoreV3

    static func parse(_ input: FormatInput) -> ParsedFile {
        BoxScoreLines.parse(input, BoxScoreV3.players(.boxScoreV3))
    }
}

/// The teams' lines of box score v3.
enum BoxScoreV3Teams: SourceFormat {
    static let name = "box-score-v3-teams"
    static let required = BoxScoreV3.shared
    static let optional = BoxScoreV3.optional
    static let forbidden = ["PERSONID", "LIVE"]
    static let table = "team_boxscores"
    static let kind: SourceKind? = .boxScoreV3

    static func parse(_ input: FormatInput) -> ParsedFile {
        BoxScoreLines.parse(input, BoxScoreV3.columns(.boxScoreV3))
    }
}

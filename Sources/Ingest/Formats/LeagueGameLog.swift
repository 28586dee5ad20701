/// The league's game log: what player rows and team rows have in common.
enum LeagueGameLog {
    static let shared = [
        "TEAM_ID", "TEAM_ABBREVIATION", "TEAM_NAME", "GAME_ID", "GAME_DATE", "MATCHUP", "WL", "MIN", "FGM", "FGA",
        "FG3M",
        "FG3A", "FTM", "FTA", "OREB", "DREB", "AST", "STL", "BLK", "TOV", "PF", "PTS",
    ]
    static let optional = [
        "SEASON_ID", "FG_PCT", "FG3_PCT", "FT_PCT", "REB", "PLUS_MINUS", "FANTASY_PTS", "VIDEO_AVAILABLE", "SEASON",
    ]

    static let teams = BoxScoreColumns(
        kind: .gameLog, date: "GAME_DATE", teamName: ["TEAM_NAME"], matchup: "MATCHUP", won: "WL")

    static let players = {
        var columns = teams
        columns.player = "PLAYER_ID"
        columns.playerName = "PLAYER_NAME"
        return columns
    }()
}

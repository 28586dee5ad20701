import Basketball

/// Names of a format's columns for what a box score line says; nil or empty where the format does not say it.
struct BoxScoreColumns: Sendable {
    let kind: SourceKind
    var game = "GAME_ID"
    var date: String?
    var team = "TEAM_ID"
    var tricode = "TEAM_ABBREVIATION"
    /// Columns that joined by a space are the team's full name.
    var teamName: [String] = []
    /// nil in lines of teams.
    var player: String?
    var playerName: String?
    /// `AAA vs. BBB` or `AAA @ BBB`.
    var matchup: String?
    /// Id and tricode of the home team and the other, instead of a matchup.
    var sides: [String] = []
    var won: String?
    var minutes = "MIN"
    /// In the order of `Stat`.
    var stats = BoxScoreColumns.logStats
    var rebounds = "REB"
    /// Filled for those who started only.
    var starter: String?
    var comment: String?

    static let logStats = [
        "PTS", "FGM", "FGA", "FG3M", "FG3A", "FTM", "FTA", "OREB", "DREB", "AST", "STL", "BLK", "TOV", "PF",
        "PLUS_MINUS",
    ]
}

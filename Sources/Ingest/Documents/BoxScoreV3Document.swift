/// A box score of the third version: two teams with their totals and players. It does not say when the game was.
enum BoxScoreV3Document {
    /// Names of the statistics, which the document and the table share.
    static let statistics = [
        "minutes", "fieldGoalsMade", "fieldGoalsAttempted", "threePointersMade", "threePointersAttempted",
        "freeThrowsMade", "freeThrowsAttempted", "reboundsOffensive", "reboundsDefensive", "reboundsTotal", "assists",
        "steals", "blocks", "turnovers", "foulsPersonal", "points", "plusMinusPoints",
    ]
    static let shared =
        ["gameId", "game_date", "homeTeamId", "homeTricode", "awayTeamId", "awayTricode", "teamId", "teamCity"]
        + ["teamName", "teamTricode"]
    static let ofPlayer = ["personId", "personName", "position", "comment"]

    static func content(_ box: JSONObject) -> DocumentContent {
        .tables(
            tables(box, date: "", extra: []) { player in
                [
                    player.text("personId"), "\(player.text("firstName")) \(player.text("familyName"))".trimmingSpaces,
                    player.text("position"), player.text("comment"),
                ]
            })
    }

    /// Players and teams of a box score.
    ///
    /// - Parameters:
    ///   - extra: columns to add, each with the same value in every row.
    ///   - describe: a player's id, name, position if he started, and why he did not play.
    static func tables(
        _ box: JSONObject, date: String, extra: [(String, String)], describe: (JSONObject) -> [String]
    ) -> [DocumentTable] {
        let columns = shared + statistics + extra.map(\.0)
        var players = DocumentTable("players", columns: ofPlayer + columns)
        var teams = DocumentTable("teams", columns: columns)
        let sides = [box.object("homeTeam"), box.object("awayTeam")]
        let placed = sides.flatMap { [$0?.text("teamId") ?? "", $0?.text("teamTricode") ?? ""] }
        for team in sides.compactMap(\.self) {
            let own = ["teamId", "teamCity", "teamName", "teamTricode"].map(team.text)
            func row(_ statistics: JSONObject?) -> [String] {
                [box.text("gameId"), date] + placed + own
                    + BoxScoreV3Document.statistics.map { statistic(statistics, $0) } + extra.map(\.1)
            }
            if let totals = team.object("statistics") { teams.append(row(totals)) }
            for player in team.objects("players") {
                players.append(describe(player) + row(player.object("statistics")))
            }
        }
        return [players, teams]
    }

    /// The live feed's total of a team's rebounds has those that no player caught; the players' total is beside it.
    private static func statistic(_ statistics: JSONObject?, _ name: String) -> String {
        guard let statistics else { return "" }
        if name == "reboundsTotal", statistics["reboundsPersonal"] != nil { return statistics.text("reboundsPersonal") }
        return statistics.text(name)
    }
}

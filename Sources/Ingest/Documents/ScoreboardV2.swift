/// The second version of the scoreboard: a result set of games, with names of teams in another.
enum ScoreboardV2 {
    /// The games; nil when a column is missing.
    static func table(_ games: ResultSetsDocument.ResultSet, _ scores: ResultSetsDocument.ResultSet?) -> DocumentTable?
    {
        let header = Header(games.headers)
        let names = ["GAME_ID", "GAME_DATE_EST", "GAME_STATUS_ID", "GAMECODE", "HOME_TEAM_ID", "VISITOR_TEAM_ID"]
        guard names.allSatisfy(header.contains) else { return nil }
        let at = names.map(header.index)
        let texts = header.index("GAME_STATUS_TEXT")
        let teams = teamNames(scores)
        var table = DocumentTable("games", columns: ScheduleGames.required + ["SCOREBOARD"])
        for row in games.rows {
            func text(_ index: Int) -> String { index >= 0 && index < row.count ? JSONText.scalar(row[index]) : "" }
            let code = text(at[3]).split(separator: "/").last.map(String.init) ?? ""
            let (home, away) = (text(at[4]), text(at[5]))
            // `20260222/CLEOKC`: visitors, then home.
            let codes = code.count == 6 ? (String(code.suffix(3)), String(code.prefix(3))) : ("", "")
            table.append([
                text(at[0]), String(text(at[1]).prefix(10)),
                ScheduleTable.status(text(at[2]), text(texts), postponed: ""), "", "false", home,
                teams[home]?.tricode ?? codes.0, teams[home]?.name ?? "", away, teams[away]?.tricode ?? codes.1,
                teams[away]?.name ?? "", "v2",
            ])
        }
        return table
    }

    private static func teamNames(
        _ scores: ResultSetsDocument.ResultSet?
    ) -> [String: (tricode: String, name: String)] {
        guard let scores else { return [:] }
        let header = Header(scores.headers)
        let names = ["TEAM_ID", "TEAM_ABBREVIATION", "TEAM_CITY_NAME", "TEAM_NAME"]
        guard names.allSatisfy(header.contains) else { return [:] }
        let at = names.map(header.index)
        var teams: [String: (String, String)] = [:]
        for row in scores.rows where row.count == scores.headers.count {
            let values = at.map { JSONText.scalar(row[$0]) }
            teams[values[0]] = (values[1], "\(values[2]) \(values[3])")
        }
        return teams
    }
}

/// Small files of every format, written from one description of a game.
struct Sample {
    /// A player's line: one made two for every two points.
    struct Line {
        var player: Int
        var name: String
        var home: Bool
        var points: Int
        var seconds: Int
        var assists = 3
        var comment = ""
        var starts = true
    }

    var game = "0042300101"
    var date = "2024-04-20"
    var lines: [Line] = (0..<12).map { index in
        Line(
            player: 100 + index, name: index == 0 ? "Ann Ó Dál" : "Player \(index)", home: index < 6,
            points: 2 * index + (index < 6 ? 10 : 0), seconds: index % 6 == 5 ? 0 : 1500 + 7 * index,
            comment: index % 6 == 5 ? "DNP - Coach's Decision" : "", starts: index % 6 < 5)
    }

    static let home = (id: 1_610_612_739, code: "CLE", city: "Cleveland", name: "Cavaliers")
    static let away = (id: 1_610_612_753, code: "ORL", city: "Orlando", name: "Magic")

    private func team(_ home: Bool) -> (id: Int, code: String, city: String, name: String) {
        home ? Sample.home : Sample.away
    }
    private func matchup(_ home: Bool) -> String { home ? "CLE vs. ORL" : "ORL @ CLE" }
    private func played(_ line: Line) -> Bool { line.seconds > 0 }
    /// Makes, attempts, threes made and attempted, free throws made and attempted, rebounds twice.
    private func counts(_ line: Line) -> [Int] {
        played(line) ? [line.points / 2, line.points / 2 + 2, 0, 1, 0, 0, 1, 2] : [Int](repeating: 0, count: 8)
    }
    /// Assists, steals, blocks, turnovers, fouls, points.
    private func rest(_ line: Line) -> [Int] {
        played(line) ? [line.assists, 1, 0, 2, 3, line.points] : [Int](repeating: 0, count: 6)
    }
    private func total(_ home: Bool) -> [Int] {
        lines.filter { $0.home == home && played($0) }.map { counts($0) + rest($0) }
            .reduce([Int](repeating: 0, count: 14)) { zip($0, $1).map(+) }
    }
    private func won(_ home: Bool) -> String { (total(true)[13] > total(false)[13]) == home ? "W" : "L" }

    private static let log =
        "TEAM_ID,TEAM_ABBREVIATION,TEAM_NAME,GAME_ID,GAME_DATE,MATCHUP,WL,MIN,FGM,FGA,FG3M,FG3A,FTM,FTA,OREB,DREB,"
        + "AST,STL,BLK,TOV,PF,PTS,PLUS_MINUS"

    private func logFields(_ home: Bool, _ minutes: String, _ numbers: [Int]) -> String {
        let team = team(home)
        return "\(team.id),\(team.code),\(team.city) \(team.name),\(game),\(date),\(matchup(home)),\(won(home)),"
            + "\(minutes)," + numbers.map(String.init).joined(separator: ",") + ",1"
    }

    /// The game log of players: only who played, whole minutes.
    var logPlayers: String {
        "PLAYER_ID,PLAYER_NAME,\(Sample.log)\n"
            + lines.filter(played).map { line in
                "\(line.player),\(line.name),"
                    + logFields(line.home, "\(line.seconds / 60)", counts(line) + rest(line)) + "\n"
            }.joined()
    }

    var logTeams: String {
        Sample.log + "\n" + [true, false].map { logFields($0, "240", total($0)) + "\n" }.joined()
    }

    /// Playoff box scores: an unnamed index, some numbers as decimals, team totals in every line.
    var playoffs: String {
        let totals = ["FGM", "FGA", "FG3M", "FG3A", "FTM", "FTA", "OREB", "DREB", "AST", "STL", "BLK", "TOV", "PF"]
        let header =
            ",PLAYER_NAME,PLAYER_ID,MATCHUP,TEAM_ABBREVIATION,TEAM_ID,HOME_GAME,GAME_ID,GAME_DATE,WL,MIN,FGM,FGA,FG3M,"
            + "FG3A,FTM,FTA,OREB,DREB,AST,STL,BLK,TOV,PF,PTS,PLUS_MINUS,START_POSITION,COMMENT,OFF_RATING,TEAM_MIN,"
            + (totals + ["PTS"]).map { "TEAM_\($0)" }.joined(separator: ",") + ",OPP_TEAM_ID\n"
        return header
            + lines.enumerated().map { index, line in
                let team = team(line.home)
                let own = (counts(line) + rest(line)).map(String.init).joined(separator: ",")
                let all = total(line.home).map(String.init).joined(separator: ",")
                return "\(index),\(line.name),\(line.player),\(matchup(line.home)),\(team.code),\(team.id),"
                    + "\(line.home ? 1 : 0),\(game),\(date),\(won(line.home)),\(line.seconds / 60),\(own),2.0,"
                    + "\(line.starts ? "G" : ""),\(line.comment),99.5,240,\(all),\(self.team(!line.home).id).0\n"
            }.joined()
    }

    /// Box score v3 as CSV: ids without zeros, DNP rows with zeros, `mm:ss`.
    ///
    /// - Parameter withMatchup: some of these files have a column that says who was at home.
    func boxScoreV3(withMatchup: Bool = true) -> String {
        let statistics = [
            "fieldGoalsMade", "fieldGoalsAttempted", "threePointersMade", "threePointersAttempted", "freeThrowsMade",
            "freeThrowsAttempted", "reboundsOffensive", "reboundsDefensive", "assists", "steals", "blocks",
            "turnovers", "foulsPersonal", "points",
        ]
        let header =
            "season_year,game_date,gameId,\(withMatchup ? "matchup," : "")teamId,teamCity,teamName,teamTricode,personId,"
            + "personName,position,comment,minutes," + statistics.joined(separator: ",") + ",plusMinusPoints\n"
        return header
            + lines.map { line in
                let team = team(line.home)
                let clock =
                    played(line) ? "\(line.seconds / 60):\(line.seconds % 60 < 10 ? "0" : "")\(line.seconds % 60)" : ""
                return "2023-24,\(date),\(Int(game) ?? 0),\(withMatchup ? matchup(line.home) + "," : "")\(team.id),"
                    + "\(team.city),\(team.name),\(team.code),\(line.player),\(line.name),\(line.starts ? "G" : ""),"
                    + "\(line.comment),\(clock)," + (counts(line) + rest(line)).map(String.init).joined(separator: ",")
                    + ",3\n"
            }.joined()
    }

    /// The league's JSON of a box score v3, which does not say when the game was.
    var boxScoreV3JSON: String {
        func statistics(_ minutes: String, _ n: [Int]) -> String {
            """
            {"minutes":"\(minutes)","fieldGoalsMade":\(n[0]),"fieldGoalsAttempted":\(n[1]),"threePointersMade":\(n[2]),\
            "threePointersAttempted":\(n[3]),"freeThrowsMade":\(n[4]),"freeThrowsAttempted":\(n[5]),\
            "reboundsOffensive":\(n[6]),"reboundsDefensive":\(n[7]),"reboundsTotal":\(n[6] + n[7]),"assists":\(n[8]),\
            "steals":\(n[9]),"blocks":\(n[10]),"turnovers":\(n[11]),"foulsPersonal":\(n[12]),"points":\(n[13]),\
            "plusMinusPoints":-2.0}
            """
        }
        func side(_ home: Bool) -> String {
            let team = team(home)
            let players = lines.filter { $0.home == home }.map { line in
                """
                {"personId":\(line.player),"firstName":"\(line.name.split(separator: " ")[0])","familyName":\
                "\(line.name.split(separator: " ").dropFirst().joined(separator: " "))",\
                "position":"\(line.starts ? "G" : "")","comment":"\(line.comment)",\
                "statistics":\(statistics(played(line) ? "\(line.seconds / 60):30" : "", counts(line) + rest(line)))}
                """
            }
            return """
                {"teamId":\(team.id),"teamCity":"\(team.city)","teamName":"\(team.name)","teamTricode":"\(team.code)",\
                "players":[\(players.joined(separator: ","))],"statistics":\(statistics("240:00", total(home)))}
                """
        }
        return """
            {"meta":{"version":1},"boxScoreTraditional":{"gameId":"\(game)","awayTeamId":\(Sample.away.id),\
            "homeTeamId":\(Sample.home.id),"homeTeam":\(side(true)),"awayTeam":\(side(false))}}
            """
    }

    /// A table as a result set of the league's statistics site.
    static func resultSet(_ csv: String, name: String, key: String = "resultSets") -> String {
        let rows = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        func value(_ text: Substring) -> String {
            text.isEmpty ? "null" : Int(text) != nil && !text.hasPrefix("0") || text == "0" ? "\(text)" : "\"\(text)\""
        }
        let headers = rows[0].map { "\"\($0)\"" }.joined(separator: ",")
        let body = rows.dropFirst().map { "[" + $0.map(value).joined(separator: ",") + "]" }.joined(separator: ",")
        let set = "{\"name\":\"\(name)\",\"headers\":[\(headers)],\"rowSet\":[\(body)]}"
        return "{\"resource\":\"x\",\"\(key)\":\(key == "resultSets" ? "[\(set)]" : set)}"
    }

    /// A season's schedule with this game, as the league's JSON has it.
    func schedule(status: Int = 1, text: String = "7:00 pm ET", tipoff: String = "2024-04-20T23:00:00Z") -> String {
        func side(_ home: Bool) -> String {
            let team = team(home)
            return """
                {"teamId":\(team.id),"teamCity":"\(team.city)","teamName":"\(team.name)","teamTricode":"\(team.code)"}
                """
        }
        return """
            {"leagueSchedule":{"seasonYear":"2023-24","gameDates":[{"gameDate":"04/20/2024 00:00:00","games":[\
            {"gameId":"\(game)","gameStatus":\(status),"gameStatusText":"\(text)","gameDateEst":"\(date)T00:00:00Z",\
            "gameDateTimeUTC":"\(tipoff)","postponedStatus":"A","homeTeam":\(side(true)),"awayTeam":\(side(false))}]}]}}
            """
    }
}

import Basketball

/// The league's game logs: the players' file and the teams' file of a season.
enum GameLogFiles {
    static let playerHeader =
        "SEASON_ID,PLAYER_ID,PLAYER_NAME,TEAM_ID,TEAM_ABBREVIATION,TEAM_NAME,GAME_ID,GAME_DATE,"
        + "MATCHUP,WL,MIN,FGM,FGA,FG_PCT,FG3M,FG3A,FG3_PCT,FTM,FTA,FT_PCT,OREB,DREB,REB,AST,STL,BLK,TOV,PF,PTS,"
        + "PLUS_MINUS,FANTASY_PTS,VIDEO_AVAILABLE,SEASON\n"
    static let teamHeader =
        "SEASON_ID,TEAM_ID,TEAM_ABBREVIATION,TEAM_NAME,GAME_ID,GAME_DATE,MATCHUP,WL,MIN,PTS,"
        + "FGM,FGA,FG_PCT,FG3M,FG3A,FG3_PCT,FTM,FTA,FT_PCT,OREB,DREB,REB,AST,STL,BLK,TOV,PF,PLUS_MINUS,SEASON\n"

    static func players(_ season: Season, _ games: [SimulatedGame]) -> String {
        var text = playerHeader
        for game in games {
            for (side, other) in [(game.home, game.away), (game.away, game.home)] {
                for line in side.lines {
                    let s = line.stats
                    text += "2\(season.startYear),\(line.player.id),\(line.player.name),\(team(side)),"
                    text += "\(game.id),\(game.date),\(matchup(game, side, other)),\(side.won ? "W" : "L"),"
                    text += "\((line.seconds + 30) / 60),\(shooting(s)),\(rest(s)),\(value(s, .points)),"
                    text += "\(value(s, .plusMinus)),\(fantasy(s)),1,\(season)\n"
                }
            }
        }
        return text
    }

    static func teams(_ season: Season, _ games: [SimulatedGame]) -> String {
        var text = teamHeader
        for game in games {
            for (side, other) in [(game.home, game.away), (game.away, game.home)] {
                let s = side.total
                let tenths = side.plusMinusSum * 2
                text += "2\(season.startYear),\(team(side)),\(game.id),\(game.date),"
                text += "\(matchup(game, side, other)),\(side.won ? "W" : "L"),\(side.minutes),\(value(s, .points)),"
                text +=
                    "\(shooting(s)),\(rest(s)),\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10),\(season)\n"
            }
        }
        return text
    }

    private static func team(_ side: SimulatedGame.Side) -> String {
        "\(side.team.id),\(side.team.code),\(side.team.name)"
    }

    /// At a neutral site both rows say `away @ home`.
    private static func matchup(_ game: SimulatedGame, _ own: SimulatedGame.Side, _ other: SimulatedGame.Side) -> String
    {
        if game.isNeutral { return "\(game.away.team.code) @ \(game.home.team.code)" }
        return "\(own.team.code) \(own.team.id == game.home.team.id ? "vs." : "@") \(other.team.code)"
    }

    private static func shooting(_ s: CountingStats) -> String {
        let pairs: [(Stat, Stat)] = [
            (.fieldGoalMakes, .fieldGoalAttempts), (.threeMakes, .threeAttempts), (.freeThrowMakes, .freeThrowAttempts),
        ]
        return pairs.map { "\(value(s, $0)),\(value(s, $1)),\(share(value(s, $0), value(s, $1)))" }.joined(
            separator: ",")
    }

    private static func rest(_ s: CountingStats) -> String {
        let values =
            [value(s, .offensiveRebounds), value(s, .defensiveRebounds), s.rebounds ?? 0]
            + [Stat.assists, .steals, .blocks, .turnovers, .personalFouls].map { value(s, $0) }
        return values.map(String.init).joined(separator: ",")
    }

    private static func value(_ s: CountingStats, _ stat: Stat) -> Int { s[stat] ?? 0 }

    /// Three decimals, cut where they are zero; empty without attempts.
    private static func share(_ makes: Int, _ attempts: Int) -> String {
        guard attempts > 0 else { return "" }
        return Decimals.text(thousandths: (2000 * makes + attempts) / (2 * attempts))
    }

    private static func fantasy(_ s: CountingStats) -> String {
        let tenths =
            10 * value(s, .points) + 12 * (s.rebounds ?? 0) + 15 * value(s, .assists) + 30 * value(s, .steals)
            + 30 * value(s, .blocks) - 10 * value(s, .turnovers)
        return Decimals.text(thousandths: tenths * 100)
    }
}

/// Decimal numbers from whole thousandths.
enum Decimals {
    /// `0.375`, `0.4`, `1.0`, `-12.3`.
    static func text(thousandths: Int) -> String {
        let rest = abs(thousandths) % 1000
        var digits = String(1000 + rest).dropFirst()
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000).\(digits)"
    }
}

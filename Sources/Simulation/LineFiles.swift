import Basketball

/// A season's betting lines: the players' points as bookmakers see them coming, and each game's spread and total.
///
/// They follow from what was played before, as real ones do: a player's line is near the mean of his last ten games.
enum LineFiles {
    static let playerHeader =
        "event_id,player,market,line,bookmaker,game,game_time,over_odds,under_odds,captured_at\n"
    static let gameHeader = "season,date,away,home,score_away,score_home,whos_favored,spread,total\n"

    /// Hours of the league's day at which lines are captured; the game begins at ten past seven in the evening.
    private static let hours = [10, 18]
    private static let (tipoffHour, tipoffMinute) = (19, 10)
    /// What two sides cost, the nearest to even first; an alternate line costs what the last does.
    private static let odds = [(-110, -110), (-115, -105), (-105, -115), (-120, 100), (100, -120), (140, -175)]

    static func players(_ played: SimulatedLeague.PlayedSeason, _ options: LeagueOptions) -> String {
        var text = playerHeader
        var random = generator(played, options, 1)
        var points: [Int: [Int]] = [:]
        for game in played.games {
            let tipoff = Instant(
                seconds: Instant(eastern: game.date, hour: tipoffHour).seconds + tipoffMinute * 60)
            let event = "\(game.id),"
            let meeting = ",\(game.away.team.name) @ \(game.home.team.name),\(tipoff),"
            func add(
                _ player: SimulatedPlayer, _ market: String, _ bookmaker: String, _ line: Int, _ price: Int, _ hour: Int
            ) {
                text += event + "\(player.name),\(market),\(line).5,\(bookmaker)" + meeting
                text += "\(odds[price].0),\(odds[price].1),\(Instant(eastern: game.date, hour: hour))\n"
            }
            for line in game.home.lines + game.away.lines {
                let player = line.player
                guard let past = points[player.id]?.suffix(10), past.count >= 3 else { continue }
                let expected = max(0, random.around(past.reduce(0, +) / past.count, 2))
                guard expected >= 4 else { continue }
                for bookmaker in ["DraftKings", "FanDuel"] where bookmaker == "FanDuel" || random.chance(850) {
                    for hour in hours {
                        let moved = hour == hours[0] ? expected : max(0, expected + random.integer(-1...1))
                        add(player, "player_points", bookmaker, moved, random.integer(0...4), hour)
                    }
                    add(player, "player_points_alternate", bookmaker, expected + 5, odds.count - 1, hours[1])
                }
                // Captured while the game is on: nearly what he scored.
                if options.defects.contains(.linesAfterTipoff), random.chance(100) {
                    let scored = line.stats[.points] ?? 0
                    add(player, "player_points", "DraftKings", scored, 0, tipoffHour + 2)
                }
            }
            for line in game.home.lines + game.away.lines {
                points[line.player.id, default: []].append(line.stats[.points] ?? 0)
            }
        }
        return text
    }

    static func games(_ played: SimulatedLeague.PlayedSeason, _ options: LeagueOptions) -> String {
        var text = gameHeader
        var random = generator(played, options, 2)
        var margins: [Int: Int] = [:]
        for game in played.games {
            let (home, away) = (game.home, game.away)
            let (scored, conceded) = (home.total[.points] ?? 0, away.total[.points] ?? 0)
            let expected = random.around((margins[home.team.id] ?? 0) - (margins[away.team.id] ?? 0) + 2, 4)
            let (year, month, day) = game.date.civil
            text += "\(played.season.startYear + 1),\(month)/\(day)/\(year % 100 < 10 ? "0" : "")\(year % 100),"
            text += "\(away.team.code.lowercased()),\(home.team.code.lowercased()),\(conceded),\(scored),"
            text += "\(expected >= 0 ? "home" : "away"),\(abs(expected)).5,\(random.around(224, 12)).5\n"
            for (team, margin) in [(home.team.id, scored - conceded), (away.team.id, conceded - scored)] {
                margins[team] = ((margins[team] ?? 0) * 9 + margin) / 10
            }
        }
        return text
    }

    /// Numbers of its own, so that a league's games are the same with and without lines.
    private static func generator(
        _ played: SimulatedLeague.PlayedSeason, _ options: LeagueOptions, _ file: UInt64
    ) -> SeededGenerator {
        SeededGenerator(seed: options.seed &* 1_000_003 &+ UInt64(played.season.startYear) &* 10 &+ file)
    }
}

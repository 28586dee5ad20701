import Basketball

/// A league of a few games, small enough to work every number by hand, in the league's own files.
///
/// Each team has five more players than are named, whose ids are 1,000 times the team's plus 995 to 999: together they take
/// 70 shots and make 30, make 14 of 14 free throws when they win and 10 when they lose, and turn the ball over 10 times.
package struct TinyLeague: Sendable {
    /// A player's line. Points follow from the makes.
    package struct Line: Sendable {
        package var player: Int
        package var name: String
        /// As the file has it; empty when unknown.
        package var minutes: String
        package var paint: (made: Int, tried: Int)
        package var mid: (made: Int, tried: Int)
        package var three: (made: Int, tried: Int)
        package var free: (made: Int, tried: Int)
        package var turnovers: Int
        package var assists = 3

        package init(
            _ player: Int, name: String? = nil, minutes: String = "30", paint: (Int, Int) = (0, 0),
            mid: (Int, Int) = (0, 0), three: (Int, Int) = (0, 0), free: (Int, Int) = (0, 0), turnovers: Int = 0
        ) {
            self.player = player
            self.name = name ?? "Player Number\(TinyLeague.letters(player))"
            self.minutes = minutes
            self.paint = paint
            self.mid = mid
            self.three = three
            self.free = free
            self.turnovers = turnovers
        }

        package var makes: Int { paint.made + mid.made + three.made }
        package var attempts: Int { paint.tried + mid.tried + three.tried }
        package var points: Int { 2 * (paint.made + mid.made) + 3 * three.made + free.made }
        /// `100 FGA + 44 FTA + 100 TOV`.
        package var useHundredths: Int { 100 * (attempts + turnovers) + 44 * free.tried }
    }

    /// A game; its id is `type`, the season's two digits and its number in the season.
    package struct Game: Sendable {
        package var date: GameDate
        package var home: Int
        package var away: Int
        package var homeLines: [Line]
        package var awayLines: [Line]
        package var homeWins: Bool
        /// Digits 1-3 of the id.
        package var type: String
        /// Whether the season's shot file has the game.
        package var hasShots: Bool
        package var minutes: String
        /// Shots from the paint that the five of either team miss beyond their 70.
        package var pace: (home: Int, away: Int)

        package init(
            _ date: String, _ home: Int, _ away: Int, _ homeLines: [Line] = [], _ awayLines: [Line] = [],
            homeWins: Bool = true, type: String = "002", hasShots: Bool = true, minutes: String = "240",
            pace: (home: Int, away: Int) = (0, 0)
        ) {
            self.date = GameDate(date) ?? GameDate(dayNumber: 0)
            self.home = home
            self.away = away
            self.homeLines = homeLines
            self.awayLines = awayLines
            self.homeWins = homeWins
            self.type = type
            self.hasShots = hasShots
            self.minutes = minutes
            self.pace = pace
        }

        /// First year of the season.
        package var startYear: Int { date.civil.year - (date.civil.month < 7 ? 1 : 0) }

        /// All lines of a team, those of its five last.
        package func lines(home isHome: Bool) -> [Line] {
            let team = isHome ? home : away
            let own = isHome ? homeLines : awayLines
            // Whoever wins makes enough free throws more to be ahead whatever the others scored.
            let gap = abs(homeLines.reduce(0) { $0 + $1.points } - awayLines.reduce(0) { $0 + $1.points })
            let extra = isHome == homeWins ? gap : 0
            let five = (0..<5).map { place in
                // What does not divide goes to the first of them.
                func part(_ count: Int) -> Int { count / 5 + (place < count % 5 ? 1 : 0) }
                let free = place < 2 ? (isHome == homeWins ? 7 : 5, 7) : (0, 0)
                return Line(
                    1000 * team + 995 + place, minutes: "48",
                    paint: (6 + part(extra), 14 + part(gap) + part(pace(isHome))), free: free, turnovers: 2)
            }
            return own + five
        }

        private func pace(_ isHome: Bool) -> Int { isHome ? pace.home : pace.away }
    }

    package var games: [Game]
    /// Birthdates by player.
    package var births: [Int: String]

    package init(_ games: [Game], births: [Int: String] = [:]) {
        self.games = games
        self.births = births
    }

    /// Id of the game at a position.
    package func id(_ index: Int) -> GameID? {
        let game = games[index]
        let number = games[...index].count { $0.startYear == game.startYear }
        return GameID("\(game.type)\(TinyLeague.pad(game.startYear % 100, 2))\(TinyLeague.pad(number, 5))")
    }

    /// Name and text of each file.
    package var files: [(name: String, text: String)] {
        var players = "PLAYER_ID,PLAYER_NAME," + TinyLeague.header
        var teams = TinyLeague.header
        var shots: [Int: String] = [:]
        for index in games.indices {
            let (game, id) = (games[index], id(index))
            guard let id else { continue }
            for isHome in [true, false] {
                let (own, other) = isHome ? (game.home, game.away) : (game.away, game.home)
                let (a, b) = (TinyLeague.code(own), TinyLeague.code(other))
                let start = "\(own),\(a),Team \(a),\(id),\(game.date),\(isHome ? "\(a) vs. \(b)" : "\(a) @ \(b)")"
                let result = isHome == game.homeWins ? "W" : "L"
                let lines = game.lines(home: isHome)
                for line in lines {
                    players +=
                        "\(line.player),\(line.name),\(start),\(result),\(line.minutes),\(TinyLeague.counts([line]))\n"
                    if game.hasShots {
                        shots[game.startYear, default: TinyLeague.shotHeader] += TinyLeague.shots(line, own, game, id)
                    }
                }
                teams += "\(start),\(result),\(game.minutes),\(TinyLeague.counts(lines))\n"
            }
        }
        var files = [("players.csv", players), ("teams.csv", teams)]
        files += shots.sorted { $0.key < $1.key }.map { ("shots-\($0.key).csv", $0.value) }
        if !births.isEmpty {
            files.append(
                (
                    "people.csv",
                    births.sorted { $0.key < $1.key }.reduce("PERSON_ID,DISPLAY_FIRST_LAST,BIRTHDATE,HEIGHT,POSITION\n")
                    {
                        $0 + "\($1.key),Player Number\(TinyLeague.letters($1.key)),\($1.value),6-6,Guard\n"
                    }
                ))
        }
        return files
    }

    /// `T01`.
    package static func code(_ team: Int) -> String { "T\(pad(team, 2))" }

    /// Digits as letters, so that names differ by what a lookup keeps.
    private static func letters(_ number: Int) -> String {
        String("\(number)".compactMap { $0.wholeNumberValue.map { Array("abcdefghij")[$0] } })
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
    }

    private static let header =
        "TEAM_ID,TEAM_ABBREVIATION,TEAM_NAME,GAME_ID,GAME_DATE,MATCHUP,WL,MIN,FGM,FGA,FG3M,FG3A,FTM,FTA,OREB,DREB,AST,"
        + "STL,BLK,TOV,PF,PTS\n"
    private static let shotHeader =
        "TEAM_ID,PLAYER_ID,GAME_DATE,GAME_ID,HOME_TEAM,AWAY_TEAM,SHOT_MADE,ACTION_TYPE,SHOT_TYPE,BASIC_ZONE,ZONE_NAME,"
        + "ZONE_RANGE,LOC_X,LOC_Y,SHOT_DISTANCE,QUARTER,MINS_LEFT,SECS_LEFT\n"

    private static func counts(_ lines: [Line]) -> String {
        func sum(_ value: (Line) -> Int) -> Int { lines.reduce(0) { $0 + value($1) } }
        let values = [
            sum(\.makes), sum(\.attempts), sum(\.three.made), sum(\.three.tried), sum(\.free.made), sum(\.free.tried),
            0, 5,
            sum(\.assists), 1, 0, sum(\.turnovers), 2, sum(\.points),
        ]
        return values.map(String.init).joined(separator: ",")
    }

    private static func shots(_ line: Line, _ team: Int, _ game: Game, _ id: GameID) -> String {
        let zones = [
            (line.paint, "Restricted Area", 2), (line.mid, "Mid-Range", 2), (line.three, "Above the Break 3", 3),
        ]
        let (year, month, day) = game.date.civil
        var text = ""
        for (shots, zone, value) in zones {
            for shot in 0..<shots.tried {
                text +=
                    "\(team),\(line.player),\(pad(month, 2))-\(pad(day, 2))-\(year),\(id.number),\(code(game.home)),"
                text += "\(code(game.away)),\(shot < shots.made ? "TRUE" : "FALSE"),Shot,\(value)PT Field Goal,\(zone),"
                text += "Center(C),8-16 ft.,-10.0,15.25,14,1,10,30\n"
            }
        }
        return text
    }
}

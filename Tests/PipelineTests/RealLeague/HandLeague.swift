import Basketball
import Storage
import TestSupport

/// Raw rows of a warehouse in plain lists, and sums over them by plain loops, written from `tables.md` alone.
struct HandLeague {
    struct Appearance {
        let game: Int
        let day: Int
        let season: Int
        let player: Int
        let team: Int
        let name: String
        let minutes: Double?
        let count: [String: Int]
        /// Makes and attempts by zone; nil when the game's shots do not agree with its box score.
        var zones: [String: (made: Int, tried: Int)]?

        func c(_ name: String) -> Int { count[name] ?? 0 }
        var use: Double { Double(c("fg_attempts")) + 0.44 * Double(c("ft_attempts")) + Double(c("turnovers")) }
    }

    struct TeamGame {
        let game: Int
        let day: Int
        let season: Int
        let team: Int
        let opponent: Int
        let isHome: Bool
        let won: Bool
        let minutes: Double
        let count: [String: Int]
        var zones: [String: (made: Int, tried: Int)]?

        func c(_ name: String) -> Int { count[name] ?? 0 }
        var use: Double { Double(c("fg_attempts")) + 0.44 * Double(c("ft_attempts")) + Double(c("turnovers")) }
        var possessions: Double { use - Double(c("offensive_rebounds")) }
    }

    static let zones = ["paint", "mid_range", "three_pt"]
    private static let counts = [
        "points", "fg_makes", "fg_attempts", "three_pt_makes", "three_pt_attempts", "ft_makes", "ft_attempts",
        "offensive_rebounds", "turnovers",
    ]

    private(set) var appearances: [Appearance] = []
    private(set) var teamGames: [TeamGame] = []
    private(set) var births: [Int: GameDate] = [:]
    private(set) var codes: [Int: String] = [:]

    init(_ lab: Lab) async throws {
        let games = try await lab.rows(RawTable.games)
        var day: [Int: Int] = [:]
        var home: [Int: Int] = [:]
        for row in 0..<games.count {
            let id = games["game_id"].integers[row]
            day[id] = games["game_date"].integers[row]
            home[id] = games["home_team_id"].integers[row]
            codes[games["home_team_id"].integers[row]] = games["home_team"].texts[row]
            codes[games["away_team_id"].integers[row]] = games["away_team"].texts[row]
        }
        try await readTeams(lab, day, home)
        try await readPlayers(lab, day)
        try await readShots(lab)
        let people = try await lab.rows(RawTable.players)
        for row in 0..<people.count { births[people["player_id"].integers[row]] = people["birthdate"].date(row) }
    }

    private mutating func readTeams(_ lab: Lab, _ day: [Int: Int], _ home: [Int: Int]) async throws {
        let names = ["game_id", "team_id", "opponent_team_id", "won", "minutes"] + HandLeague.counts
        let rows = try await lab.warehouse.scan(RawTable.teamBoxScores, columns: names, .all)
        let v = rows.vectors.map { $0.type == .real ? [] : $0.integers }
        for row in 0..<rows.count {
            let minutes = rows["minutes"].real(row) ?? 240
            let overtimes = max(0, ((minutes - 240) / 25).rounded())
            teamGames.append(
                TeamGame(
                    game: v[0][row], day: day[v[0][row]] ?? 0, season: v[0][row] / 100_000 % 100, team: v[1][row],
                    opponent: v[2][row], isHome: home[v[0][row]] == v[1][row], won: v[3][row] == 1,
                    minutes: 240 + 25 * overtimes,
                    count: Dictionary(uniqueKeysWithValues: HandLeague.counts.enumerated().map { ($1, v[5 + $0][row]) })
                ))
        }
        teamGames.sort { $0.day < $1.day }
    }

    private mutating func readPlayers(_ lab: Lab, _ day: [Int: Int]) async throws {
        let names = ["game_id", "player_id", "team_id", "player_name", "minutes"] + HandLeague.counts
        let rows = try await lab.warehouse.scan(RawTable.playerBoxScores, columns: names, .all)
        let v = rows.vectors.map { $0.type == .real || $0.type == .text ? [] : $0.integers }
        let (texts, minutes) = (rows["player_name"].texts, rows["minutes"])
        for row in 0..<rows.count {
            appearances.append(
                Appearance(
                    game: v[0][row], day: day[v[0][row]] ?? 0, season: v[0][row] / 100_000 % 100, player: v[1][row],
                    team: v[2][row], name: texts[row], minutes: minutes.real(row),
                    count: Dictionary(uniqueKeysWithValues: HandLeague.counts.enumerated().map { ($1, v[5 + $0][row]) })
                ))
        }
        appearances.sort { $0.day < $1.day }
    }

    /// Twos by zone from the shots, threes from the box score; none for a game whose shots are not the box score's.
    private mutating func readShots(_ lab: Lab) async throws {
        let rows = try await lab.warehouse.query(
            """
            SELECT CAST(game_id AS INTEGER), team_id, player_id,
            CASE WHEN value = 3 THEN 2 WHEN zone_basic IN ('Restricted Area', 'In The Paint (Non-RA)') THEN 0 ELSE 1 END,
            sum(made), count(*) FROM shots GROUP BY 1, 2, 3, 4
            """, limit: nil)
        let v = rows.vectors.map(\.integers)
        struct Key: Hashable {
            let game: Int
            let id: Int
            let zone: Int
        }
        var ofTeam: [Key: (made: Int, tried: Int)] = [:]
        var ofPlayer: [Key: (made: Int, tried: Int)] = [:]
        for row in 0..<rows.count {
            for (id, isTeam) in [(v[1][row], true), (v[2][row], false)] {
                let key = Key(game: v[0][row], id: id, zone: v[3][row])
                let old = (isTeam ? ofTeam[key] : ofPlayer[key]) ?? (0, 0)
                let new = (made: old.made + v[4][row], tried: old.tried + v[5][row])
                if isTeam { ofTeam[key] = new } else { ofPlayer[key] = new }
            }
        }
        var broken: Set<Int> = []
        for game in teamGames {
            let shots = (0..<3).map { ofTeam[Key(game: game.game, id: game.team, zone: $0)] ?? (0, 0) }
            let (made, tried) = (shots.reduce(0) { $0 + $1.made }, shots.reduce(0) { $0 + $1.tried })
            if made != game.c("fg_makes") || tried != game.c("fg_attempts") { broken.insert(game.game) }
        }
        for index in teamGames.indices where !broken.contains(teamGames[index].game) {
            let game = teamGames[index]
            teamGames[index].zones = [
                "paint": ofTeam[Key(game: game.game, id: game.team, zone: 0)] ?? (0, 0),
                "mid_range": ofTeam[Key(game: game.game, id: game.team, zone: 1)] ?? (0, 0),
                "three_pt": (game.c("three_pt_makes"), game.c("three_pt_attempts")),
            ]
        }
        for index in appearances.indices where !broken.contains(appearances[index].game) {
            let line = appearances[index]
            appearances[index].zones = [
                "paint": ofPlayer[Key(game: line.game, id: line.player, zone: 0)] ?? (0, 0),
                "mid_range": ofPlayer[Key(game: line.game, id: line.player, zone: 1)] ?? (0, 0),
                "three_pt": (line.c("three_pt_makes"), line.c("three_pt_attempts")),
            ]
        }
    }
}

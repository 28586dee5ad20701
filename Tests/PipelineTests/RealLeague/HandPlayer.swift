import Basketball
import Foundation

/// A value that a column should have.
enum HandValue: Equatable {
    case number(Double)
    case text(String)
    case null

    init(_ value: Double?) { self = value.map { .number($0) } ?? .null }
    init(_ value: Int?) { self = value.map { .number(Double($0)) } ?? .null }
    init(_ value: Bool) { self = .number(value ? 1 : 0) }
    init(_ value: String?) { self = value.map { .text($0) } ?? .null }

    var number: Double? { if case .number(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
}

/// A player before his game, worked out by plain loops.
struct HandPlayer {
    typealias Values = [String: HandValue]

    let player: Int
    let day: Int
    /// All his games before, and those of the season.
    let career: [HandLeague.Appearance]
    let season: [HandLeague.Appearance]
    /// Games before of his team, of the opponent and of everybody, this season.
    let team: [HandLeague.TeamGame]
    let opponent: [HandLeague.TeamGame]
    let all: [HandLeague.TeamGame]
    /// His team's game of the day.
    let game: HandLeague.TeamGame
    let league: HandLeague
    let date: GameDate
    /// 4.2; nil without five games with zones among the last ten.
    private(set) var shooting: Values?
    /// What 4.3 and 4.5 read of 4.1 about the opponent; nil with fewer than five games.
    private(set) var defense: Values?
    /// The own team's line of each game that he played.
    private let ownTeam: [Int: HandLeague.TeamGame]

    init?(_ league: HandLeague, _ player: Int, _ date: GameDate) {
        let day = date.dayNumber
        let career = league.appearances.filter { $0.player == player && $0.day < day }
        guard let last = career.last,
            let game = league.teamGames.first(where: { $0.day == day && $0.team == last.team })
        else { return nil }
        self.league = league
        self.player = player
        self.day = day
        self.date = date
        self.career = career
        self.game = game
        season = career.filter { $0.season == game.season }
        all = league.teamGames.filter { $0.season == game.season && $0.day < day }
        team = all.filter { $0.team == game.team }
        opponent = all.filter { $0.team == game.opponent }
        let teamOf = Dictionary(uniqueKeysWithValues: career.map { ($0.game, $0.team) })
        ownTeam = Dictionary(
            uniqueKeysWithValues: league.teamGames.filter { teamOf[$0.game] == $0.team }.map { ($0.game, $0) })
        shooting = workOutShooting()
        defense = workOutDefense()
    }

    /// Usage over games: ratio of sums, games of no minutes aside.
    private func usage(_ games: some Sequence<HandLeague.Appearance>) -> Double? {
        var (own, whole) = (0.0, 0.0)
        for line in games {
            guard let minutes = line.minutes, minutes > 0, let team = ownTeam[line.game] else { continue }
            own += line.use * team.minutes / 5
            whole += minutes * team.use
        }
        return whole > 0 ? 100 * own / whole : nil
    }

    private func pace(_ games: some Sequence<HandLeague.TeamGame>) -> Double? {
        let games = Array(games)
        guard !games.isEmpty else { return nil }
        return 48 * games.reduce(0) { $0 + $1.possessions } / (games.reduce(0) { $0 + $1.minutes } / 5)
    }

    private func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private func means(_ games: some Sequence<HandLeague.Appearance>, _ name: String) -> Double? {
        mean(games.map { Double($0.c(name)) })
    }

    private func minutes(_ games: some Sequence<HandLeague.Appearance>) -> Double? { mean(games.compactMap(\.minutes)) }

    /// Half-life of eight games.
    private func ewma(_ values: [Double?]) -> Double? {
        var (sum, weight) = (0.0, 0.0)
        for (k, value) in values.reversed().enumerated() {
            guard let value else { continue }
            sum += value * pow(0.5, Double(k) / 8)
            weight += pow(0.5, Double(k) / 8)
        }
        return weight > 0 ? sum / weight : nil
    }

    var identity: Values {
        let name = (career.last?.name ?? "").folding(options: .diacriticInsensitive, locale: nil).lowercased()
        return [
            "player_id": HandValue(player), "game_id": HandValue(game.game), "team_id": HandValue(game.team),
            "season": .text("20\(game.season)-\(game.season + 1)"),
            "player_lookup": .text(String(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) })),
        ]
    }

    private func workOutShooting() -> Values? {
        guard season.suffix(10).count(where: { $0.zones != nil }) >= 5 else { return nil }
        var values = identity
        values["analysis_date"] = HandValue(day)
        for size in [10, 20] {
            let games = season.suffix(size).compactMap(\.zones)
            let shots = games.reduce(0) { sum, zones in sum + zones.values.reduce(0) { $0 + $1.tried } }
            for zone in HandLeague.zones {
                let made = games.reduce(0) { $0 + ($1[zone]?.made ?? 0) }
                let tried = games.reduce(0) { $0 + ($1[zone]?.tried ?? 0) }
                values["\(zone)_rate_last_\(size)"] = HandValue(shots > 0 ? 100 * Double(tried) / Double(shots) : nil)
                values["\(zone)_pct_last_\(size)"] = HandValue(tried > 0 ? Double(made) / Double(tried) : nil)
                values["\(zone)_attempts_per_game_last_\(size)"] = HandValue(Double(tried) / Double(games.count))
            }
            values[size == 10 ? "games_in_window" : "games_in_window_20"] = HandValue(games.count)
            guard size == 10 else { continue }
            values["total_shots_last_10"] = HandValue(shots)
            values["window_quality"] = .text(games.count == 10 ? "high" : games.count >= 7 ? "medium" : "low")
            var primary: (zone: String, rate: Double)?
            for (zone, least) in [("paint", 40.0), ("mid_range", 35.0), ("three_pt", 40.0)] {
                guard let rate = values["\(zone)_rate_last_10"]?.number, rate >= least else { continue }
                if rate > primary?.rate ?? 0 { primary = (zone, rate) }
            }
            values["primary_scoring_zone"] = shots == 0 ? .null : .text(primary?.zone ?? "balanced")
        }
        return values
    }

    private func workOutDefense() -> Values? {
        let window = opponent.suffix(15)
        guard window.count >= 5 else { return nil }
        func against(_ games: some Sequence<HandLeague.TeamGame>) -> [HandLeague.TeamGame] {
            let lines = Dictionary(grouping: all, by: \.game)
            return games.compactMap { game in lines[game.game]?.first { $0.team == game.opponent } }
        }
        let own = against(window)
        let possessions = own.reduce(0) { $0 + $1.possessions }
        var values: Values = [
            "defensive_rating_last_15": HandValue(100 * Double(own.reduce(0) { $0 + $1.c("points") }) / possessions),
            "opponent_pace_last_15": HandValue(pace(own)),
        ]
        let everybody = against(Set(all.map(\.team)).flatMap { id in all.filter { $0.team == id }.suffix(15) })
        for zone in HandLeague.zones {
            func accuracy(_ games: [HandLeague.TeamGame]) -> Double {
                let zones = games.compactMap { $0.zones?[zone] }
                return Double(zones.reduce(0) { $0 + $1.made }) / Double(zones.reduce(0) { $0 + $1.tried })
            }
            let hasZones = own.count(where: { $0.zones != nil }) >= 5
            values["league_\(zone)_pct"] = HandValue(accuracy(everybody))
            values["\(zone)_defense_vs_league_avg"] = HandValue(
                hasZones ? 100 * (accuracy(own) - accuracy(everybody)) : nil)
        }
        return values
    }

    /// What is told of 3.5.
    var context: Values {
        func days(_ last: Int) -> [HandLeague.Appearance] { career.filter { $0.day >= day - last } }
        let known = days(7).compactMap(\.minutes)
        let pairs = days(14).count { line in career.contains { $0.day == line.day - 1 } }
        let first = season.first { $0.team == game.team }?.day ?? 0
        let missed = team.suffix(10).filter { $0.day >= first }.count { game in
            !season.contains { $0.game == game.game }
        }
        let rest = season.last.map { day - $0.day }
        var age: Int?
        if let born = league.births[player] {
            var years = 0
            while let birthday = GameDate(
                year: born.civil.year + years + 1, month: born.civil.month, day: born.civil.day),
                birthday <= date
            {
                years += 1
            }
            age = years
        }
        return [
            "days_since_last_game": HandValue(rest), "is_back_to_back": HandValue(rest == 1),
            "games_in_last_7_days": HandValue(days(7).count), "minutes_in_last_7_days": HandValue(known.reduce(0, +)),
            "minutes_avg_last_7_days": HandValue(mean(known)), "back_to_backs_last_14_days": HandValue(pairs),
            "age_years": HandValue(age), "is_home": HandValue(game.isHome),
            "games_missed_in_team_last_10": HandValue(missed), "usage_rate_last_3": HandValue(usage(season.suffix(3))),
        ]
    }

    var recentUsage: Double? { usage(season.suffix(10)) }
    var seasonUsage: Double? { usage(season) }

    /// `pace_differential` of 3.4.
    var paceDifferential: Double? {
        guard let other = pace(opponent.suffix(10)), let whole = pace(all) else { return nil }
        return other - whole
    }

    /// 4.4; nil with fewer than five games this season.
    var cache: Values? {
        guard season.count >= 5 else { return nil }
        let (five, ten) = (season.suffix(5), season.suffix(10))
        let points = ten.map { Double($0.c("points")) }
        let average = mean(points) ?? 0
        let shots = ten.reduce(0) { $0 + Double($1.c("fg_attempts")) + 0.44 * Double($1.c("ft_attempts")) }
        let teamTen = team.suffix(10)
        var values = identity
        let own: Values = [
            "cache_date": HandValue(day), "points_avg_last_5": HandValue(means(five, "points")),
            "points_avg_last_10": HandValue(average), "points_avg_season": HandValue(means(season, "points")),
            "points_std_last_10": HandValue(
                (points.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(points.count - 1)).squareRoot()),
            "points_ewma": HandValue(ewma(career.map { Double($0.c("points")) })),
            "minutes_avg_last_5": HandValue(minutes(five)), "minutes_avg_last_10": HandValue(minutes(ten)),
            "minutes_avg_season": HandValue(minutes(season)), "usage_rate_last_10": HandValue(recentUsage),
            "usage_rate_season": HandValue(seasonUsage),
            "ts_pct_last_10": HandValue(shots > 0 ? points.reduce(0, +) / (2 * shots) : nil),
            "fg_attempts_avg_last_10": HandValue(means(ten, "fg_attempts")),
            "three_pt_attempts_avg_last_10": HandValue(means(ten, "three_pt_attempts")),
            "ft_attempts_avg_last_10": HandValue(means(ten, "ft_attempts")),
            "games_played_season": HandValue(season.count), "games_in_window": HandValue(ten.count),
            "team_pace_last_10": HandValue(pace(teamTen)),
            "team_offensive_rating_last_10": HandValue(
                100 * Double(teamTen.reduce(0) { $0 + $1.c("points") }) / teamTen.reduce(0) { $0 + $1.possessions }),
        ]
        values.merge(own) { $1 }
        for name in ["primary_scoring_zone", "paint_rate_last_10", "three_pt_rate_last_10"] {
            values[name] = shooting?[name] ?? .null
        }
        for name in [
            "days_since_last_game", "is_back_to_back", "games_in_last_7_days", "minutes_in_last_7_days",
            "minutes_avg_last_7_days", "back_to_backs_last_14_days", "age_years",
        ] { values[name] = context[name] }
        return values
    }

    /// Features that are a column of no other table.
    var own: Values {
        let ten = season.suffix(10)
        let trend = minutes(ten).flatMap { long in minutes(season.suffix(3)).map { $0 - long } }
        let month = date.civil.month
        let number = team.count + 1
        let restOf = { (games: [HandLeague.TeamGame]) -> Int? in games.last.map { day - $0.day } }
        let advantage = restOf(team).flatMap { own in restOf(opponent).map { min(3, max(-3, own - $0)) } }
        return [
            "points_ewma": HandValue(ewma(career.map { Double($0.c("points")) })),
            "minutes_ewma": HandValue(ewma(career.map(\.minutes))), "minutes_trend": HandValue(trend),
            "games_played_loaded": HandValue(career.count),
            "days_since_last_appearance": HandValue(career.last.map { day - $0.day }),
            "season_phase": HandValue([10, 11].contains(month) ? 0 : [12, 1, 2].contains(month) ? 1 : 2),
            "game_number_in_season": HandValue(number), "rest_advantage": HandValue(advantage),
            "pace_differential": HandValue(paceDifferential), "started_last_game": .null, "points_line": .null,
            "game_spread": .null, "game_total": .null,
        ]
    }
}

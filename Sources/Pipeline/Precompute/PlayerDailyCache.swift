import Basketball
import Planning
import Storage

/// 4.4 `player_daily_cache`: each candidate's form over the last games and the season. Minimum 5 games this season.
package enum PlayerDailyCache: AsOfTable, RowsOfPlayers {
    package static let name = "player_daily_cache"
    package static let stage = PlannedTable.Stage.precompute
    package static let version = 2
    package static let meaning = "each candidate's form over the last games, the season and the career"
    package static let noun = "player-games"
    package static let dateColumn = "cache_date"
    package static let key = ["player_id"]
    package static let sameDay: [any SameDayRow.Type] = [Candidate.self, Zones.self]

    private static let minimum = 5

    /// A candidate and his load.
    package struct Candidate: CandidateRow {
        package typealias Reader = PlayerDailyCache
        package static let columns =
            CandidateIdentity.columns + [
                "days_since_last_game", "is_back_to_back", "games_in_last_7_days", "minutes_in_last_7_days",
                "minutes_avg_last_7_days", "back_to_backs_last_14_days", "age_years",
            ]
        package let identity: CandidateIdentity
        let daysSince: Int?
        let isBackToBack: Bool
        let games7: Int
        let minutes7: Double
        let minutesPerGame: Double?
        let backToBacks: Int
        let age: Int?

        package init(_ cells: InputCells) {
            identity = CandidateIdentity(cells)
            daysSince = cells.integer(5)
            isBackToBack = cells.boolean(6) ?? false
            games7 = cells.integer(7) ?? 0
            minutes7 = cells.real(8) ?? 0
            minutesPerGame = cells.real(9)
            backToBacks = cells.integer(10) ?? 0
            age = cells.integer(11)
        }
    }

    /// Where a candidate shoots; absent for some.
    package struct Zones: SameDayRow {
        package typealias Reader = PlayerDailyCache
        package static let table = PlayerShotZoneAnalysis.name
        package static let columns = [
            "player_id", "primary_scoring_zone", "paint_rate_last_10", "three_pt_rate_last_10",
        ]
        package static let isRequired = false
        let player: Int
        let primary: String?
        let paintRate: Double?
        let threeRate: Double?

        package init(_ cells: InputCells) {
            player = cells.integer(0) ?? 0
            primary = cells.text(1)
            paintRate = cells.real(2)
            threeRate = cells.real(3)
        }
    }

    /// An appearance before, with sums over the season so far.
    package struct PlayerGame: PlayerGameRow {
        package static let scope = TableInput.Scope.before
        package static let playerColumns = [
            "points", "minutes_played", "fg_attempts", "ft_attempts", "turnovers", "three_pt_attempts",
        ]
        package static let teamColumns = ["fg_attempts", "ft_attempts", "turnovers", "team_minutes"]
        let points: Int?
        let seconds: Int?
        let fieldGoals: Int?
        let freeThrows: Int?
        let threes: Int?
        let use: Int?
        let teamUse: Int?
        let teamMinutes: Int?
        private(set) var season = SeasonSums()
        private(set) var decay = Decay()

        package init(_ cells: InputCells) {
            points = cells.integer(0)
            seconds = Pipeline.seconds(cells.real(1))
            fieldGoals = cells.integer(2)
            freeThrows = cells.integer(3)
            threes = cells.integer(5)
            use = useHundredths(cells, first: 2)
            teamUse = useHundredths(cells, first: 6)
            teamMinutes = cells.integer(9)
            season.add(self)
            decay.add(points.map(Double.init))
        }

        package mutating func follow(_ previous: PlayerGame, isSameSeason: Bool) {
            decay = previous.decay
            decay.add(points.map(Double.init))
            guard isSameSeason else { return }
            season = previous.season
            season.add(self)
        }
    }

    /// Sums over games, from which means and ratios come.
    struct SeasonSums: Sendable {
        private(set) var games = 0
        private(set) var points = MeanSum()
        private(set) var seconds = MeanSum()
        private(set) var usage = UsageSums()

        mutating func add(_ game: PlayerGame) {
            games += 1
            points.add(game.points)
            seconds.add(game.seconds)
            usage.add(use: game.use, seconds: game.seconds, teamUse: game.teamUse, teamMinutes: game.teamMinutes)
        }
    }

    /// A team's game before.
    package struct TeamGame: TeamGameRow {
        package static let offenseColumns = [
            "fg_attempts", "ft_attempts", "turnovers", "offensive_rebounds", "team_minutes", "points",
        ]
        package static let defenseColumns: [String] = []
        let possessions: Possessions?
        let points: Int?

        package init(_ cells: InputCells) {
            possessions = Possessions(cells, first: 0, minutes: cells.integer(4))
            points = cells.integer(5)
        }
    }

    /// Pace and offence of a team's last ten games.
    struct TeamForm: Sendable {
        let pace: Double?
        let rating: Double?

        init(_ games: Window<TeamGame>) {
            var all = PaceSums()
            var scored = PaceSums()
            var points = 0
            for game in games {
                all.add(game.possessions)
                guard let made = game.points, game.possessions != nil else { continue }
                points += made
                scored.add(game.possessions)
            }
            pace = all.pace
            rating = Formula.rating(points: points, possessionsHundredths: scored.hundredths)
        }
    }

    /// A candidate before his game.
    package final class Row: Sendable {
        let date: GameDate
        let candidate: Candidate
        let season: SeasonSums
        let last10: LastGames
        let ewma: Double?
        let team: TeamForm
        let zones: Zones?

        init(
            date: GameDate, candidate: Candidate, season: SeasonSums, last10: LastGames, ewma: Double?,
            team: TeamForm, zones: Zones?
        ) {
            self.date = date
            self.candidate = candidate
            self.season = season
            self.last10 = last10
            self.ewma = ewma
            self.team = team
            self.zones = zones
        }
    }

    package static func rows(_ day: AsOfDay<Self>) -> AsOfRows<Row> {
        var forms: [Int: TeamForm] = [:]
        for team in day.teams { forms[team.own.teamID] = TeamForm(day.team(team.own.teamID).last(10)) }
        var zones = PlayerCursor(day.rows(Zones.self)) { $0.player }
        var result = AsOfRows<Row>()
        var young = 0
        for candidate in day.rows(Candidate.self) {
            let zone = zones.row(of: candidate.identity.player)
            let past = day.player(candidate.identity.player)
            let games = past.season
            guard let latest = games.last, games.count >= minimum, let team = forms[candidate.identity.team] else {
                young += 1
                continue
            }
            result.rows.append(
                Row(
                    date: day.date, candidate: candidate, season: latest.season, last10: LastGames(games.newest(10)),
                    ewma: past.career.last?.decay.mean, team: team, zones: zone))
        }
        result.notExpected("insufficient_history", young, "players")
        return result
    }

    package static let columns: [ColumnRule<Row>] =
        CandidateIdentity.columns(date: "cache_date", { $0.date }, { $0.candidate.identity }) + [
            .real("points_avg_last_5", unit: "points", nullable: true) { $0.last10.points5.mean },
            .real("points_avg_last_10", unit: "points", nullable: true) { $0.last10.points.mean },
            .real("points_avg_season", unit: "points", nullable: true) { $0.season.points.mean },
            .real("points_std_last_10", unit: "points", nullable: true, "sample") { $0.last10.points.deviation },
            .real("points_ewma", unit: "points", nullable: true, "half-life 8 games, all loaded games before D") {
                $0.ewma
            },
            .real("minutes_avg_last_5", unit: "minutes", nullable: true) { $0.last10.seconds5.mean.map { $0 / 60 } },
            .real("minutes_avg_last_10", unit: "minutes", nullable: true) { $0.last10.seconds.mean.map { $0 / 60 } },
            .real("minutes_avg_season", unit: "minutes", nullable: true) { $0.season.seconds.mean.map { $0 / 60 } },
            .real("usage_rate_last_10", unit: "percent", nullable: true, "ratio of sums, 0-400") {
                $0.last10.usage.percent
            },
            .real("usage_rate_season", unit: "percent", nullable: true, "ratio of sums, 0-400") {
                $0.season.usage.percent
            },
            .real("ts_pct_last_10", unit: "0-1", nullable: true, "ratio of sums") { $0.last10.trueShooting },
            .real("fg_attempts_avg_last_10", unit: "attempts", nullable: true) { $0.last10.fieldGoals.mean },
            .real("three_pt_attempts_avg_last_10", unit: "attempts", nullable: true) { $0.last10.threes.mean },
            .real("ft_attempts_avg_last_10", unit: "attempts", nullable: true) { $0.last10.freeThrows.mean },
            .integer("games_played_season", unit: "games") { $0.season.games },
            .integer("games_in_window", unit: "games", "at most 10") { $0.last10.games },
            .real("team_pace_last_10", unit: "possessions per 48 min", nullable: true) { $0.team.pace },
            .real("team_offensive_rating_last_10", unit: "per 100 possessions", nullable: true) { $0.team.rating },
            .text("primary_scoring_zone", nullable: true, "of 4.2") { $0.zones?.primary },
            .real("paint_rate_last_10", unit: "percent", nullable: true, "of 4.2") { $0.zones?.paintRate },
            .real("three_pt_rate_last_10", unit: "percent", nullable: true, "of 4.2") { $0.zones?.threeRate },
            .integer("days_since_last_game", unit: "days", nullable: true) { $0.candidate.daysSince },
            .boolean("is_back_to_back") { $0.candidate.isBackToBack },
            .integer("games_in_last_7_days", unit: "games") { $0.candidate.games7 },
            .real("minutes_in_last_7_days", unit: "minutes") { $0.candidate.minutes7 },
            .real("minutes_avg_last_7_days", unit: "minutes", nullable: true) { $0.candidate.minutesPerGame },
            .integer("back_to_backs_last_14_days", unit: "games") { $0.candidate.backToBacks },
            .integer("age_years", unit: "years", nullable: true) { $0.candidate.age },
        ]
}

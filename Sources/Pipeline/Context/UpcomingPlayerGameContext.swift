import Basketball
import Planning
import Storage

/// 3.5 `upcoming_player_game_context`: one row for each candidate of each team that plays on the date.
package enum UpcomingPlayerGameContext: AsOfTable, RowsOfPlayers, ReadsRosters, ReadsPeople, ReadsPlayerLines {
    package static let name = "upcoming_player_game_context"
    package static let stage = PlannedTable.Stage.analytics
    package static let version = 2
    package static let meaning = "who may play, and each one's rest, load and usage before the game"
    package static let noun = "player-games"
    package static let key = ["player_id"]

    /// An appearance before.
    package struct PlayerGame: PlayerGameRow {
        package static let scope = TableInput.Scope.before
        package static let playerColumns = [
            "team_id", "player_lookup", "started", "minutes_played", "fg_attempts", "ft_attempts", "turnovers",
        ]
        package static let teamColumns = ["fg_attempts", "ft_attempts", "turnovers", "team_minutes"]
        let team: Int
        let lookup: String
        let started: Bool?
        let seconds: Int?
        let use: Int?
        let teamUse: Int?
        let teamMinutes: Int?

        package init(_ cells: InputCells) {
            team = cells.integer(0) ?? 0
            lookup = cells.text(1) ?? ""
            started = cells.boolean(2)
            seconds = Pipeline.seconds(cells.real(3))
            use = useHundredths(cells, first: 4)
            teamUse = useHundredths(cells, first: 7)
            teamMinutes = cells.integer(10)
        }
    }

    /// A team's game before: only that it was.
    package struct TeamGame: TeamGameRow {
        package static let offenseColumns: [String] = []
        package static let defenseColumns: [String] = []
        package init(_ cells: InputCells) {}
    }

    /// A candidate before his game.
    package final class Row: Sendable {
        let date: GameDate
        let season: String
        let candidate: Candidate
        let lookup: String
        let daysSince: Int?
        let load: Load
        let missed: Int
        let age: Int?
        let usage3: Double?
        let usage10: Double?
        let started: Bool?
        let pointsLine: Double?
        let phase: String

        init(
            date: GameDate, season: String, candidate: Candidate, lookup: String, daysSince: Int?, load: Load,
            missed: Int, age: Int?, usage3: Double?, usage10: Double?, started: Bool?, pointsLine: Double?,
            phase: String
        ) {
            self.date = date
            self.season = season
            self.candidate = candidate
            self.lookup = lookup
            self.daysSince = daysSince
            self.load = load
            self.missed = missed
            self.age = age
            self.usage3 = usage3
            self.usage10 = usage10
            self.started = started
            self.pointsLine = pointsLine
            self.phase = phase
        }
    }

    /// A player's last two weeks.
    struct Load: Sendable {
        private(set) var last7 = 0
        private(set) var last14 = 0
        private(set) var seconds = 0
        private var known = 0
        private(set) var backToBacks = 0

        init(_ window: Window<PlayerGame>, _ date: GameDate) {
            // The window begins at D-15, to see whether the game of D-14 was the second of two nights.
            for index in window.indices {
                let days = date - window.date(index)
                guard days <= 14 else { continue }
                last14 += 1
                if index > 0, window.date(index) - window.date(index - 1) == 1 { backToBacks += 1 }
                guard days <= 7 else { continue }
                last7 += 1
                guard let played = window[index].seconds else { continue }
                seconds += played
                known += 1
            }
        }

        var minutes: Double { Double(seconds) / 60 }
        var minutesPerGame: Double? { known > 0 ? Double(seconds) / 60 / Double(known) : nil }
    }

    package static func rows(_ day: AsOfDay<Self>) -> AsOfRows<Row> {
        var teamGames: [Int: Window<TeamGame>] = [:]
        for team in day.teams { teamGames[team.own.teamID] = day.team(team.own.teamID).season }
        let candidates = Candidate.all(day) { teamGames[$0]?.count ?? 0 }
        let season = "\(day.season)"
        var result = AsOfRows<Row>()
        result.rows.reserveCapacity(candidates.count)
        for candidate in candidates {
            let past = day.player(candidate.player)
            let games = past.season
            guard let latest = past.lastOfCareer(1).last, let team = teamGames[candidate.team.own.teamID] else {
                continue
            }
            let recent = games.newest(10)
            result.rows.append(
                Row(
                    date: day.date, season: season, candidate: candidate, lookup: latest.lookup,
                    daysSince: games.isEmpty ? nil : day.date - games.date(games.count - 1),
                    load: Load(past.lastDays(15), day.date), missed: missed(candidate, games, team.newest(10)),
                    age: day.birthdate(of: candidate.player).map { Age.completed(born: $0, on: day.date) },
                    usage3: usage(recent.newest(3)), usage10: usage(recent),
                    started: candidate.isCarriedOver ? nil : games.last?.started,
                    pointsLine: day.pointsLine(of: candidate.player, in: candidate.team.game),
                    phase: phase(day.date, candidate.team.game.seasonType)))
        }
        return result
    }

    /// Of the team's last games those since the player's first for it this season, in which he did not appear.
    private static func missed(
        _ candidate: Candidate, _ games: Window<PlayerGame>, _ ofTeam: Window<TeamGame>
    ) -> Int {
        if candidate.isCarriedOver { return ofTeam.count }
        let team = candidate.team.own.teamID
        guard let first = games.indices.first(where: { games[$0].team == team }) else { return ofTeam.count }
        let start = games.date(first)
        var missed = 0
        var at = games.count - 1
        for index in ofTeam.indices.reversed() {
            let date = ofTeam.date(index)
            guard date >= start else { break }
            while at >= 0, games.date(at) > date { at -= 1 }
            if at < 0 || games.game(at) != ofTeam.game(index) { missed += 1 }
        }
        return missed
    }

    private static func usage(_ games: Window<PlayerGame>) -> Double? {
        var sums = UsageSums()
        for game in games {
            sums.add(use: game.use, seconds: game.seconds, teamUse: game.teamUse, teamMinutes: game.teamMinutes)
        }
        return sums.percent
    }

    private static func phase(_ date: GameDate, _ type: SeasonType) -> String {
        if type == .playIn || type == .playoffs { return "post" }
        return switch date.civil.month {
        case 10, 11: "early"
        case 12, 1, 2: "mid"
        default: "late"
        }
    }

    package static let columns: [ColumnRule<Row>] = [
        .date("game_date") { $0.date },
        .integer("player_id") { $0.candidate.player },
        .gameNumber("game_id") { $0.candidate.team.game.id },
        .text("season") { $0.season },
        .integer("team_id") { $0.candidate.team.own.teamID },
        .text("team", "tricode") { $0.candidate.team.own.team },
        .text("player_lookup", "of the latest appearance") { $0.lookup },
        .integer("opponent_team_id") { $0.candidate.team.opponent.teamID },
        .boolean("is_home") { $0.candidate.team.isHome },
        .integer("days_since_last_game", unit: "days", nullable: true, "own, this season") { $0.daysSince },
        .boolean("is_back_to_back", "played the day before") { $0.daysSince == 1 },
        .integer("games_in_last_7_days", unit: "games") { $0.load.last7 },
        .integer("games_in_last_14_days", unit: "games") { $0.load.last14 },
        .real("minutes_in_last_7_days", unit: "minutes", "sum of the known; 0 without games") { $0.load.minutes },
        .real("minutes_avg_last_7_days", unit: "minutes", nullable: true, "per game; NULL without") {
            $0.load.minutesPerGame
        },
        .integer("back_to_backs_last_14_days", unit: "games", "own appearances whose previous day had one too") {
            $0.load.backToBacks
        },
        .integer("games_missed_in_team_last_10", unit: "games", "since the first appearance for the team") {
            $0.missed
        },
        .integer("age_years", unit: "years", nullable: true, "completed on D") { $0.age },
        .real("usage_rate_last_3", unit: "percent", nullable: true, "ratio of sums, 0-400") { $0.usage3 },
        .real("usage_rate_last_10", unit: "percent", nullable: true, "ratio of sums, 0-400") { $0.usage10 },
        .boolean("started_last_game", nullable: true, "NULL when unknown or carried over") { $0.started },
        .boolean("has_points_line") { $0.pointsLine != nil },
        .real("points_line", unit: "points", nullable: true, "last captured before tip-off") { $0.pointsLine },
        .text("season_phase", "early Oct-Nov, mid Dec-Feb, late Mar-Sep, post play-in and playoffs") { $0.phase },
    ]
}

/// Ages.
package enum Age {
    /// Years completed; who is born on 29 February has his birthday on 1 March in other years.
    package static func completed(born: GameDate, on date: GameDate) -> Int {
        let (b, d) = (born.civil, date.civil)
        return d.year - b.year - ((d.month, d.day) < (b.month, b.day) ? 1 : 0)
    }
}

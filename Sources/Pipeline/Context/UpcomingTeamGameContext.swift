import Basketball
import Planning
import Storage

/// 3.4 `upcoming_team_game_context`: one row for each team with a game on the date, of what was known before it.
package enum UpcomingTeamGameContext: AsOfTable, ReadsGameLines {
    package static let name = "upcoming_team_game_context"
    package static let stage = PlannedTable.Stage.analytics
    package static let version = 2
    package static let meaning = "each team's rest, form and pace before its game"
    package static let noun = "team-games"
    package static let key = ["team_id"]

    /// A team's game before.
    package struct TeamGame: TeamGameRow {
        package static let scope = TableInput.Scope.before
        package static let offenseColumns = [
            "fg_attempts", "ft_attempts", "turnovers", "offensive_rebounds", "team_minutes", "margin", "won",
        ]
        package static let defenseColumns: [String] = []
        let possessions: Possessions?
        let margin: Int?
        let won: Bool?
        /// Of this and all games before it of the season.
        var season = PaceSums()
        /// Signed wins in a row, this game included; 0 when its result is unknown.
        var streak: Int

        package init(_ cells: InputCells) {
            possessions = Possessions(cells, first: 0, minutes: cells.integer(4))
            margin = cells.integer(5)
            won = cells.boolean(6)
            season.add(possessions)
            streak = won.map { $0 ? 1 : -1 } ?? 0
        }

        package mutating func follow(_ previous: TeamGame, isSameSeason: Bool) {
            guard isSameSeason else { return }
            season.add(previous.season)
            if streak.signum() == previous.streak.signum() { streak += previous.streak }
        }
    }

    /// A team before its game.
    package final class Row: Sendable {
        let date: GameDate
        let season: String
        let team: TeamOfDay
        let own: Form
        let other: Form
        let leaguePace: Double?
        let line: GameLine?

        init(
            date: GameDate, season: String, team: TeamOfDay, own: Form, other: Form, leaguePace: Double?,
            line: GameLine?
        ) {
            self.date = date
            self.season = season
            self.team = team
            self.own = own
            self.other = other
            self.leaguePace = leaguePace
            self.line = line
        }

        /// Own minus the opponent's days of rest, at most 3 either way.
        var restAdvantage: Int? {
            guard let days = own.daysSince, let others = other.daysSince else { return nil }
            return min(3, max(-3, days - others))
        }
    }

    /// What a team's past games tell.
    struct Form: Sendable {
        let daysSince: Int?
        let last7: Int
        let last14: Int
        let number: Int
        let streak: Int
        let lastMargin: Int?
        let pace: Double?

        init(_ past: PastGames<TeamGame>, _ date: GameDate) {
            let season = past.season
            daysSince = season.isEmpty ? nil : date - season.date(season.count - 1)
            let fortnight = past.lastDays(14)
            last14 = fortnight.count
            last7 = fortnight.indices.reduce(0) { $0 + (date - fortnight.date($1) <= 7 ? 1 : 0) }
            number = season.count + 1
            streak = season.last?.streak ?? 0
            lastMargin = season.last?.margin
            var sums = PaceSums()
            for game in season.newest(10) { sums.add(game.possessions) }
            pace = sums.pace
        }
    }

    package static func rows(_ day: AsOfDay<Self>) -> AsOfRows<Row> {
        var league = PaceSums()
        for team in day.knownTeams {
            if let last = day.leagueMember(team).season.last { league.add(last.season) }
        }
        var forms: [Int: Form] = [:]
        for team in day.teams { forms[team.own.teamID] = Form(day.team(team.own.teamID), day.date) }
        var result = AsOfRows<Row>()
        let season = "\(day.season)"
        for team in day.teams {
            guard let own = forms[team.own.teamID], let other = forms[team.opponent.teamID] else { continue }
            result.rows.append(
                Row(
                    date: day.date, season: season, team: team, own: own, other: other, leaguePace: league.pace,
                    line: day.line(of: team.game)))
        }
        return result
    }

    package static let columns: [ColumnRule<Row>] = [
        .date("game_date") { $0.date },
        .integer("team_id") { $0.team.own.teamID },
        .gameNumber("game_id") { $0.team.game.id },
        .text("season") { $0.season },
        .text("team", "tricode") { $0.team.own.team },
        .integer("opponent_team_id") { $0.team.opponent.teamID },
        .text("opponent", "tricode") { $0.team.opponent.team },
        .boolean("is_home") { $0.team.isHome },
        .integer(
            "days_since_last_game", unit: "days", nullable: true, "1 on a back-to-back; NULL for the season's first"
        ) {
            $0.own.daysSince
        },
        .boolean("is_back_to_back", "false for the season's first") { $0.own.daysSince == 1 },
        .integer("games_in_last_7_days", unit: "games", "dates D-7 to D-1") { $0.own.last7 },
        .integer("games_in_last_14_days", unit: "games", "dates D-14 to D-1") { $0.own.last14 },
        .integer("game_number_in_season", unit: "games", "from 1") { $0.own.number },
        .integer("opponent_days_since_last_game", unit: "days", nullable: true) { $0.other.daysSince },
        .integer("rest_advantage", unit: "days", nullable: true, "own minus opponent's days, -3 to 3") {
            $0.restAdvantage
        },
        .integer("streak_entering", unit: "games", "wins in a row, or minus losses; 0 at the season's start") {
            $0.own.streak
        },
        .integer("last_game_margin", unit: "points", nullable: true) { $0.own.lastMargin },
        .real("game_spread", unit: "points", nullable: true, "negative = favoured") { row in
            row.line?.homeSpread.map { row.team.isHome || $0 == 0 ? $0 : -$0 }
        },
        .real("game_total", unit: "points", nullable: true) { $0.line?.total },
        .real("pace_last_10", unit: "possessions per 48 min", nullable: true) { $0.own.pace },
        .real("opponent_pace_last_10", unit: "possessions per 48 min", nullable: true) { $0.other.pace },
        .real("league_pace", unit: "possessions per 48 min", nullable: true, "all team-games of the season before D") {
            $0.leaguePace
        },
        .real(
            "pace_differential", unit: "possessions per 48 min", nullable: true, "opponent_pace_last_10 - league_pace"
        ) { row in
            guard let pace = row.other.pace, let league = row.leaguePace else { return nil }
            return pace - league
        },
    ]
}

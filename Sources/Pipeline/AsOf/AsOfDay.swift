import Basketball
import Planning
import Storage

/// A game of D as the schedule has it: nothing of how it went, nor whether it was played.
package struct ScheduledGame: Sendable, Hashable {
    package let id: Int
    package let home: Side
    package let away: Side
    /// UTC; nil where no schedule says.
    package let tipoff: String?

    /// One of its teams.
    package struct Side: Sendable, Hashable {
        package let teamID: Int
        package let team: String
    }

    /// Columns of `games` that it is made of.
    static let columns = ["game_id", "season", "home_team_id", "away_team_id", "home_team", "away_team", "tipoff_utc"]

    init(_ game: DayFacts.Game) {
        id = game.id
        home = Side(teamID: game.home, team: game.homeTeam)
        away = Side(teamID: game.away, team: game.awayTeam)
        tipoff = game.tipoff
    }

    package var seasonType: SeasonType { GameID(number: id)?.seasonType ?? .regularSeason }
}

/// One of the teams that play on D. Shared by all rows that name it.
package final class TeamOfDay: Sendable {
    package let game: ScheduledGame
    package let own: ScheduledGame.Side
    package let opponent: ScheduledGame.Side
    package let isHome: Bool

    init(_ game: ScheduledGame, isHome: Bool) {
        self.game = game
        own = isHome ? game.home : game.away
        opponent = isHome ? game.away : game.home
        self.isHome = isHome
    }
}

/// What an as-of table may read for a date D: views of what was before, and the schedule and lines of D.
///
/// Each reading is noted, and the notes make the unit's input digest.
package struct AsOfDay<Table: AsOfTable> {
    package let date: GameDate
    package let season: Season
    /// Teams that play, in the order of their ids.
    package let teams: [TeamOfDay]
    private let history: History
    private let views: TableViews<Table>
    private let upstream: [String: ColumnBatch]
    private let lines: LinesOfDay
    let trace: ReadTrace

    init?(_ facts: DayFacts, history: History, lines: LinesOfDay, upstream: [String: ColumnBatch]) {
        guard let season = facts.season, let views = history.views(Table.self) else { return nil }
        precondition(season.startYear >= history.firstSeason, "a season before the first that the past was made for")
        date = facts.date
        self.season = season
        self.history = history
        self.views = views
        self.upstream = upstream
        self.lines = lines
        trace = ReadTrace()
        var teams: [TeamOfDay] = []
        for game in facts.games.map(ScheduledGame.init) {
            teams += [TeamOfDay(game, isHome: true), TeamOfDay(game, isHome: false)]
        }
        self.teams = teams.sorted { $0.own.teamID < $1.own.teamID }
        trace.add(date.dayNumber)
        for team in self.teams {
            trace.add(team.game.id)
            trace.add(team.own.teamID)
            trace.add(team.own.team)
            trace.add(team.isHome ? 1 : 0)
        }
    }

    /// The past of a player whose latest appearance was for a team that plays on D. A unit that asks for another's fails, so
    /// that a changed appearance is known to matter on those dates alone.
    package func player(_ id: Int) -> PastGames<Table.PlayerGame> {
        let games = PastGames(
            views.players, entity: id, day: date.dayNumber, end: end(ofPlayers: true), season: season.startYear,
            trace: trace)
        if let latest = games.latest, history.leak == nil, !plays(history.index.teamOfAppearance[latest]) {
            trace.fault =
                "asks for the past of player \(id), whose team does not play: the stored rows of what it reads are "
                + "not those that were computed; compute that again with --force"
        }
        return games
    }

    private func plays(_ team: Int) -> Bool { teams.contains { $0.own.teamID == team } }

    /// The past of a team.
    package func team(_ id: Int) -> PastGames<Table.TeamGame> { team(id, end: end(ofPlayers: false)) }

    /// The past of a team as a part of the league, of which an average is taken.
    package func leagueMember(_ id: Int) -> PastGames<Table.TeamGame> {
        team(id, end: history.leak == .wholeSetNormalisation ? lastDayOfSeason(id) : date.dayNumber)
    }

    private func team(_ id: Int, end: Int) -> PastGames<Table.TeamGame> {
        PastGames(
            views.teams, entity: id, day: date.dayNumber, end: end, season: season.startYear, trace: trace)
    }

    /// The first day that is not past: D, but where a test of the proofs plants a leak.
    private func end(ofPlayers: Bool) -> Int {
        guard let leak = history.leak else { return date.dayNumber }
        let isDefense = Table.name == TeamDefenseZoneAnalysis.name
        switch leak {
        case .todaysGame where ofPlayers: return date.dayNumber + 1
        case .todaysTeamStats where !ofPlayers && !isDefense: return date.dayNumber + 1
        case .opponentAfterTheGame where !ofPlayers && isDefense: return date.dayNumber + 1
        case .seasonTotals where ofPlayers: return date.dayNumber + 60
        default: return date.dayNumber
        }
    }

    /// Only for a leak: a day behind the team's last game of the season.
    private func lastDayOfSeason(_ id: Int) -> Int {
        guard let place = history.index.teams.place(id) else { return date.dayNumber }
        let all = history.index.teams.before(.max, place)
        let own = all.filter { Int(history.index.teams.seasons[$0]) == season.startYear }
        return own.last.map { Int(history.index.teams.days[$0]) + 1 } ?? date.dayNumber
    }

    /// Every team with a game before D, in the order of ids; some may have none this season.
    package var knownTeams: [Int] {
        let teams = history.index.teams
        return teams.ids.enumerated().filter { !teams.before(date.dayNumber, $0.offset).isEmpty }.map(\.element)
    }

    /// Rows of another table on D, in their key order.
    package func rows<Input: SameDayRow>(_ input: Input.Type) -> [Input] where Input.Reader == Table {
        precondition(
            Table.sameDay.contains { ObjectIdentifier($0) == ObjectIdentifier(input) }, "an input that is not declared")
        let isOfPlayers = Registry.table(Input.table)?.isOfPlayers == true
        guard let batch = upstream[Input.table], !batch.isEmpty else {
            if !isOfPlayers { trace.add(0) }
            return []
        }
        var cells = InputRows(rows: batch.count, width: Input.columns.count)
        cells.fill(batch, Input.columns, at: 0, sources: (0..<Int32(batch.count)).map(\.self))
        var rows: [Input] = []
        rows.reserveCapacity(batch.count)
        var sum = Digest128.zero
        // A row of a player has him among its values, and counts for itself, whoever else has one.
        let name = Array(Input.table.utf8).withUnsafeBytes { rowHash($0) }
        cells.forEach {
            (isOfPlayers ? name : $0, 0, 0)
        } _: { _, row, hash in
            rows.append(Input(row))
            sum = sum + hash
        }
        if isOfPlayers { trace.add(rowsOfPlayers: sum) } else { trace.add(rows.count, 0, sum) }
        return rows
    }
}

extension AsOfDay where Table: ReadsPeople {
    /// Birthdate of a player; nil when unknown.
    package func birthdate(of player: Int) -> GameDate? {
        let date = history.birthdates[player]
        trace.add(player: player, .birthdate, date?.dayNumber ?? .min)
        return date
    }
}

extension AsOfDay where Table: ReadsGameLines {
    /// The line of a game, last captured before tip-off; nil where there is none.
    package func line(of game: ScheduledGame) -> GameLine? {
        let line = lines.line(of: game.id, tipoff: history.leak == .lateLine ? "9999" : game.tipoff)
        trace.add(line?.bits.0 ?? .min)
        trace.add(line?.bits.1 ?? .min)
        return line
    }
}

extension AsOfDay where Table: ReadsPlayerLines {
    /// A player's points line, last captured before the tip-off of his game; nil where there is none.
    package func pointsLine(of player: Int, in game: ScheduledGame) -> Double? {
        let line = lines.points(of: player, tipoff: history.leak == .lateLine ? "9999" : game.tipoff)?.line
        trace.add(player: player, .pointsLine, line.map { Int(Int64(bitPattern: $0.bitPattern)) } ?? .min)
        return line
    }
}

/// The table tells who may play on D, and so reads who played for whom.
package protocol ReadsRosters: AsOfTable {}

extension AsOfDay where Table: ReadsRosters {
    /// Players who appeared for a team in its last games of this season, at most so many games; each once, by id.
    ///
    /// Not noted as read: who of them becomes a row is.
    package func roster(of team: Int, lastGames count: Int) -> [Int] {
        let index = history.index
        guard let place = index.teams.place(team) else { return [] }
        let past = index.teams.before(date.dayNumber, place)
        guard !past.isEmpty, Int(index.teams.seasons[past.upperBound - 1]) == season.startYear else { return [] }
        let first = max(Int(index.teams.seasonStarts[past.upperBound - 1]), past.upperBound - count)
        let players = index.rosters[Int(index.rosterStarts[first])..<Int(index.rosterStarts[past.upperBound])]
        return Set(players).sorted().map { index.players.ids[Int($0)] }
    }

    /// Only for a leak: those who played on D; nil without it.
    var participants: [(player: Int, team: Int)]? {
        guard history.leak == .realParticipants else { return nil }
        let entries = history.index.players
        return entries.ids.indices.flatMap { place in
            entries.before(date.dayNumber + 1, place).suffix(1).filter { Int(entries.days[$0]) == date.dayNumber }
                .map { (entries.ids[place], history.index.teamOfAppearance[$0]) }
        }
    }

    /// Where and when a player appeared last before D; nil when he never did.
    package func latestAppearance(of player: Int) -> (team: Int, game: Int, date: GameDate, season: Int)? {
        let index = history.index
        guard let place = index.players.place(player) else { return nil }
        let past = index.players.before(date.dayNumber, place)
        guard let last = past.last else { return nil }
        return (
            index.teamOfAppearance[last], index.players.games[last], GameDate(dayNumber: Int(index.players.days[last])),
            Int(index.players.seasons[last])
        )
    }

    /// Every player who has appeared before, by id; also those whose first appearance is yet to come have a place here,
    /// and no latest appearance.
    package var knownPlayers: [Int] { history.index.players.ids }

    /// The last regular-season date of the season before.
    package var lastSeasonsEnd: GameDate? {
        let end = history.regularSeasonEnd(season.startYear - 1, before: date.dayNumber)
        trace.add(end ?? .min)
        return end.map { GameDate(dayNumber: $0) }
    }
}

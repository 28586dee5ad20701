import Basketball
import Storage

/// Puts the rows of all box scores and schedules together into games, and refuses rows that do not fit one.
///
/// The result depends on the set of rows alone, never on the order of files or lines.
struct BoxScoreAssembly {
    private(set) var games: [Int: GameRecord]
    private(set) var sources: GameSources
    private(set) var teams: [BoxScoreRow] = []
    private(set) var players: [BoxScoreRow] = []
    private(set) var rejected: [Rejected] = []
    /// Rows that another file of the import has too, word for word.
    private(set) var mergedTeams = 0
    private(set) var mergedPlayers = 0
    private(set) var mergedSchedule = 0
    /// The games that the rows are of, in order; not all of them have a record.
    private(set) var touched: [Int] = []
    /// Games of a schedule whose team played another one on their date.
    private(set) var displaced: Set<Int> = []
    /// By what files go before others where they differ.
    var fileRanks: [String] = []
    private let stored: StoredLines
    private var occupied = TeamDays()

    /// - Parameters:
    ///   - games: the games stored so far.
    ///   - sources: what is stored of what each source said of them.
    ///   - stored: the lines stored so far of the seasons concerned.
    init(games: [Int: GameRecord], sources: GameSources, stored: StoredLines) {
        self.games = games
        self.sources = sources
        self.stored = stored
    }

    mutating func assemble(teams newTeams: [BoxScoreRow], players newPlayers: [BoxScoreRow], schedule: [ScheduleRow]) {
        (teams, mergedTeams) = distinct(newTeams)
        (players, mergedPlayers) = distinct(newPlayers)
        let plans = ScheduleMerge.distinct(schedule, &mergedSchedule)
        var rows: [Int: RowsOfGame] = [:]
        for (index, row) in teams.enumerated() { rows[row.game.number, default: RowsOfGame()].teams.append(index) }
        for (index, row) in players.enumerated() { rows[row.game.number, default: RowsOfGame()].players.append(index) }
        for plan in plans { rows[plan.game.number, default: RowsOfGame()].plans.append(plan) }
        touched = rows.keys.sorted()
        occupied = TeamDays(games.values.lazy.filter { rows[$0.id.number] == nil })
        var keepTeam = [Bool](repeating: true, count: teams.count)
        var keepPlayer = [Bool](repeating: true, count: players.count)
        // Games that were played first: a plan gives way to them.
        for withResults in [true, false] {
            for number in touched {
                guard let found = rows[number], found.hasResults == withResults else { continue }
                settle(number, found, &keepTeam, &keepPlayer)
            }
        }
        teams = zip(teams, keepTeam).filter(\.1).map(\.0)
        players = zip(players, keepPlayer).filter(\.1).map(\.0)
        touched = Set(touched).union(displaced).sorted()
    }

    /// What came of one game: positions of rows, and plans.
    private struct RowsOfGame {
        var teams: [Int] = []
        var players: [Int] = []
        var plans: [ScheduleRow] = []
        var hasResults: Bool { !teams.isEmpty || !players.isEmpty }
    }

    /// Makes a game's record and checks its rows against it.
    private mutating func settle(
        _ number: Int, _ rows: RowsOfGame, _ keepTeam: inout [Bool], _ keepPlayer: inout [Bool]
    ) {
        guard let id = GameID(number: number) else { return }
        let description = GameDescription(before: games[number], stored: sources[number])
        var said = sources[number]
        for plan in rows.plans { said[plan.kind] = GameFacts(plan) }
        for kind in SourceKind.allCases where kind.hasResults {
            let ofTeams = rows.teams.filter { teams[$0].kind == kind }
            let ofPlayers = rows.players.filter { players[$0].kind == kind }
            if ofTeams.isEmpty, ofPlayers.isEmpty { continue }
            switch description.describe(ofTeams.map { teams[$0] } + ofPlayers.map { players[$0] }, ofTeams.count, kind)
            {
            case .success(let facts): said[kind] = facts
            case .failure(let broken):
                for row in ofTeams { keepTeam[row] = refuse(teams[row], broken.rule, broken.expected) }
                for row in ofPlayers { keepPlayer[row] = refuse(players[row], broken.rule, broken.expected) }
            }
        }
        let left = (rows.teams.filter { keepTeam[$0] }, rows.players.filter { keepPlayer[$0] })
        if left.0.isEmpty, left.1.isEmpty, rows.plans.isEmpty { return }
        func refuseAll(_ rule: String, _ expected: String) {
            for row in left.0 { keepTeam[row] = refuse(teams[row], rule, expected) }
            for row in left.1 { keepPlayer[row] = refuse(players[row], rule, expected) }
            for plan in rows.plans { refuse(plan, rule, expected) }
        }
        guard var record = GameRecord(id, said, hasBothTeams: false) else {
            let lacksDate = !said.values.contains { $0.date != nil }
            refuseAll(
                lacksDate ? "game_date_unknown" : "home_team_unknown",
                lacksDate
                    ? "a source that says when \(id) was played, such as a game log or a schedule, with or before this"
                    : "a source that says who was at home in \(id), such as a game log or a schedule, with or before this"
            )
            return
        }
        if let other = occupied.conflict(record) {
            if !record.hasResults, games[other]?.hasResults == true {
                record.status = .postponed
            } else if record.hasResults, games[other]?.hasResults == false {
                games[other]?.status = .postponed
                displaced.insert(other)
            } else {
                refuseAll("one_game_a_day", "one game of a team on \(record.date); it has \(GameID.text(other))")
                return
            }
        }
        occupied.add(record)
        for row in left.0 { keepTeam[row] = fits(teams[row], record, said) }
        for row in left.1 { keepPlayer[row] = fits(players[row], record, said) }
        let overtimes = overtimes(number, left.0.filter { keepTeam[$0] }.map { teams[$0] })
        for row in left.1 where keepPlayer[row] {
            guard let overtimes, let minutes = players[row].minutes else { continue }
            if minutes.seconds > (48 + 5 * overtimes + 1) * 60 {
                keepPlayer[row] = refuse(
                    players[row], "minutes_within_game",
                    "at most \(48 + 5 * overtimes) minutes (+1 of rounding), found \(minutes.decimal)")
            }
        }
        let kept = (
            left.0.filter { keepTeam[$0] }.map { teams[$0] }, left.1.filter { keepPlayer[$0] }.map { players[$0] }
        )
        if hasBothTeams(record, kept.0, kept.1) { record.status = .final }
        games[number] = record
        sources[number] = said
    }

    private mutating func fits(_ row: BoxScoreRow, _ game: GameRecord, _ said: [SourceKind: GameFacts]) -> Bool {
        guard game.has(team: row.teamID) else {
            return refuse(row, "team_in_game", "a team of \(game.id), \(game.awayTeam) or \(game.homeTeam)")
        }
        // Another source may have another date for all its rows; a row must have that of its own.
        if let date = row.date, let expected = said[row.kind]?.date, date != expected {
            return refuse(row, "game_date", "\(expected), the date of the game's other rows")
        }
        return true
    }

    private func overtimes(_ game: Int, _ rows: [BoxScoreRow]) -> Int? {
        let seconds = rows.compactMap { $0.minutes?.seconds } + stored.teamSeconds(of: game)
        return seconds.max().map { Formula.overtimes(teamSeconds: $0) }
    }

    /// Both teams have their row, or five players from whom it can be made.
    private func hasBothTeams(_ game: GameRecord, _ teams: [BoxScoreRow], _ players: [BoxScoreRow]) -> Bool {
        [game.home, game.away].allSatisfy { team in
            if teams.contains(where: { $0.teamID == team }) || stored.hasTeam(game.id.number, team) { return true }
            var ids = stored.players(of: game.id.number, team)
            for player in players where player.teamID == team { ids.insert(player.playerID) }
            return ids.count >= 5
        }
    }

    /// One row of each kind of source for each key. Of two different rows the one that knows more stays, then that of the
    /// file that goes first.
    private mutating func distinct(_ rows: [BoxScoreRow]) -> (rows: [BoxScoreRow], merged: Int) {
        var merged = 0
        let (kept, others) = BoxScoreOrder.distinct(rows, fileRanks)
        for (row, winner) in others {
            if winner.says(the: row), winner.origin.file != row.origin.file {
                merged += 1
            } else if winner.says(the: row) {
                _ = refuse(row, "duplicate_row", "one row; line \(winner.origin.line) has the same")
            } else {
                _ = refuse(row, "conflicting_duplicate", "one row of a key; another with other values was kept")
            }
        }
        return (kept, merged)
    }

    /// Notes why a row is left out; always false.
    private mutating func refuse(_ row: BoxScoreRow, _ rule: String, _ expected: String) -> Bool {
        rejected.append(
            Rejected(
                origin: row.origin, table: row.table, rule: rule, expected: expected, text: "",
                line: row.playerID == 0 ? nil : StoredLines.Key(game: row.game.number, id: row.playerID)))
        return false
    }

    private mutating func refuse(_ plan: ScheduleRow, _ rule: String, _ expected: String) {
        rejected.append(Rejected(origin: plan.origin, table: "games", rule: rule, expected: expected, text: ""))
    }
}

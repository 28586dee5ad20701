import Basketball
import Storage

/// Puts the rows of all game logs together into games, and refuses rows that do not fit one.
///
/// The result depends on the set of rows alone, never on the order of files or lines.
struct LogAssembly {
    private(set) var games: [Int: GameRecord]
    private(set) var teams: [LogRow] = []
    private(set) var players: [LogRow] = []
    private(set) var rejected: [Rejected] = []
    /// Rows that another file of the import has too, word for word.
    private(set) var mergedTeams = 0
    private(set) var mergedPlayers = 0
    /// The games that the rows are of, in order; not all of them have a record.
    private(set) var touched: [Int] = []
    private let stored: StoredLines

    /// - Parameters:
    ///   - games: the games stored so far.
    ///   - stored: the lines stored so far of the seasons concerned.
    init(games: [Int: GameRecord], stored: StoredLines) {
        self.games = games
        self.stored = stored
    }

    mutating func assemble(teams newTeams: [LogRow], players newPlayers: [LogRow]) {
        var merged = 0
        teams = distinct(newTeams, "team_boxscores", &merged)
        mergedTeams = merged
        merged = 0
        players = distinct(newPlayers, "player_boxscores", &merged)
        mergedPlayers = merged
        var byGame: [Int: (teams: [Int], players: [Int])] = [:]
        for (index, row) in teams.enumerated() { byGame[row.game.number, default: ([], [])].teams.append(index) }
        for (index, row) in players.enumerated() { byGame[row.game.number, default: ([], [])].players.append(index) }
        touched = byGame.keys.sorted()
        var keepTeam = [Bool](repeating: true, count: teams.count)
        var keepPlayer = [Bool](repeating: true, count: players.count)
        var dayOf: [TeamDay: Int] = [:]
        for game in games.values where byGame[game.id.number] == nil {
            dayOf[TeamDay(team: game.home, date: game.date)] = game.id.number
            dayOf[TeamDay(team: game.away, date: game.date)] = game.id.number
        }
        for number in touched {
            guard let rows = byGame[number] else { continue }
            let all = rows.teams.map { teams[$0] } + rows.players.map { players[$0] }
            func refuseAll(_ rule: String, _ expected: String) {
                for row in rows.teams { keepTeam[row] = refuse(teams[row], rule, expected) }
                for row in rows.players { keepPlayer[row] = refuse(players[row], rule, expected) }
            }
            var record: GameRecord
            switch describe(all, teamRows: rows.teams.count) {
            case .success(let found): record = found
            case .failure(let broken):
                refuseAll(broken.rule, broken.expected)
                continue
            }
            let days = [TeamDay(team: record.home, date: record.date), TeamDay(team: record.away, date: record.date)]
            if let other = days.compactMap({ dayOf[$0] }).first {
                refuseAll("one_game_a_day", "one game of a team on \(record.date); it has \(GameID.text(other))")
                continue
            }
            for day in days { dayOf[day] = number }
            for row in rows.teams { keepTeam[row] = fits(teams[row], record) }
            for row in rows.players { keepPlayer[row] = fits(players[row], record) }
            let overtimes = overtimes(number, rows.teams.filter { keepTeam[$0] }.map { teams[$0] })
            for row in rows.players where keepPlayer[row] {
                guard let overtimes, let minutes = players[row].minutes else { continue }
                if minutes.seconds > (48 + 5 * overtimes + 1) * 60 {
                    keepPlayer[row] = refuse(
                        players[row], "minutes_within_game",
                        "at most \(48 + 5 * overtimes) minutes (+1 of rounding), found \(minutes.decimal)")
                }
            }
            let kept = rows.teams.filter { keepTeam[$0] }.map { teams[$0] }
            record.final = isFinal(record, kept, rows.players.filter { keepPlayer[$0] }.map { players[$0] })
            games[number] = record
        }
        teams = zip(teams, keepTeam).filter(\.1).map(\.0)
        players = zip(players, keepPlayer).filter(\.1).map(\.0)
    }

    /// A line's key: a player of a game has one line, whatever his team.
    private struct SortKey: Comparable {
        let game: Int
        let player: Int
        let team: Int

        static func == (a: SortKey, b: SortKey) -> Bool {
            a.game == b.game && a.player == b.player && (a.player != 0 || a.team == b.team)
        }

        static func < (a: SortKey, b: SortKey) -> Bool {
            if a.game != b.game { return a.game < b.game }
            if a.player != b.player { return a.player < b.player }
            return a.player == 0 && a.team < b.team
        }
    }

    private struct TeamDay: Hashable {
        let team: Int
        let date: GameDate
    }

    /// One row for each key. Of two different rows the one that knows more stays, then the one with the larger hash.
    private mutating func distinct(_ rows: [LogRow], _ table: String, _ merged: inout Int) -> [LogRow] {
        // Sorted by position: the rows themselves are large to move.
        let keys = rows.map { SortKey(game: $0.game.number, player: $0.playerID, team: $0.teamID) }
        let order = rows.indices.sorted { left, right in
            if keys[left] != keys[right] { return keys[left] < keys[right] }
            let (a, b) = (rows[left], rows[right])
            if a.known != b.known { return a.known > b.known }
            if a.hash != b.hash { return a.hash > b.hash }
            return (a.origin.file, a.origin.line) < (b.origin.file, b.origin.line)
        }
        var result: [LogRow] = []
        result.reserveCapacity(rows.count)
        for row in order.lazy.map({ rows[$0] }) {
            guard let last = result.last, last.game == row.game, last.playerID == row.playerID,
                row.playerID != 0 || last.teamID == row.teamID
            else {
                result.append(row)
                continue
            }
            if last.hash == row.hash, last.origin.file != row.origin.file {
                merged += 1
            } else if last.hash == row.hash {
                _ = refuse(row, "duplicate_row", "one row; line \(last.origin.line) has the same")
            } else {
                _ = refuse(row, "conflicting_duplicate", "one row of a key; another with other values was kept")
            }
        }
        return result
    }

    /// The game that these rows are of.
    private func describe(_ rows: [LogRow], teamRows: Int) -> Result<GameRecord, LeagueGameLog.Broken> {
        let number = rows[0].game.number
        let before = games[number]
        // Team rows are few and careful; players' rows decide only where there is none.
        let voters = teamRows > 0 ? Array(rows.prefix(teamRows)) : rows
        let dates = Dictionary(grouping: voters, by: \.date).mapValues(\.count)
        guard let date = dates.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
            return .failure(.init(rule: "game_date", expected: "a date"))
        }
        var tricodes: [Int: String] = [:]
        for row in rows.reversed() { tricodes[row.teamID] = row.team }
        var ids = Set(rows.map(\.teamID))
        if let before {
            ids = [before.home, before.away]
        } else if ids.count > 2, Set(voters.map(\.teamID)).count == 2 {
            ids = Set(voters.map(\.teamID))
        }
        guard ids.count == 2 else {
            return .failure(
                .init(
                    rule: "both_teams_present", expected: "rows of both teams of the game, found \(ids.count) team(s)"))
        }
        let pair = ids.sorted()
        for id in pair where tricodes[id] == nil {
            tricodes[id] = id == before?.home ? before?.homeTeam : before?.awayTeam
        }
        let homes = Set(rows.filter { $0.matchup.isHome && ids.contains($0.teamID) }.map(\.teamID))
        let visitors = Set(rows.filter { !$0.matchup.isHome && ids.contains($0.teamID) }.map(\.teamID))
        let home: Int
        var neutral = false
        if homes.count == 1, let only = homes.first {
            home = only
        } else if homes.isEmpty, visitors.count == 1, let only = visitors.first, before != nil || pair.count == 2 {
            home = pair[0] == only ? pair[1] : pair[0]
        } else if homes.isEmpty, let designated = rows.first?.matchup.designatedHome,
            let found = pair.first(where: { tricodes[$0] == designated })
        {
            home = found
            neutral = true
        } else {
            return .failure(.init(rule: "home_team", expected: "one team with 'vs.', or the same 'A @ B' in both rows"))
        }
        let away = pair[0] == home ? pair[1] : pair[0]
        return .success(
            GameRecord(
                id: rows[0].game, date: date, home: home, away: away, homeTeam: tricodes[home] ?? "",
                awayTeam: tricodes[away] ?? "", neutral: before?.neutral ?? false || neutral, final: false,
                tipoff: before?.tipoff))
    }

    private mutating func fits(_ row: LogRow, _ game: GameRecord) -> Bool {
        guard game.has(team: row.teamID) else {
            return refuse(row, "team_in_game", "a team of \(game.id), \(game.awayTeam) or \(game.homeTeam)")
        }
        guard row.date == game.date else {
            return refuse(row, "game_date", "\(game.date), the date of the game's other rows")
        }
        return true
    }

    private func overtimes(_ game: Int, _ rows: [LogRow]) -> Int? {
        let seconds = rows.compactMap { $0.minutes?.seconds } + stored.teamSeconds(of: game)
        return seconds.max().map { Formula.overtimes(teamSeconds: $0) }
    }

    /// Both teams have their row, or five players from whom it can be made.
    private func isFinal(_ game: GameRecord, _ teams: [LogRow], _ players: [LogRow]) -> Bool {
        [game.home, game.away].allSatisfy { team in
            if teams.contains(where: { $0.teamID == team }) || stored.hasTeam(game.id.number, team) { return true }
            var ids = stored.players(of: game.id.number, team)
            for player in players where player.teamID == team { ids.insert(player.playerID) }
            return ids.count >= 5
        }
    }

    /// Notes why a row is left out; always false.
    private mutating func refuse(_ row: LogRow, _ rule: String, _ expected: String) -> Bool {
        rejected.append(
            Rejected(
                origin: row.origin, table: row.playerID == 0 ? "team_boxscores" : "player_boxscores", rule: rule,
                expected: expected, text: ""))
        return false
    }
}

extension LogRow {
    /// How many values the row knows.
    var known: Int { Stat.allCases.count { stats[$0] != nil } + (minutes == nil ? 0 : 1) + (won == nil ? 0 : 1) }
}

import Basketball
import Storage

extension ImportSession {
    /// Gives games the tip-off times of lists of fixtures, which know no ids: a game is found by its date and teams.
    ///
    /// - Returns: the games concerned.
    mutating func placeFixtures(_ fixtures: [FixtureRow]) async throws -> Set<Int> {
        guard !fixtures.isEmpty else { return [] }
        let teams = TeamDirectory(
            try await transaction.scan(RawTable.teams, columns: RawTable.teams.columns.map(\.name), .all))
        let directory = GamesByTeams(games.values)
        var placed: [Int: FixtureRow] = [:]
        var without = 0
        for fixture in fixtures.sorted(by: {
            ($0.tipoff, $0.origin.file, $0.origin.line) < ($1.tipoff, $1.origin.file, $1.origin.line)
        }) {
            func refuse(_ rule: String, _ expected: String) {
                rejected.append(
                    Rejected(origin: fixture.origin, table: "games", rule: rule, expected: expected, text: ""))
            }
            guard let home = teams[fixture.home], let away = teams[fixture.away] else {
                refuse("unknown_team", "full names of two teams that are known from game logs or a league schedule")
                continue
            }
            let date = fixture.tipoff.easternDate
            guard let game = directory.game(date, home, away) else {
                without += 1
                refuse(
                    "no_game_id",
                    "a game of these teams on \(date): the file has no ids, so import game logs or the league's schedule, "
                        + "then this again")
                continue
            }
            if placed[game] != nil {
                report.update("games") { $0.merged += 1 }
                continue
            }
            placed[game] = fixture
        }
        for (number, fixture) in placed {
            var facts = GameFacts(origin: fixture.origin)
            facts.tipoff = fixture.tipoff
            gameSources[number][.fixtureList] = facts
            if let game = games[number] {
                games[number]?.tipoff = GameRecord.tipoff(gameSources[number], on: game.date)
            }
        }
        report.notes.append("\(placed.count) of \(fixtures.count) fixtures found their game by date and teams")
        if without > 0 {
            report.notes.append("\(without) fixtures are of no known game: a list of fixtures has no game ids")
        }
        return Set(placed.keys)
    }
}

/// Finds a game by its date and teams.
struct GamesByTeams: Sendable {
    private struct Key: Hashable {
        let date: GameDate
        let home: Int
        let away: Int
    }

    private var games: [Key: [Int]] = [:]

    init(_ records: some Sequence<GameRecord>) {
        for record in records {
            games[Key(date: record.date, home: record.home, away: record.away), default: []].append(record.id.number)
        }
    }

    /// The only game of the two teams on a date, whoever the source takes for the home team; nil when there is none.
    func game(_ date: GameDate, _ home: Int, _ away: Int) -> Int? {
        let found =
            (games[Key(date: date, home: home, away: away)] ?? [])
            + (games[Key(date: date, home: away, away: home)] ?? [])
        return found.count == 1 ? found.first : nil
    }
}

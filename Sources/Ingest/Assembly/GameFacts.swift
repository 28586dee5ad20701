import Basketball
import Storage

/// What one kind of source says of a game: nil where it says nothing.
struct GameFacts: Sendable, Hashable {
    var date: GameDate?
    var home: Int?
    var away: Int?
    var homeTeam: String?
    var awayTeam: String?
    var neutral = false
    /// The source does not say which of the two teams counts as the home team: the one with the lower id is taken.
    var sidesAssumed = false
    var status: GameStatus?
    var tipoff: Instant?
    /// Where it stood; no part of what is said.
    var origin: Origin

    static func == (a: GameFacts, b: GameFacts) -> Bool { a.hash == b.hash }
    func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    /// Hash of everything said.
    var hash: Int {
        var hasher = ContentHasher()
        for value in [date?.dayNumber, home, away, neutral ? 1 : 0, tipoff?.seconds, sidesAssumed ? 1 : 0] {
            hasher.add(value ?? .min)
        }
        for text in [homeTeam, awayTeam, status?.rawValue] { hasher.add(text ?? "") }
        return hasher.finish()
    }

    init(origin: Origin) { self.origin = origin }

    init(_ row: ScheduleRow) {
        self.init(origin: row.origin)
        (date, home, away, homeTeam, awayTeam) = (row.date, row.home, row.away, row.homeTeam, row.awayTeam)
        (neutral, status, tipoff) = (row.neutral, row.status, row.tipoff)
    }
}

/// What all sources say of every game.
struct GameSources: Sendable {
    private(set) var facts: [Int: [SourceKind: GameFacts]] = [:]

    subscript(game: Int) -> [SourceKind: GameFacts] {
        get { facts[game] ?? [:] }
        set { facts[game] = newValue.isEmpty ? nil : newValue }
    }

    init() {}

    /// What is stored.
    init(_ batch: ColumnBatch) {
        let games = batch["game_id"].integers
        let kinds = batch["source_kind"].texts
        let (dates, homes, aways) = (batch["game_date"], batch["home_team_id"], batch["away_team_id"])
        let (homeTeams, awayTeams) = (batch["home_team"], batch["away_team"])
        let assumed = batch["sides_assumed"].integers
        let (neutral, status, tipoffs) = (batch["neutral_site"].integers, batch["status"], batch["tipoff_utc"])
        let (sources, lines) = (batch["source_id"].integers, batch["source_row"].integers)
        facts.reserveCapacity(batch.count)
        for row in 0..<batch.count {
            guard let kind = SourceKind(name: kinds[row]) else { continue }
            var said = GameFacts(origin: Origin(file: -sources[row], line: lines[row]))
            said.date = dates.date(row)
            (said.home, said.away) = (homes.integer(row), aways.integer(row))
            (said.homeTeam, said.awayTeam) = (homeTeams.text(row), awayTeams.text(row))
            said.neutral = neutral[row] != 0
            said.sidesAssumed = assumed[row] != 0
            said.status = status.text(row).flatMap(GameStatus.init)
            said.tipoff = tipoffs.text(row).flatMap { Instant($0) }
            facts[games[row], default: [:]][kind] = said
        }
    }

    /// What is said of some games, as rows.
    static func batch(_ rows: [(game: Int, kind: SourceKind, facts: GameFacts)], sources: [Int]) -> ColumnBatch {
        var writer = RowWriter(SourceTable.games.columns)
        for (game, kind, said) in rows {
            writer.put(game)
            writer.put(kind.name)
            writer.put(said.date)
            writer.put(said.home)
            writer.put(said.away)
            writer.put(said.homeTeam)
            writer.put(said.awayTeam)
            writer.put(said.neutral)
            writer.put(said.sidesAssumed)
            writer.put(said.status?.rawValue)
            writer.put(said.tipoff?.description)
            writer.put(said.origin.source(sources))
            writer.put(said.origin.line)
            writer.put(said.hash)
            writer.endRow()
        }
        return writer.batch
    }
}

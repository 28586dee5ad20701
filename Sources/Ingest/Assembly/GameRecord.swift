import Basketball
import Storage

/// A game as all its sources together tell of it.
struct GameRecord: Sendable, Hashable {
    let id: GameID
    var date: GameDate
    var home: Int
    var away: Int
    var homeTeam: String
    var awayTeam: String
    var neutral: Bool
    var status: GameStatus
    var tipoff: Instant?
    /// Some source tells of results, not only a schedule.
    var hasResults: Bool

    /// Hash of what summaries read of the game itself.
    var hash: Int {
        var hasher = ContentHasher()
        for value in [id.number, date.dayNumber, home, away, neutral ? 1 : 0, status == .final ? 1 : 0] {
            hasher.add(value)
        }
        hasher.add(homeTeam)
        hasher.add(awayTeam)
        return hasher.finish()
    }

    /// Hash of what is known of the game before it is played, and of its status.
    var scheduleHash: Int {
        var hasher = ContentHasher()
        for value in [id.number, date.dayNumber, home, away, neutral ? 1 : 0] { hasher.add(value) }
        for text in [homeTeam, awayTeam, tipoff?.description ?? "", status.rawValue] { hasher.add(text) }
        return hasher.finish()
    }

    func has(team: Int) -> Bool { team == home || team == away }

    /// The game by what each kind of source says, the most trusted first.
    ///
    /// - Parameter hasBothTeams: there are results of both teams, which makes the game final whatever a schedule said before.
    /// - Returns: nil when none says the date, or none who was at home.
    init?(_ id: GameID, _ facts: [SourceKind: GameFacts], hasBothTeams: Bool) {
        let ranked = facts.keys.sorted().compactMap { facts[$0] }
        guard let date = ranked.lazy.compactMap(\.date).first,
            let sides = ranked.first(where: { $0.home != nil && !$0.sidesAssumed })
                ?? ranked.first(where: { $0.home != nil }), let home = sides.home,
            let away = sides.away
        else { return nil }
        self.id = id
        self.date = date
        self.home = home
        self.away = away
        homeTeam = sides.homeTeam ?? ""
        awayTeam = sides.awayTeam ?? ""
        neutral = ranked.contains(where: \.neutral)
        let said = ranked.compactMap(\.status)
        status = hasBothTeams || said.contains(.final) ? .final : said.first ?? .scheduled
        tipoff = GameRecord.tipoff(facts, on: date)
        hasResults = facts.keys.contains(where: \.hasResults)
    }

    /// The most trusted time of tip-off. One that is not on the game's date was told before the game moved.
    static func tipoff(_ facts: [SourceKind: GameFacts], on date: GameDate) -> Instant? {
        facts.keys.sorted().lazy.compactMap { facts[$0]?.tipoff }.first { $0.easternDate == date }
    }

    /// Every stored game.
    static func read(_ batch: ColumnBatch) -> [Int: GameRecord] {
        let ids = batch["game_id"].integers
        let dates = batch["game_date"].integers
        let (homes, aways) = (batch["home_team_id"].integers, batch["away_team_id"].integers)
        let (homeTeams, awayTeams) = (batch["home_team"].texts, batch["away_team"].texts)
        let (neutral, statuses) = (batch["neutral_site"].integers, batch["status"].texts)
        let (tipoffs, origins) = (batch["tipoff_utc"], batch["origin"].texts)
        var games: [Int: GameRecord] = [:]
        games.reserveCapacity(batch.count)
        for row in 0..<batch.count {
            guard let id = GameID(number: ids[row]) else { continue }
            games[id.number] = GameRecord(
                id: id, date: GameDate(dayNumber: dates[row]), home: homes[row], away: aways[row],
                homeTeam: homeTeams[row], awayTeam: awayTeams[row], neutral: neutral[row] != 0,
                status: GameStatus(rawValue: statuses[row]) ?? .scheduled,
                tipoff: tipoffs.text(row).flatMap { Instant($0) }, hasResults: origins[row] != "schedule")
        }
        return games
    }

    private init(
        id: GameID, date: GameDate, home: Int, away: Int, homeTeam: String, awayTeam: String, neutral: Bool,
        status: GameStatus, tipoff: Instant?, hasResults: Bool
    ) {
        self.id = id
        self.date = date
        self.home = home
        self.away = away
        self.homeTeam = homeTeam
        self.awayTeam = awayTeam
        self.neutral = neutral
        self.status = status
        self.tipoff = tipoff
        self.hasResults = hasResults
    }

    /// The columns that `read` needs.
    static let columns = [
        "game_id", "game_date", "home_team_id", "away_team_id", "neutral_site", "status", "tipoff_utc", "origin",
        "home_team", "away_team",
    ]
}

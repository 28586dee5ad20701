import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// An as-of unit's input digest covers what the unit reads, no more and no less (`engine.md` section 2).
@Suite struct AsOfDigestTests {
    private static let asOf = Registry.tables.filter { $0.planned.kind == .asOf }.map(\.name)
    private static let options = LeagueOptions(
        seed: 51, seasons: [Season(startYear: 2022), Season(startYear: 2023)], teams: 4, gamesPerTeam: 30)
    private static let bootstrapDays = 14

    private func digests(_ lab: Lab) async throws -> [Unit: String] {
        let ledger = try await lab.states().ledger
        return Dictionary(
            uniqueKeysWithValues: Self.asOf.flatMap { ledger.entries(of: $0).values }.map { ($0.unit, $0.inputDigest) })
    }

    /// Changes the first line of a file for which the change gives another, and imports it.
    private func correct(_ lab: Lab, _ path: String, _ change: ([String]) -> [String]?) async throws {
        let text = String(decoding: try lab.folder.read("files/\(path)"), as: UTF8.self)
        var lines = text.split(separator: "\n").map(String.init)
        for index in lines.indices.dropFirst() {
            let fields = lines[index].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard let changed = change(fields) else { continue }
            lines[index] = changed.joined(separator: ",")
            try await lab.importFiles([try lab.folder.write("changed/\(path)", lines.joined(separator: "\n") + "\n")])
            return
        }
        Issue.record("no line of \(path) to change")
    }

    @Test func orderOfImportsDoesNotMatter() async throws {
        let whole = try await Lab.simulated(Self.options)
        try await whole.backfill()
        let league = SimulatedLeague(Self.options)
        let lab = try Lab()
        try league.write(to: lab.folder.path("files"))
        // Shots come behind the games that they are of.
        for file in [6, 4, 1, 3, 0, 5, 2].map({ league.files[$0] }) {
            try await lab.importFiles([lab.folder.path("files/\(file.path)")])
        }
        try await lab.backfill()
        let (a, b) = (try await digests(whole), try await digests(lab))
        #expect(a == b && a.count > 200)
    }

    /// Assists and steals stand in no declaration of an as-of table.
    @Test func undeclaredColumnChangesNoDigest() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let before = try await digests(lab)
        let ledger = try await lab.states().ledger
        try await correct(lab, "game_logs_players/player_gamelogs_2022-23.csv") { fields in
            var fields = fields
            let (assists, steals) = (23, 24)
            for column in [assists, steals] { fields[column] = "\((Int(fields[column]) ?? 0) + 1)" }
            return fields
        }
        let outcome = try await lab.backfill()
        let touched = outcome.results.filter { !$0.isUnchanged }.map(\.entry.unit.table)
        #expect(touched.contains("player_game_summary") && Set(touched).isSubset(of: History.sources))
        #expect(outcome.unchanged > 0 && outcome.results.contains { Self.asOf.contains($0.entry.unit.table) })
        #expect(try await digests(lab) == before)
        let after = try await lab.states().ledger
        for table in Self.asOf {
            for (day, entry) in ledger.entries(of: table) {
                let now = after.entries(of: table)[day]
                #expect(now?.changedRun == entry.changedRun && now?.outputDigest == entry.outputDigest, "\(entry.unit)")
            }
        }
    }

    /// A point more for one player: exactly the units of 4.4 and 4.5 that have him among their candidates later on.
    @Test func pointsChangeTheUnitsOfTheirPlayer() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let before = try await digests(lab)
        let league = SimulatedLeague(Self.options)
        let game = league.seasons[0].games[17]
        let line = try #require(
            game.home.lines.first { ($0.stats[.freeThrowMakes] ?? 0) < ($0.stats[.freeThrowAttempts] ?? 0) })
        try await correct(lab, "game_logs_players/player_gamelogs_2022-23.csv") { fields in
            guard fields[1] == "\(line.player.id)", fields[6] == "\(game.id)" else { return nil }
            var fields = fields
            let (freeThrows, points) = (17, 28)
            for column in [freeThrows, points] { fields[column] = "\((Int(fields[column]) ?? 0) + 1)" }
            return fields
        }
        try await lab.backfill()
        let after = try await digests(lab)
        let changed = Set(after.filter { before[$0.key] != $0.value }.keys)
        var expected: Set<Unit> = []
        for (date, season) in HandCandidates.dates(league, line.player.id, after: game.date) {
            let games = HandCandidates.appearances(league, line.player.id).filter {
                $0.season == season && $0.date < date
            }
            // A career's mean is made for those alone who have the season's minimum of 5 games.
            if season == 0 || games.count >= 5 { expected.insert(Unit("player_daily_cache", date)) }
            expected.insert(Unit("ml_feature_store", date))
        }
        #expect(changed == expected, "\(changed.symmetricDifference(expected).sorted())")
        #expect(expected.contains { $0.date > league.seasons[1].games[0].date })
    }

    /// A shot that moves from the paint to mid-range: the windows of 20 games of its shooter and of 15 of the defence.
    @Test func zonesChangeTheUnitsWhoseWindowsHoldTheGame() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let before = try await digests(lab)
        let league = SimulatedLeague(Self.options)
        let game = league.seasons[0].games[17]
        var shooter = 0
        var team = 0
        try await correct(lab, "shots/NBA_2023_Shots.csv") { fields in
            guard fields[9] == "\(game.id.number)", fields[16] == "Restricted Area" else { return nil }
            var fields = fields
            (team, shooter) = (Int(fields[2]) ?? 0, Int(fields[4]) ?? 0)
            fields[16] = "Mid-Range"
            return fields
        }
        try await lab.backfill()
        let after = try await digests(lab)
        let changed = Set(after.filter { before[$0.key] != $0.value }.keys)
        func of(_ table: String) -> Set<GameDate> { Set(changed.filter { $0.table == table }.map(\.date)) }
        let played = HandCandidates.appearances(league, shooter).filter { $0.season == 0 && $0.date > game.date }
        let shooting = HandCandidates.dates(league, shooter, after: game.date).filter { date, season in
            season == 0 && played.count { $0.date < date } < 20
        }
        #expect(of("player_shot_zone_analysis") == Set(shooting.map(\.date)))
        let defender = game.home.team.id == team ? game.away.team.id : game.home.team.id
        let games = league.seasons[0].games
        let later = games.filter { $0.date > game.date }
        let defending = later.filter { played in
            let since = later.count { $0.date < played.date && [$0.home.team.id, $0.away.team.id].contains(defender) }
            return played.date - games[0].date >= Self.bootstrapDays && since < 15
        }
        #expect(of("team_defense_zone_analysis") == Set(defending.map(\.date)))
        #expect(defending.count < later.count && !defending.isEmpty && !shooting.isEmpty)
        for table in ["upcoming_team_game_context", "upcoming_player_game_context"] { #expect(of(table).isEmpty) }
    }
}

/// Who is a candidate when, by plain loops over a simulated league: its players never change their team.
enum HandCandidates {
    /// Dates on which a player appeared, and the season's position.
    static func appearances(_ league: SimulatedLeague, _ player: Int) -> [(date: GameDate, season: Int)] {
        league.seasons.enumerated().flatMap { season, played in
            played.games.filter { game in (game.home.lines + game.away.lines).contains { $0.player.id == player } }
                .map { ($0.date, season) }
        }
    }

    /// Dates behind the bootstrap days on which a player is a candidate, after a date.
    static func dates(_ league: SimulatedLeague, _ player: Int, after: GameDate) -> [(date: GameDate, season: Int)] {
        guard let team = league.teams.first(where: { $0.players.contains { $0.id == player } })?.id else { return [] }
        let own = appearances(league, player)
        var found: [(GameDate, Int)] = []
        for (season, played) in league.seasons.enumerated() {
            let games = played.games.filter { $0.home.team.id == team || $0.away.team.id == team }.map(\.date)
            for (number, date) in games.enumerated() where date > after && date - games[0] >= 14 {
                let before = own.filter { $0.season == season && $0.date < date }
                if let last = before.last {
                    if games[..<number].suffix(10).contains(last.date) { found.append((date, season)) }
                } else if number < 10, let last = own.last(where: { $0.season == season - 1 }),
                    let end = league.seasons[season - 1].games.last?.date, end - last.date < 120
                {
                    found.append((date, season))
                }
            }
        }
        return found
    }
}

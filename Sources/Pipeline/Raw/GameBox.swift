import Basketball
import Storage

/// A final game with everything that summaries read of it: the same for all three tables.
package final class GameBox: Sendable {
    package let id: GameID
    package let date: GameDate
    package let home: TeamSide
    package let away: TeamSide
    /// Lines in the order of player ids.
    package let players: [PlayerLine]
    /// Zone counts by player; nil when the game has no shots.
    package let playerZones: [Int: ZoneCounts]?
    /// The game has shots, and those of both teams agree with the box score.
    package let hasZones: Bool

    /// The points line of each player who has one, last captured before tip-off.
    package let pointsLines: [Int: PointsLine]
    /// Such as `2023-24`.
    package let seasonName: String
    /// Hash of what the team summaries read.
    let teamDigest: Digest128
    /// Hash of what the player summary reads.
    let playerDigest: Digest128

    init(
        id: GameID, date: GameDate, home: TeamSide, away: TeamSide, players: [PlayerLine],
        playerZones: [Int: ZoneCounts]?, hasZones: Bool, pointsLines: [Int: PointsLine], digests: GameDigests
    ) {
        self.id = id
        self.date = date
        self.home = home
        self.away = away
        self.players = players
        self.playerZones = playerZones
        self.hasZones = hasZones
        self.pointsLines = pointsLines
        teamDigest = digests.team
        playerDigest = digests.player
        seasonName = "\(id.season)"
    }

    /// The team's side and the other; nil when the team is not in the game.
    package func sides(of team: Int) -> (own: TeamSide, other: TeamSide)? {
        team == home.teamID ? (home, away) : team == away.teamID ? (away, home) : nil
    }
}

/// One of the two teams of a game: its official row, or one made from its players.
package final class TeamSide: Sendable {
    package let teamID: Int
    package let team: String
    package let isHome: Bool
    package let won: Bool?
    package let stats: CountingStats
    package let overtimes: Int
    /// Zone counts; nil when the game has no shots.
    package let zones: ZoneCounts?
    /// What lowers the quality of the team's row, but for the shots.
    package let issues: QualityIssues

    init(
        teamID: Int, team: String, isHome: Bool, won: Bool?, stats: CountingStats, overtimes: Int, zones: ZoneCounts?,
        issues: QualityIssues
    ) {
        self.teamID = teamID
        self.team = team
        self.isHome = isHome
        self.won = won
        self.stats = stats
        self.overtimes = overtimes
        self.zones = zones
        self.issues = issues
    }

    /// `240 + 25 x overtimes`: the sources' own sums are rounded.
    package var minutes: Int { 240 + 25 * overtimes }
}

/// Puts a game together.
struct GameBoxBuilder {
    let id: GameID
    let date: GameDate
    let teams: [TeamLine]
    let players: [PlayerLine]
    let shots: GameShots?
    var pointsLines: [Int: PointsLine] = [:]

    /// The game; nil when a team has neither its row nor five players.
    func build(home: (id: Int, code: String), away: (id: Int, code: String)) -> GameBox? {
        guard let homeDraft = draft(home.id, home.code), let awayDraft = draft(away.id, away.code) else { return nil }
        let sides = [(homeDraft, awayDraft, true), (awayDraft, homeDraft, false)].map { own, other, isHome in
            side(own, other, isHome: isHome)
        }
        let agrees = sides.allSatisfy { side in
            let counts = side.zones ?? ZoneCounts()
            return counts.makes == side.stats[.fieldGoalMakes] && counts.attempts == side.stats[.fieldGoalAttempts]
        }
        return GameBox(
            id: id, date: date, home: sides[0], away: sides[1], players: players, playerZones: shots?.players,
            hasZones: shots != nil && agrees, pointsLines: pointsLines,
            digests: GameDigests(
                id: id, date: date, sides: [home, away], teams: teams, players: players, shots: shots,
                pointsLines: pointsLines))
    }

    /// A team's row before the other team is known.
    private struct Draft {
        let teamID: Int
        let team: String
        let line: TeamLine?
        let stats: CountingStats
    }

    private func draft(_ id: Int, _ code: String) -> Draft? {
        if let line = teams.first(where: { $0.teamID == id }) {
            return Draft(teamID: id, team: line.team, line: line, stats: line.stats)
        }
        let own = players.filter { $0.teamID == id }
        guard own.count >= 5 else { return nil }
        var sum = CountingStats.zero
        for player in own where player.played { sum = sum + player.stats }
        // A team's plus-minus is its margin, not the sum of its players'.
        sum[.plusMinus] = nil
        return Draft(teamID: id, team: own.first?.team ?? code, line: nil, stats: sum)
    }

    private func side(_ own: Draft, _ other: Draft, isHome: Bool) -> TeamSide {
        var issues: QualityIssues = []
        if own.line == nil { issues.insert(.reconstructed) }
        if own.line?.isBackup == true { issues.insert(.backupSource) }
        let seconds = own.line?.seconds ?? other.line?.seconds
        if seconds == nil { issues.insert(.teamMinutesAssumed) }
        if Formula.pointsMismatch(own.stats) { issues.insert(.pointsMismatch) }
        if own.stats.hasUnknownCount { issues.insert(.missingRequired) }
        if differs(own) { issues.insert(.teamTotalMismatch) }
        return TeamSide(
            teamID: own.teamID, team: own.team, isHome: isHome, won: own.line?.won ?? winner(own, other),
            stats: own.stats, overtimes: seconds.map { Formula.overtimes(teamSeconds: $0) } ?? 0,
            zones: shots.map { $0.teams[own.teamID] ?? ZoneCounts() }, issues: issues)
    }

    /// From the points, where no source says it.
    private func winner(_ own: Draft, _ other: Draft) -> Bool? {
        guard let points = own.stats[.points], let against = other.stats[.points], points != against else { return nil }
        return points > against
    }

    /// Whether the players' points sum to something else than the team's; false while either is unknown.
    private func differs(_ own: Draft) -> Bool {
        let lines = players.filter { $0.teamID == own.teamID && $0.played }
        guard let points = own.stats[.points], !lines.isEmpty else { return false }
        var sum = 0
        for line in lines {
            guard let scored = line.stats[.points] else { return false }
            sum += scored
        }
        return sum != points
    }
}

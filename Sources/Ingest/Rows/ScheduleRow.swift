import Basketball

/// What is to become of a game.
enum GameStatus: String, Sendable, CaseIterable {
    case scheduled, final, postponed, cancelled
}

/// A game as a schedule has it.
struct ScheduleRow: Sendable {
    let kind: SourceKind
    let game: GameID
    let date: GameDate
    let home: Int
    let away: Int
    let homeTeam: String
    let awayTeam: String
    /// Full names; empty where the source does not say.
    let homeName: String
    let awayName: String
    let neutral: Bool
    let status: GameStatus
    let tipoff: Instant?
    let origin: Origin
}

/// A line of a list of fixtures: no ids, full names of teams.
struct FixtureRow: Sendable {
    let tipoff: Instant
    let home: String
    let away: String
    let origin: Origin
}

import Planning
import Storage

/// What a table keeps of one past game of a player or team: just the columns that it declares.
package protocol PastRow: Sendable {
    /// Which dates before D it reads.
    static var scope: TableInput.Scope { get }
    /// Reads the declared columns, by position.
    init(_ cells: InputCells)
    /// Takes up running values of the same entity's game before, so that sums over a season or a career cost nothing.
    mutating func follow(_ previous: Self, isSameSeason: Bool)
}

extension PastRow {
    package static var scope: TableInput.Scope { .seasonBefore }
    package mutating func follow(_ previous: Self, isSameSeason: Bool) {}
}

/// A past appearance: columns of `player_game_summary`, then those of the own team's `team_offense_game_summary` row.
package protocol PlayerGameRow: PastRow {
    static var playerColumns: [String] { get }
    static var teamColumns: [String] { get }
}

/// A past team-game: columns of `team_offense_game_summary`, then of `team_defense_game_summary`.
package protocol TeamGameRow: PastRow {
    static var offenseColumns: [String] { get }
    static var defenseColumns: [String] { get }
}

/// Of a table that reads no past appearances.
package struct NoPlayerGames: PlayerGameRow {
    package static let playerColumns: [String] = []
    package static let teamColumns: [String] = []
    package init(_ cells: InputCells) {}
}

/// Of a table that reads no past team-games.
package struct NoTeamGames: TeamGameRow {
    package static let offenseColumns: [String] = []
    package static let defenseColumns: [String] = []
    package init(_ cells: InputCells) {}
}

/// A row of another as-of table on the very date: just the columns that the reader declares.
package protocol SameDayRow: Sendable {
    /// The table that reads it; no other can.
    associatedtype Reader: AsOfTable
    /// The table that is read.
    static var table: String { get }
    static var columns: [String] { get }
    static var isRequired: Bool { get }
    init(_ cells: InputCells)
}

extension SameDayRow {
    package static var isRequired: Bool { true }
}

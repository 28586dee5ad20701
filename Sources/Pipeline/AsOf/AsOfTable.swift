import Basketball
import Planning
import Storage

/// A table whose rows of a date D are made of what was known before D (3.4-4.5): a pure function of an `AsOfDay`.
///
/// Conform to it in one file and list the type in `Registry.tables`; plan, order, coverage, export and documentation
/// follow from the declaration.
package protocol AsOfTable: SendableMetatype {
    /// What the column rules see of a row: an object, so that a row is not copied for each of its columns.
    associatedtype Row: AnyObject
    /// What it reads of past appearances.
    associatedtype PlayerGame: PlayerGameRow = NoPlayerGames
    /// What it reads of past team-games.
    associatedtype TeamGame: TeamGameRow = NoTeamGames

    /// The SQL name.
    static var name: String { get }
    static var stage: PlannedTable.Stage { get }
    /// Grows whenever the output for the same input changes.
    static var version: Int { get }
    /// What the table tells, in a sentence.
    static var meaning: String { get }
    /// What a row is about, in the plural, for coverage: `team-games`.
    static var noun: String { get }
    /// Name of the column that holds D.
    static var dateColumn: String { get }
    /// Key columns behind the date, in key order.
    static var key: [String] { get }
    /// Columns in their published order, the date and the key first.
    static var columns: [ColumnRule<Row>] { get }
    /// What it reads of other as-of tables on the same date.
    static var sameDay: [any SameDayRow.Type] { get }

    /// The rows of a date, in key order.
    static func rows(_ day: AsOfDay<Self>) -> AsOfRows<Row>
    /// A hard range check: what is wrong with a row that must not be stored; nil when nothing is.
    static func fault(_ row: Row) -> String?
    /// Whether one faulty row fails the whole unit; else the row alone is refused.
    static var faultFailsUnit: Bool { get }
}

extension AsOfTable {
    package static var dateColumn: String { "game_date" }
    package static var sameDay: [any SameDayRow.Type] { [] }
    package static func fault(_ row: Row) -> String? { nil }
    package static var faultFailsUnit: Bool { false }

    /// Everything that it reads, as the views and markers declare it.
    static var inputs: [TableInput] {
        var inputs: [TableInput] = []
        let (offense, defense, players) = (History.sources[0], History.sources[1], History.sources[2])
        var ofTeams: [String] = []
        var scope = TableInput.Scope.seasonBefore
        if PlayerGame.self != NoPlayerGames.self {
            inputs.append(TableInput(players, PlayerGame.playerColumns, PlayerGame.scope))
            ofTeams = PlayerGame.teamColumns
            scope = PlayerGame.scope
        }
        if TeamGame.self != NoTeamGames.self {
            ofTeams += TeamGame.offenseColumns.filter { !ofTeams.contains($0) }
            if TeamGame.scope == .before { scope = .before }
            if !TeamGame.defenseColumns.isEmpty {
                inputs.append(TableInput(defense, TeamGame.defenseColumns, TeamGame.scope))
            }
        }
        if !ofTeams.isEmpty || TeamGame.self != NoTeamGames.self {
            inputs.insert(TableInput(offense, ofTeams, scope), at: 0)
        }
        inputs += sameDay.map { TableInput($0.table, $0.columns, .sameDate, isRequired: $0.isRequired) }
        inputs.append(TableInput("games", ScheduledGame.columns, .sameDate))
        if self is any ReadsPeople.Type {
            inputs.append(TableInput("players", ["birthdate"], .before, isRequired: false))
        }
        if self is any ReadsGameLines.Type {
            inputs.append(TableInput("game_lines", ["home_spread", "total"], .sameDate, isRequired: false))
        }
        if self is any ReadsPlayerLines.Type {
            inputs.append(TableInput("player_lines", ["line"], .sameDate, isRequired: false))
        }
        return inputs
    }
}

/// Every row is of one player, and made of his own past, facts and rows, and of what is not of players: never of another's.
/// Then a correction of one player's past is one row of a unit, and not all of them (`PatchPhase`). The key is date and
/// `player_id`.
package protocol RowsOfPlayers: AsOfTable {}
/// The table reads birthdates.
package protocol ReadsPeople: AsOfTable {}
/// The table reads the spreads and totals of D that were captured before tip-off.
package protocol ReadsGameLines: AsOfTable {}
/// The table reads the points lines of D that were captured before tip-off.
package protocol ReadsPlayerLines: AsOfTable {}

/// The rows of a unit, and who has none.
package struct AsOfRows<Row> {
    /// Entities without a row, counted by the reason for it.
    package struct Absence: Sendable, Hashable {
        let reason: String
        let count: Int
        /// What they are, in the plural.
        let noun: String

        package var text: String { "\(reason)(\(count) \(count == 1 ? String(noun.dropLast()) : noun))" }
    }

    package var rows: [Row] = []
    /// Expected and absent.
    private(set) var missing: [Absence] = []
    /// Not expected.
    private(set) var notExpected: [Absence] = []

    package init() {}

    /// Notes entities that are expected and have no row.
    package mutating func missing(_ reason: String, _ count: Int, _ noun: String) {
        if count > 0 { missing.append(Absence(reason: reason, count: count, noun: noun)) }
    }

    /// Notes entities of which no row is expected.
    package mutating func notExpected(_ reason: String, _ count: Int, _ noun: String) {
        if count > 0 { notExpected.append(Absence(reason: reason, count: count, noun: noun)) }
    }
}

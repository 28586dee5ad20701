import Basketball
import Planning
import Storage

/// A table computed from the raw rows of one date alone (3.1-3.3): a pure function of a `GameDay`.
///
/// Conform to it in one file and list the type in `Registry.tables`; plan, order, coverage, export and documentation
/// follow from the declaration.
package protocol SummaryTable: SendableMetatype {
    /// What the column rules see of a row: an object, so that a row is not copied for each of its columns.
    associatedtype Row: AnyObject

    /// The SQL name.
    static var name: String { get }
    /// Grows whenever the output for the same input changes.
    static var version: Int { get }
    /// What the table tells, in a sentence.
    static var meaning: String { get }
    /// What a row is about, in the plural, for coverage: `team-games`.
    static var noun: String { get }
    /// Key columns behind the date, in key order.
    static var key: [String] { get }
    /// Columns in their published order.
    static var columns: [ColumnRule<Row>] { get }
    /// The raw tables that it reads, all of the same date, and their columns.
    static var inputs: [TableInput] { get }
    /// Settings that its rows depend on.
    static var settings: [PipelineSettings.Name] { get }

    /// How many rows a date should have.
    static func rowsExpected(_ day: DayFacts) -> Int
    /// The rows of a date, in key order.
    static func rows(_ day: GameDay) -> [Row]
    /// What is missing though the games can be put together.
    static func absence(_ day: GameDay) -> SummaryAbsence
    /// Hash of what it reads of a game: equal hashes give equal rows.
    static func digest(_ box: GameBox) -> Digest128
    /// A hard range check: what is wrong with a row that must not be stored; nil when nothing is.
    static func fault(_ row: Row) -> String?
    /// Values that are unknown for reasons of their own, counted by reason, for the unit's report.
    static func remarks(_ rows: [Row]) -> [String]
}

extension SummaryTable {
    package static func fault(_ row: Row) -> String? { nil }
    package static var settings: [PipelineSettings.Name] { [] }
    package static func remarks(_ rows: [Row]) -> [String] { [] }
    package static func absence(_ day: GameDay) -> SummaryAbsence { SummaryAbsence() }
}

/// Rows that a date lacks.
package struct SummaryAbsence {
    /// Games without the box scores of a team.
    var games: [GameID] = []
    /// How many rows at least, beyond those that `rowsExpected` counts.
    var rows = 0
    /// Rows that were refused at the door.
    var quarantined = 0
}

import Basketball
import Storage

/// What planning needs to know of a table. Shared by all who ask.
package final class PlannedTable: Sendable {
    /// What its processors get to see (`engine.md` section 4).
    package enum Kind: String, Sendable {
        /// The raw rows of its date alone.
        case summary
        /// What was known before its date, and the schedule of the date.
        case asOf = "as-of"
    }

    /// The part of the pipeline it belongs to; `--tables` selects by it.
    package enum Stage: String, Sendable, CaseIterable {
        case analytics = "stage3"
        case precompute = "stage4"
        case features
    }

    package let schema: TableSchema
    package let kind: Kind
    package let stage: Stage
    /// Version of the code that computes it.
    package let version: Int
    /// What a row is about, in the plural: `team-games`, `player-games`.
    package let noun: String
    /// The tables that it reads.
    package let inputs: [TableInput]
    /// Names of the settings that its rows depend on.
    package let settings: [PipelineSettings.Name]
    /// How many rows a date with final games should have; nil where only computing tells.
    let countRows: (@Sendable (DayFacts) -> Int)?

    package init(
        _ schema: TableSchema, kind: Kind, stage: Stage, version: Int, noun: String, inputs: [TableInput],
        settings: [PipelineSettings.Name] = [], countRows: (@Sendable (DayFacts) -> Int)? = nil
    ) {
        self.schema = schema
        self.kind = kind
        self.stage = stage
        self.version = version
        self.noun = noun
        self.inputs = inputs
        self.settings = settings
        self.countRows = countRows
        var text = "\(schema.name) v\(version)\n"
        for column in schema.columns { text += "\(column.name) \(column.type.rawValue)\n" }
        declaration = text
    }

    package var name: String { schema.name }
    /// Name, version and columns: part of what a unit's input digest is made of.
    package let declaration: String

    /// Whether rows are expected on a date, and how many.
    package func expectation(_ day: DayFacts, _ calendar: LeagueCalendar, _ settings: PipelineSettings) -> Expectation {
        switch kind {
        case .summary:
            let rows = countRows?(day) ?? 0
            return rows > 0 ? .rows(rows) : .none(calendar.absence(day.date))
        case .asOf:
            guard let season = day.season else { return .none(calendar.absence(day.date)) }
            if stage != .analytics, settings.bootstrapMode == .strict, let start = calendar.start(of: season) {
                let number = day.date - start
                if number >= 0, number < settings.bootstrapDays {
                    return .none("bootstrap(day \(number + 1) of \(settings.bootstrapDays))")
                }
            }
            return .rows(nil)
        }
    }
}

/// Whether a unit should have rows.
package enum Expectation: Sendable, Hashable {
    /// None, and why.
    case none(String)
    /// Some; how many, where that is known without computing.
    case rows(Int?)
}

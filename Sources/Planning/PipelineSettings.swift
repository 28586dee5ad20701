/// The settings on which results depend; all others only say where and how fast.
package struct PipelineSettings: Sendable, Hashable {
    /// What becomes of the first days of a season (`tables.md` section 4.6).
    package enum BootstrapMode: String, Sendable, Hashable, CaseIterable {
        /// They are not expected in any table of stage 4.
        case strict
        /// They are expected, and each row stands on its own minimum.
        case graded
    }

    package var bootstrapMode: BootstrapMode
    /// How many days from the season's start are bootstrap days.
    package var bootstrapDays: Int
    /// Whose lines are taken, the first that has one; unnamed bookmakers follow by name.
    package var bookmakers: [String]
    /// Share of its expected rows, 0-1, from which a `partial` unit is ready for those that read it.
    package var minComplete: Double
    /// The same for single tables, by their names.
    package var minCompleteByTable: [String: Double]

    package init(
        bootstrapMode: BootstrapMode = .strict, bootstrapDays: Int = 14,
        bookmakers: [String] = [
            "draftkings", "fanduel", "betmgm", "caesars", "pinnacle", "prizepicks", "underdog",
        ],
        minComplete: Double = 0.98, minCompleteByTable: [String: Double] = [:]
    ) {
        self.bootstrapMode = bootstrapMode
        self.bootstrapDays = bootstrapDays
        self.bookmakers = bookmakers
        self.minComplete = minComplete
        self.minCompleteByTable = minCompleteByTable
    }

    /// What holds where nobody says otherwise.
    package static let standard = PipelineSettings()

    /// Share of its expected rows from which a `partial` unit of a table is ready for those that read it.
    package func minComplete(_ table: String) -> Double { minCompleteByTable[table] ?? minComplete }
}

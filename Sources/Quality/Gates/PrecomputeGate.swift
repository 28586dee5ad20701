import Pipeline
import Storage

extension Gate {
    /// 4.1 to 4.4: is what they should cover covered, and is what is stored right?
    package static let precompute = Gate(
        name: "precompute", meaning: "Do the tables of stage 4 cover what was played, and are their rows right?",
        tables: Preflight.stage4.map(\.name),
        // Who was measured against what was played needs to know what was.
        measures: Preflight.stage4.map(\.name) + [PlayerGameSummary.name],
        checks: [
            .coverage("games_of_expected_dates", expectedOnly: true),
            .coverage("games_of_all_dates", expectedOnly: false), .bootstrapDatesWithRows(),
            .participation(PlayerDailyCache.name), .unitsSucceeded(), .unitsFailedOfAll(),
            .each(.staleUnits()), .each(.rowsUnlikeLedger()), .each(.lacking("stray_rows", "game_of_date", of: "rows")),
            .each(.lacking("uncovered_games", "covered_type", of: "rows")), .spotChecksOfPast(),
        ])
}

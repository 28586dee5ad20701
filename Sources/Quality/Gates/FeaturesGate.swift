import Pipeline

extension Gate {
    /// 4.5: is enough known of everyone for a model to learn from?
    package static let features = Gate(
        name: "features", meaning: "Is enough known of every candidate, and which features are unknown most?",
        tables: [MLFeatureStore.name], measures: [MLFeatureStore.name, PlayerGameSummary.name],
        checks: [
            .datesWritten(), .featuresAvailable(), .requiredFeatures(), .participation(MLFeatureStore.name),
            .staleUnits(), .rowsUnlikeLedger(), .lacking("stray_rows", "game_of_date", of: "rows"),
            .lacking("uncovered_games", "covered_type", of: "rows"), .regression(),
        ])
}

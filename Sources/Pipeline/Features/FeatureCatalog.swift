import Basketball

/// Every feature, in the order of its column. The command line prints it, and the documentation is made from it.
package enum FeatureCatalog {
    package static let all: [Feature] =
        [
            FeatureGroup.cache, FeatureGroup.context, FeatureGroup.factors, FeatureGroup.shooting, FeatureGroup.defense,
            FeatureGroup.team,
        ].flatMap(\.features) + own

    /// A feature by its name; nil when there is none.
    package static func feature(_ name: String) -> Feature? { all.first { $0.name == name } }

    private static let past = "player_game_summary before D"

    /// Those that are columns of no other table, in the order in which `MLFeatureStore.Row` appends them.
    private static let own: [Feature] = [
        Feature(
            "season_phase", .integer, unit: "0-3", 0...3, source: "upcoming_player_game_context.season_phase",
            required: true, "0 early, 1 mid, 2 late, 3 post"),
        Feature(
            "points_ewma", unit: "points", 0...100, source: past, required: true,
            "weighted mean points of all loaded games, half-life 8 games"),
        Feature(
            "minutes_ewma", unit: "minutes", 0...70, source: past, required: true,
            "weighted mean minutes of all loaded games, half-life 8 games"),
        Feature(
            "minutes_trend", unit: "minutes", -70...70, source: past,
            "mean minutes of the last 3 games of the season minus the last 10's"),
        Feature(
            "games_played_loaded", .integer, unit: "games", 1...3000, source: past, required: true,
            "all loaded appearances before D"),
        Feature(
            "days_since_last_appearance", .integer, unit: "days", 1...1500, source: past, required: true,
            "days since the last appearance of any season"),
    ]
}

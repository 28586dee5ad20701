import Basketball

/// Every feature, in the order of its column. The command line prints it, and the documentation is made from it.
package enum FeatureCatalog {
    package static let all: [Feature] =
        FeatureGroup.cache.features { $0.cache } + FeatureGroup.context.features { $0.candidate.cells }
        + FeatureGroup.factors.features { $0.factors.cells } + FeatureGroup.shooting.features { $0.shooting }
        + FeatureGroup.defense.features { $0.defense } + FeatureGroup.team.features { $0.team }
        + [
            Feature(
                "season_phase", .integer, unit: "0-3", 0...3, source: "upcoming_player_game_context.season_phase",
                required: true, "0 early, 1 mid, 2 late, 3 post"
            ) { Double($0.candidate.phase) }
        ] + career

    private static let past = "player_game_summary before D"

    private static let career: [Feature] = [
        Feature(
            "points_ewma", unit: "points", 0...100, source: past, required: true,
            "weighted mean points of all loaded games, half-life 8 games"
        ) { $0.career.points.mean },
        Feature(
            "minutes_ewma", unit: "minutes", 0...70, source: past, required: true,
            "weighted mean minutes of all loaded games, half-life 8 games"
        ) { $0.career.minutes.mean },
        Feature(
            "minutes_trend", unit: "minutes", -70...70, source: past,
            "mean minutes of the last 3 games of the season minus the last 10's"
        ) { $0.minutesTrend },
        Feature(
            "games_played_loaded", .integer, unit: "games", 1...3000, source: past, required: true,
            "all loaded appearances before D"
        ) { Double($0.career.games) },
        Feature(
            "days_since_last_appearance", .integer, unit: "days", 1...1500, source: past, required: true,
            "days since the last appearance of any season"
        ) { Double($0.daysSinceAppearance) },
    ]
}

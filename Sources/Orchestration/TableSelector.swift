import Documents
import Pipeline

/// Words that name computed tables: their names, stages, and a `+` for what they read or what reads them.
package enum TableSelector {
    private static let stages: [String: [String]] = [
        "stage3": [
            "team_offense_game_summary", "team_defense_game_summary", "player_game_summary",
            "upcoming_team_game_context", "upcoming_player_game_context",
        ],
        "stage4": [
            "team_defense_zone_analysis", "player_shot_zone_analysis", "player_composite_factors", "player_daily_cache",
        ],
        "features": ["ml_feature_store"],
    ]

    /// The tables that some selectors name, each once, in the registry's order.
    ///
    /// - Throws: an unknown word with the nearest known one.
    package static func tables(_ selectors: [String], place: String?) throws(DocumentError) -> [String] {
        let known = Registry.tables.map(\.name)
        var chosen: Set<String> = []
        for selector in selectors {
            if let stage = stages[selector] {
                chosen.formUnion(stage)
                continue
            }
            let name = String(selector.drop { $0 == "+" }.reversed().drop { $0 == "+" }.reversed())
            guard known.contains(name) else {
                let words = known + stages.keys.sorted()
                throw DocumentError(
                    "there is no table '\(name)'", place: place,
                    remedy: Nearest.name(to: name, among: words).map { "did you mean \($0)?" }
                        ?? "known are: \(words.joined(separator: ", "))")
            }
            chosen.insert(name)
            if selector.hasPrefix("+") {
                chosen.formUnion(closure(name) { table in Registry.table(table)?.reads ?? [] })
            }
            if selector.hasSuffix("+") {
                chosen.formUnion(
                    closure(name) { table in Registry.tables.filter { $0.reads.contains(table) }.map(\.name) })
            }
        }
        return known.filter(chosen.contains)
    }

    private static func closure(_ start: String, _ next: (String) -> [String]) -> Set<String> {
        var found: Set<String> = []
        var open = [start]
        while let table = open.popLast() {
            for other in next(table) where found.insert(other).inserted { open.append(other) }
        }
        return found
    }
}

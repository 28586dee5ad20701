import Basketball
import Pipeline
import Storage

extension Metric {
    /// What is measured of a table that tells what was known before a date's games.
    static func asOf(_ table: TableSchema) -> [Metric] {
        var metrics = [coveredType, gameOfDate, coveredGames]
        if table.key.contains("player_id") { metrics.append(played) }
        if table.name == MLFeatureStore.name { metrics += features }
        return metrics
    }

    private static let gameOfDate = Metric.rows("game_of_date", fault: "the game is not on this date") { unit in
        let ids = unit.batch["game_id"].integers
        return { row in
            guard GameID(number: ids[row])?.seasonType.isCovered == true else { return nil }
            return unit.games.contains(ids[row])
        }
    }

    /// 1 for the first row of each final game of which both teams have rows: their sum is how many are covered.
    private static let coveredGames = Metric("covered_games", .mean) { unit in
        let games = unit.batch["game_id"].integers
        let teams = zip(games, unit.batch["team_id"].integers).reduce(into: [Int: Set<Int>]()) {
            $0[$1.0, default: []].insert($1.1)
        }
        var seen: Set<Int> = []
        return games.map { game in
            unit.finals.contains(game) && teams[game]?.count == 2 && seen.insert(game).inserted ? 1 : nil
        }
    }

    /// 1 for each row whose player really played: their sum is how many participations are covered.
    private static let played = Metric("played") { unit in
        unit.batch["player_id"].integers.map { unit.played.contains($0) ? 1 : 0 }
    }

    /// How many rows know each feature, and all of them together.
    private static let features: [Metric] =
        [
            Metric("features_available", .mean, isRegressed: true) { unit in
                let shares = Counts(unit.batch).real("features_available")
                return (0..<unit.batch.count).map { shares($0) }
            }
        ]
        + FeatureCatalog.all.map { feature in
            .rows(known(feature.name), isRegressed: true, fault: "\(feature.name) is unknown") { unit in
                let vector = unit.batch[feature.name]
                return { !vector.isNull($0) }
            }
        }

    /// The metric of how often a feature is known.
    static func known(_ feature: String) -> String { "known(\(feature))" }
}

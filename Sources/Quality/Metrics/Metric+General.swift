import Basketball
import Pipeline
import Storage

extension Metric {
    /// Grows whenever a metric changes its meaning, so that stored sums are made anew.
    static let version = 2

    /// What is measured of a table: what its columns allow, and what is declared for it alone.
    package static func all(of table: TableSchema) -> [Metric] {
        let names = Set(table.columns.map(\.name))
        var metrics = [Metric("rows", .mean) { unit in Array(repeating: 1, count: unit.batch.count) }]
        if Registry.table(table.name)?.planned.kind == .asOf { return metrics + asOf(table) }
        if names.contains("game_id") { metrics += games }
        if names.isSuperset(of: ["quality_score", "quality_issues", "is_production_ready"]) { metrics += quality }
        if names.contains("season") { metrics.append(season) }
        switch table.name {
        case TeamOffenseGameSummary.name: return metrics + teams + offense
        case TeamDefenseGameSummary.name: return metrics + teams + defense
        case PlayerGameSummary.name: return metrics + players
        default: return metrics
        }
    }

    private static let games: [Metric] = [
        // 1 for the first row of each final game: their sum is how many have rows.
        Metric("distinct_games", .mean) { unit in
            var seen: Set<Int> = []
            return unit.batch["game_id"].integers.map { unit.finals.contains($0) && seen.insert($0).inserted ? 1 : nil }
        },
        coveredType,
        .rows("final_game", fault: "the game is not final on this date") { unit in
            let ids = unit.batch["game_id"].integers
            return { row in
                guard GameID(number: ids[row])?.seasonType.isCovered == true else { return nil }
                return unit.finals.contains(ids[row])
            }
        },
    ]

    static let coveredType = Metric.rows("covered_type", fault: "a preseason or All-Star game") { unit in
        let ids = unit.batch["game_id"].integers
        return { GameID(number: ids[$0])?.seasonType.isCovered ?? false }
    }

    private static let quality: [Metric] = [
        Metric("quality_score", .mean, isRegressed: true) { unit in
            unit.batch["quality_score"].integers.map { Double($0) }
        },
        .rows("production_ready", isRegressed: true, fault: "not production-ready") { unit in
            let ready = unit.batch["is_production_ready"]
            return { ready.boolean($0) ?? false }
        },
        .rows("no_blocking_issue", fault: "points_mismatch or missing_required") { unit in
            let issues = unit.batch["quality_issues"].texts
            return { row in
                let names = issues[row].split(separator: ";")
                return !names.contains("points_mismatch") && !names.contains("missing_required")
            }
        },
    ]

    private static let season = Metric.rows("season_of_game", fault: "the season is not that of the game id") { unit in
        guard unit.batch.columns.contains(where: { $0.name == "game_id" }) else { return { _ in nil } }
        let ids = unit.batch["game_id"].integers
        let seasons = unit.batch["season"].texts
        return { row in GameID(number: ids[row]).map { "\($0.season)" == seasons[row] } }
    }

    /// 1 for a row whose entity has no other row in the unit.
    static func unique(_ column: String) -> Metric {
        Metric("unique", fault: "another row of this \(column) on the date") { unit in
            let ids = unit.batch[column].integers
            let counts = ids.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
            return ids.map { counts[$0] == 1 ? 1 : 0 }
        }
    }
}

/// Integer columns of a unit, by name.
struct Counts {
    private let vectors: [String: ColumnVector]

    init(_ batch: ColumnBatch) {
        vectors = Dictionary(uniqueKeysWithValues: zip(batch.columns, batch.vectors).map { ($0.name, $1) })
    }

    /// A column's values by row.
    func column(_ name: String) -> (Int) -> Int? {
        guard let vector = vectors[name] else { return { _ in nil } }
        let values = vector.integers
        return { vector.isNull($0) ? nil : values[$0] }
    }

    func real(_ name: String) -> (Int) -> Double? {
        guard let vector = vectors[name] else { return { _ in nil } }
        let values = vector.reals
        return { vector.isNull($0) ? nil : values[$0] }
    }
}

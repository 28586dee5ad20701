import Pipeline
import Storage

/// Checks of how much the features know.
extension Check {
    /// The mean share of features that are known; its failing rows are the features that are unknown most, and why.
    static func featuresAvailable() -> Check {
        .single("features_available") { context in
            let sum = context.sums.total("features_available")
            let empty = try await EmptySources(context.warehouse)
            let unknown = FeatureCatalog.all.map { ($0, context.sums.total(Metric.known($0.name))) }
                .filter { $0.1.lacking > 0 }.sorted { $0.1.lacking > $1.1.lacking }
            let worst = unknown.prefix(3).map { feature, known in
                "\(feature.name) \(ReportText.percent(known.lacking / known.denominator))"
            }
            return .ratio(
                sum.numerator, sum.denominator, of: "candidates",
                note: worst.isEmpty ? "" : "unknown most: \(worst.joined(separator: ", "))",
                failing: unknown.map { row($0, $1, empty) })
        }
    }

    /// The least known of the features that a model needs.
    static func requiredFeatures() -> Check {
        .single("required_features") { context in
            let empty = try await EmptySources(context.warehouse)
            let known = FeatureCatalog.all.filter(\.isRequired)
                .map { ($0, context.sums.total(Metric.known($0.name))) }
            guard let least = known.min(by: { ($0.1.value ?? 1) < ($1.1.value ?? 1) }) else {
                return .none("no feature is required", of: "candidates")
            }
            return .ratio(
                least.1.numerator, least.1.denominator, of: "candidates",
                note: least.1.lacking > 0 ? "least known: \(least.0.name)" : "\(known.count) required features",
                failing: known.filter { $0.1.lacking > 0 }.map { row($0, $1, empty) })
        }
    }

    private static func row(_ feature: Feature, _ known: MetricSum, _ empty: EmptySources) -> FailingRow {
        let share = ReportText.percent(known.lacking / known.denominator)
        let why = empty.reason(feature).map { "; \($0)" } ?? ""
        return FailingRow(
            [.init("feature", feature.name)], "unknown of \(share) of candidates; from \(feature.source)\(why)")
    }
}

/// Why features are unknown: what no imported file has, and what tables ask for before they say anything.
struct EmptySources {
    private var reasons: [(words: [String], reason: String)] = []

    /// Words of a feature's name or source, what they are made from, and how to see whether there is any.
    private static let roots: [(words: [String], sql: String, reason: String)] = [
        (["points_line"], "SELECT 1 FROM player_lines LIMIT 1", "no player lines were imported"),
        (["game_spread", "game_total"], "SELECT 1 FROM game_lines LIMIT 1", "no game lines were imported"),
        (
            ["started_last_game"], "SELECT 1 FROM player_boxscores WHERE started IS NOT NULL LIMIT 1",
            "no source says who started"
        ),
        (["age_years"], "SELECT 1 FROM players WHERE birthdate IS NOT NULL LIMIT 1", "no birthdates were imported"),
        (
            ["paint_", "mid_range_", "three_pt_rate", "three_pt_pct", "three_pt_defense", "_zone_"],
            "SELECT 1 FROM shots LIMIT 1", "no shots were imported"
        ),
    ]

    init(_ warehouse: any Warehouse) async throws {
        _ = try await warehouse.prepare([
            RawTable.playerLines, RawTable.gameLines, RawTable.playerBoxScores, RawTable.players, RawTable.shots,
        ])
        for root in EmptySources.roots where try await warehouse.query(root.sql, limit: 1).count == 0 {
            reasons.append((root.words, root.reason))
        }
    }

    /// Tables without a row for whom there is too little to say.
    private static let minimums = [
        (PlayerDailyCache.name, "it has no row before a player's fifth game of the season"),
        (PlayerShotZoneAnalysis.name, "it has no row before five of the last ten games have shot zones"),
    ]

    /// Why a feature is unknown: its files are absent, or its table asks for a minimum; nil where neither is so.
    func reason(_ feature: Feature) -> String? {
        reasons.first { $0.words.contains { feature.name.contains($0) } }?.reason
            ?? EmptySources.minimums.first { feature.source.hasPrefix("\($0.0).") }?.1
    }
}

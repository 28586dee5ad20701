import Documents
import Pipeline
import Planning
import Testing

/// `--tables` in the grammar that dbt users know.
@Suite struct SelectorTests {
    private static let summaries = [
        "team_offense_game_summary", "team_defense_game_summary", "player_game_summary",
    ]
    private static let contexts = ["upcoming_team_game_context", "upcoming_player_game_context"]
    private static let zones = ["team_defense_zone_analysis", "player_shot_zone_analysis"]
    private static let rest = ["player_composite_factors", "player_daily_cache", "ml_feature_store"]
    private static let all = summaries + contexts + zones + rest

    struct Case: Sendable {
        let text: String
        let tables: [String]
    }

    static let cases = [
        Case(text: "all", tables: all), Case(text: "stage3", tables: summaries + contexts),
        Case(text: "stage4", tables: zones + ["player_composite_factors", "player_daily_cache"]),
        Case(text: "features", tables: ["ml_feature_store"]),
        Case(text: "player_daily_cache", tables: ["player_daily_cache"]),
        Case(
            text: "+team_defense_zone_analysis",
            tables: ["team_offense_game_summary", "team_defense_game_summary", "team_defense_zone_analysis"]),
        Case(
            text: "player_composite_factors+", tables: ["player_composite_factors", "ml_feature_store"]),
        Case(
            text: "team_defense_zone_analysis+",
            tables: ["team_defense_zone_analysis", "player_composite_factors", "ml_feature_store"]),
        Case(text: "+ml_feature_store", tables: all), Case(text: "team_offense_game_summary+", tables: []),
        // Written in any order, with spaces, twice: the registry's order, each once.
        Case(
            text: " features , player_daily_cache,features",
            tables: ["player_daily_cache", "ml_feature_store"]),
        Case(
            text: "+player_shot_zone_analysis+",
            tables: []),
    ]

    @Test(arguments: cases) func selects(one: Case) throws {
        let chosen = try TableSelector.select(one.text, among: Registry.planned).map(\.name)
        if !one.tables.isEmpty { #expect(chosen == one.tables, "\(one.text)") }
    }

    /// `+x+` is what `+x` and `x+` are together, and each closure holds what the declarations say, for every table.
    @Test func closuresFollowTheDeclarations() throws {
        func names(_ text: String) throws -> Set<String> {
            Set(try TableSelector.select(text, among: Registry.planned).map(\.name))
        }
        for table in Registry.planned {
            let (up, down) = (try names("+\(table.name)"), try names("\(table.name)+"))
            #expect(try names("+\(table.name)+") == up.union(down))
            for other in Registry.planned {
                let reads = Set(other.inputs.map(\.table)).intersection(Registry.planned.map(\.name))
                if up.contains(other.name) { #expect(reads.isSubset(of: up), "+\(table.name): \(other.name)") }
                if !reads.isDisjoint(with: down) { #expect(down.contains(other.name), "\(table.name)+: \(other.name)") }
            }
            #expect(up.intersection(down) == [table.name])
        }
    }

    @Test(arguments: ["stage5", "player_daily_cash", "+", "++", "+stage4x", "games"])
    func unknownWordsAreNamedWithTheirNearest(text: String) throws {
        let error = #expect(throws: TableSelector.Unknown.self) {
            _ = try TableSelector.select(text, among: Registry.planned)
        }
        let names = error?.names ?? []
        #expect(names.contains("stage4") && names.contains("all") && names.contains("player_daily_cache"))
        if text == "player_daily_cash" {
            #expect(Nearest.name(to: error?.name ?? "", among: names) == "player_daily_cache")
        }
        if text == "+stage4x" { #expect(error?.name == "stage4x") }
    }

    @Test func nothingSelectsNothing() throws {
        #expect(try TableSelector.select("", among: Registry.planned).isEmpty)
        #expect(try TableSelector.select(",", among: Registry.planned).isEmpty)
    }
}

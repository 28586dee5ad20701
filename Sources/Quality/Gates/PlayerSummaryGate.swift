import Pipeline
import Storage

extension Gate {
    /// 3.3, what players did.
    package static let playerSummary = Gate(
        name: "player_summary", meaning: "Is player_game_summary complete, consistent and fresh?",
        tables: [PlayerGameSummary.name],
        checks: [
            .rowsCovered("player-games"), .absolute("rows", "rows", of: "dates"),
            .share("minutes_known", "minutes_known", of: "player-games played"),
            .share("usage_known", "usage_known", of: "player-games of more than 0 minutes"),
            .share("zones_known", "zones_known", of: "player-games played"),
            .share("team_totals_agree", "team_total", of: "player-games"),
            .matched("players_matched", columns: ["player_id"], in: RawTable.players, of: "player-games"),
        ] + common(entity: "player_id", of: "player-games"))
}

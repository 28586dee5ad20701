import Basketball
import Documents
import Storage

/// Why a player has no features on a date.
struct NoCandidate {
    private let player: String
    private let date: GameDate
    /// Lookups of those who have.
    private let candidates: [String]

    /// - Parameter player: a name in any spelling, or an id.
    init(_ player: String, on date: GameDate, candidates: [String]) {
        self.player = player
        self.date = date
        self.candidates = candidates
    }

    /// What to tell the user: the name is not known, or where he appeared last and what his team does on the date.
    func fault(_ warehouse: SQLiteWarehouse) async throws -> Fault {
        let lookup = playerLookup(player)
        let key = Int(player).map { "player_id = \($0)" } ?? "player_lookup = '\(lookup)'"
        let last = try await warehouse.query(
            """
            SELECT team, team_id, game_date, player_id FROM player_game_summary
            WHERE \(key) AND game_date < '\(date)' AND NOT is_dnp ORDER BY game_date DESC LIMIT 1
            """, limit: 1)
        guard last.count == 1 else { return try await unknown(lookup, key, warehouse) }
        let (team, day) = (last.vectors[0].texts[0], last.vectors[2].texts[0])
        let games = try await warehouse.query(
            """
            SELECT 1 FROM games WHERE game_date = '\(date)' AND status IN ('final', 'scheduled')
            AND \(last.vectors[1].integers[0]) IN (home_team_id, away_team_id)
            """, limit: 1)
        let why =
            games.isEmpty
            ? "\(team), for which he appeared last, on \(day), has no game then"
            : "he appeared last on \(day), for \(team), too long ago for its last ten games"
        return Fault(
            "'\(player)' is no candidate on \(date): \(why)",
            remedy:
                "fullcourt query \"SELECT game_date FROM \(Self.table) WHERE player_id = \(last.vectors[3].integers[0])\"",
            status: .usage)
    }

    private static let table = "ml_feature_store"

    /// Of somebody who did not appear before the date, if there is such a person.
    private func unknown(_ lookup: String, _ key: String, _ warehouse: SQLiteWarehouse) async throws -> Fault {
        let later = try await warehouse.query(
            "SELECT min(iif(is_dnp, NULL, game_date)), count(*) FROM player_game_summary WHERE \(key)", limit: 1)
        if later.vectors[1].integer(0) ?? 0 > 0 {
            let first = later.vectors[0].text(0).map { "appeared for the first time on \($0)" } ?? "has never appeared"
            return Fault(
                "'\(player)' is no candidate on \(date): he \(first)", remedy: "who has no past has no features",
                status: .usage)
        }
        let known = try await warehouse.query(
            "SELECT DISTINCT player_lookup FROM player_game_summary ORDER BY 1", limit: nil)
        let names = (0..<known.count).map { known.vectors[0].texts[$0] }
        // A last name alone is what people type.
        let parts = lookup.isEmpty ? [] : candidates.sorted().filter { $0.contains(lookup) }
        let near =
            parts.isEmpty
            ? [Nearest.name(to: lookup, among: candidates) ?? Nearest.name(to: lookup, among: names)].compactMap(\.self)
            : Array(parts.prefix(5))
        return Fault(
            "no player is called '\(player)'",
            remedy: near.isEmpty
                ? "fullcourt query \"SELECT DISTINCT player_lookup FROM \(Self.table) WHERE game_date = '\(date)'\""
                : "did you mean \(near.joined(separator: ", "))?", status: .usage)
    }
}

/// Games of a schedule in the columns of `ScheduleGames`.
enum ScheduleTable {
    /// A game as the league's schedule, scoreboard and live feed have it.
    ///
    /// - Parameters:
    ///   - date: the league date.
    ///   - tipoff: UTC; empty when not yet known.
    static func row(_ game: JSONObject, date: String, tipoff: String) -> [String] {
        let (home, away) = (game.object("homeTeam"), game.object("awayTeam"))
        let status = status(
            game.text("gameStatus"), game.text("gameStatusText"), postponed: game.text("postponedStatus"))
        // A time that is still open is written as midnight.
        let isOpen = game.text("gameStatusText").uppercased().contains("TBD")
        return [
            game.text("gameId"), date, status, isOpen ? "" : tipoff,
            game.text("isNeutral") == "true" ? "true" : "false",
            home?.text("teamId") ?? "", home?.text("teamTricode") ?? "", name(home), away?.text("teamId") ?? "",
            away?.text("teamTricode") ?? "", name(away),
        ]
    }

    /// - Parameters:
    ///   - code: 1 scheduled, 2 under way, 3 over.
    ///   - text: such as `7:30 pm ET`, `Final`, `PPD`, `Cancelled`.
    ///   - postponed: `A` as planned, `P` or `Y` postponed.
    static func status(_ code: String, _ text: String, postponed: String) -> String {
        let text = text.uppercased()
        if text.hasPrefix("CANC") { return GameStatus.cancelled.rawValue }
        if text.hasPrefix("PPD") || text.hasPrefix("POSTP") || ["P", "Y"].contains(postponed) {
            return GameStatus.postponed.rawValue
        }
        return (code == "3" ? GameStatus.final : .scheduled).rawValue
    }

    private static func name(_ team: JSONObject?) -> String {
        guard let team, !team.text("teamName").isEmpty else { return "" }
        return [team.text("teamCity"), team.text("teamName")].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

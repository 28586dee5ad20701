/// A box score of the league's live feed: players with their status, and the game's own date and state.
enum LiveBoxScoreDocument {
    static func content(_ game: JSONObject) -> DocumentContent {
        guard game.text("gameStatus") == "3" else {
            return .unneeded("a live box score of a game that is not over: fetch it again when it is")
        }
        let date = String(game.text("gameEt").prefix(10))
        let tables = BoxScoreV3Document.tables(game, date: date, extra: [("live", "1")]) { player in
            [
                player.text("personId"), player.text("name"),
                player.text("starter") == "1" ? player.text("position") : "", comment(player),
            ]
        }
        var schedule = DocumentTable("game", columns: ScheduleGames.required + ["SCOREBOARD"])
        schedule.append(ScheduleTable.row(game, date: date, tipoff: game.text("gameTimeUTC")) + ["live"])
        return .tables(tables + [schedule])
    }

    private static func comment(_ player: JSONObject) -> String {
        guard player.text("played") != "1" else { return "" }
        let reasons = [player.text("notPlayingReason"), player.text("notPlayingDescription"), player.text("status")]
        return reasons.first { !$0.isEmpty } ?? "DNP"
    }
}

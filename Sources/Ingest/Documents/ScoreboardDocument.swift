/// The third version of the scoreboard: the games of a league date with their state.
enum ScoreboardDocument {
    static func content(_ board: JSONObject) -> DocumentContent {
        let games = board.objects("games")
        guard !games.isEmpty else { return .unneeded("a scoreboard without games") }
        var table = DocumentTable("games", columns: ScheduleGames.required + ["SCOREBOARD"])
        for game in games {
            table.append(
                ScheduleTable.row(game, date: board.text("gameDate"), tipoff: game.text("gameTimeUTC")) + ["v3"])
        }
        return .tables([table])
    }
}

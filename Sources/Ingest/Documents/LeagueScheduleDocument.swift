/// The league's schedule of a season: `leagueSchedule.gameDates[].games[]`.
enum LeagueScheduleDocument {
    static func content(_ schedule: JSONObject) -> DocumentContent {
        var table = DocumentTable("games", columns: ScheduleGames.required)
        for day in schedule.objects("gameDates") {
            for game in day.objects("games") {
                let date = String(game.text("gameDateEst").prefix(10))
                table.append(ScheduleTable.row(game, date: date, tipoff: game.text("gameDateTimeUTC")))
            }
        }
        return .tables([table])
    }
}

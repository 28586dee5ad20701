import Basketball

/// The season's shot file, in either of the scales that the real ones have.
enum ShotFile {
    static func text(_ season: Season, _ games: [SimulatedGame], _ defects: Defects) -> String {
        let old = defects.contains(.oldShotCoordinates)
        let positions = !defects.contains(.twoColumnsFewer)
        var text = "SEASON_1,SEASON_2,TEAM_ID,TEAM_NAME,PLAYER_ID,PLAYER_NAME,"
        if positions { text += "POSITION_GROUP,POSITION," }
        text += "GAME_DATE,GAME_ID,HOME_TEAM,AWAY_TEAM,EVENT_TYPE,SHOT_MADE,ACTION_TYPE,SHOT_TYPE,BASIC_ZONE,ZONE_NAME,"
        text += "ZONE_ABB,ZONE_RANGE,LOC_X,LOC_Y,SHOT_DISTANCE,QUARTER,MINS_LEFT,SECS_LEFT\n"
        let shared = defects.contains(.sharedShotGameID) ? Set(games.dropFirst(2).prefix(5).map(\.id)) : []
        // Old files run backwards in time.
        for game in old ? games.reversed() : games {
            // The real number has lost its zeros; the shared one is no game's.
            let number = shared.contains(game.id) ? game.id.number / 100_000 * 100_000 : game.id.number
            let players = Dictionary(
                uniqueKeysWithValues: (game.home.lines + game.away.lines).map { ($0.player.id, $0.player) })
            for (team, shot) in old ? game.shots.reversed() : game.shots {
                guard let player = players[shot.player] else { continue }
                text += "\(season.startYear + 1),\(season),\(team.id),\(team.name),\(player.id),\(player.name),"
                if positions { text += "\(player.position.prefix(1)),\(player.position.prefix(1))," }
                text += "\(monthFirst(game.date)),\(number),\(game.home.team.code),\(game.away.team.code),"
                text += shot.made ? "Made Shot,TRUE," : "Missed Shot,FALSE,"
                text += "\(shot.action),\(shot.value)PT Field Goal,\(shot.zone),\(shot.area.name),\(shot.area.code),"
                text += "\(shot.range),\(place(shot, old: old)),\(shot.distance),\(shot.period),"
                text += "\(shot.secondsLeft / 60),\(shot.secondsLeft % 60)\n"
            }
        }
        return text
    }

    /// `x / 100, y / 100 + 5.775` of the chart's tenths of feet, or `-x / 10, y / 10 + 5.25`.
    private static func place(_ shot: ShotMaker.Shot, old: Bool) -> String {
        let x = old ? shot.x * 10 : -shot.x * 100
        let y = old ? shot.y * 10 + 5_775 : shot.y * 100 + 5_250
        return "\(Decimals.text(thousandths: x)),\(Decimals.text(thousandths: y))"
    }

    private static func monthFirst(_ date: GameDate) -> String {
        let (year, month, day) = date.civil
        return "\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)-\(year)"
    }
}

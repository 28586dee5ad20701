/// ShotChartDetail of the league's statistics site. It stops at 102,400 rows without a word, also inside a game.
enum ShotChartDetail: SourceFormat {
    static let name = "shot-chart-detail"
    static let required = [
        "GAME_ID", "GAME_DATE", "HTM", "VTM", "PLAYER_ID", "TEAM_ID", "PERIOD", "MINUTES_REMAINING",
        "SECONDS_REMAINING", "SHOT_MADE_FLAG", "SHOT_TYPE", "SHOT_ZONE_BASIC", "SHOT_ZONE_AREA", "SHOT_ZONE_RANGE",
        "LOC_X", "LOC_Y", "SHOT_DISTANCE", "ACTION_TYPE",
    ]
    static let optional = [
        "GRID_TYPE", "GAME_EVENT_ID", "PLAYER_NAME", "TEAM_NAME", "EVENT_TYPE", "SHOT_ATTEMPTED_FLAG",
    ]
    static let table = "shots"

    static func parse(_ input: FormatInput) throws -> ParsedFile {
        var lines = ShotLines(input, columns: required, monthFirst: false)
        var parsed = try lines.parse(input)
        if parsed.rowsIn == 102_400 {
            parsed.notes.append(
                "exactly 102,400 rows: the site cuts its answers there, so the last game may be incomplete")
        }
        return parsed
    }
}

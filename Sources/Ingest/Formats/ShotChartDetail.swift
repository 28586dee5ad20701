import Basketball

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

    /// Rows at which the site cuts an answer.
    private static let cut = 102_400

    static func parse(_ input: FormatInput) throws -> ParsedFile {
        var lines = ShotLines(input, columns: required, monthFirst: false)
        var parsed = try lines.parse(input)
        if parsed.rowsIn == cut {
            let last = parsed.shots.last.map { GameID.text($0.game) } ?? "unknown"
            parsed.notes.append(
                "incomplete: exactly 102,400 rows, where the site cuts its answers without a word; games after \(last) are "
                    + "missing, and \(last) itself may be cut in its middle")
        }
        return parsed
    }
}

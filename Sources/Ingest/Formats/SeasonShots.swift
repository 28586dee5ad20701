/// Season shot files: every field-goal attempt of a regular season, dates month first, game ids without their zeros.
enum SeasonShots: SourceFormat {
    static let name = "season-shots"
    static let required = [
        "GAME_ID", "GAME_DATE", "HOME_TEAM", "AWAY_TEAM", "PLAYER_ID", "TEAM_ID", "QUARTER", "MINS_LEFT", "SECS_LEFT",
        "SHOT_MADE", "SHOT_TYPE", "BASIC_ZONE", "ZONE_NAME", "ZONE_RANGE", "LOC_X", "LOC_Y", "SHOT_DISTANCE",
        "ACTION_TYPE",
    ]
    static let optional = [
        "SEASON_1", "SEASON_2", "TEAM_NAME", "PLAYER_NAME", "POSITION_GROUP", "POSITION", "EVENT_TYPE", "ZONE_ABB",
    ]
    static let table = "shots"

    static func parse(_ input: FormatInput) throws -> ParsedFile {
        var lines = ShotLines(input, columns: required, monthFirst: true)
        return try lines.parse(input)
    }
}

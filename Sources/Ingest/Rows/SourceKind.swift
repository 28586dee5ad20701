/// What kind of source tells of a game or of a line of its box score, the most trusted first (`tables.md` section 2).
enum SourceKind: Int, Comparable, CaseIterable, Sendable {
    case gameLog, boxScoreV3, boxScoreV2, playoffBoxScore, liveBoxScore
    /// Known before the game is played; the nearest to the game first.
    case scoreboard, leagueSchedule, fixtureList

    /// As the tables of sources have it.
    var name: String { SourceKind.names[rawValue] }

    private static let names = [
        "game_log", "box_score_v3", "box_score_v2", "playoff_box_score", "live_box_score", "scoreboard",
        "league_schedule", "fixture_list",
    ]

    init?(name: some StringProtocol) {
        guard let index = SourceKind.names.firstIndex(where: { $0 == name }) else { return nil }
        self.init(rawValue: index)
    }

    /// Tells what happened, not what is planned.
    var hasResults: Bool { self < .scoreboard }

    /// `origin` of a line of a box score, by which its quality is judged.
    var origin: String { self == .gameLog ? "game_log" : "box_score" }

    static func < (a: SourceKind, b: SourceKind) -> Bool { a.rawValue < b.rawValue }
}

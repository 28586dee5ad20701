import Basketball

/// Playoff box scores: a line for each player with start position and comment, and in every line the team's own totals, of
/// which the team's row is made.
enum PlayoffBoxScores: SourceFormat {
    static let name = "playoff-box-scores"
    static let required = [
        "PLAYER_ID", "PLAYER_NAME", "MATCHUP", "TEAM_ABBREVIATION", "TEAM_ID", "GAME_ID", "GAME_DATE", "WL", "MIN",
        "START_POSITION", "COMMENT", "FGM", "FGA", "FG3M", "FG3A", "FTM", "FTA", "OREB", "DREB", "AST", "STL", "BLK",
        "TOV", "PF", "PTS",
    ]
    static let optional =
        [
            "OPP_ABBREVIATION", "HOME_GAME", "REB", "FG_PCT", "FG3_PCT", "FT_PCT", "PLUS_MINUS", "FANTASY_PTS",
            "POINTSPERSHOT", "EFG", "OFF_RATING", "E_OFF_RATING", "DEF_RATING", "E_DEF_RATING", "NET_RATING",
            "OREB_PCT",
            "DREB_PCT", "REB_PCT", "AST_PCT", "EFG_PCT", "AST_TOV", "USG_PCT", "TS_PCT", "E_PACE", "PACE", "PIE",
            "POSS",
            "PACE_PER40", "E_USG_PCT", "OPP_DEF_RATING", "OPP_STL", "OPP_BLK", "OPP_REB", "OPP_FG_PCT", "OPP_TEAM_ID",
            "TEAM_OFF_RATING", "TEAM_PACE", "GAME_PACE", "OPP_PACE", "TEAM_GAME_DATE", "TEAM_FG_PCT", "TEAM_FG3_PCT",
            "TEAM_FT_PCT", "TEAM_REB", "TEAM_MIN",
        ] + teamStats
    static let table = "player_boxscores"
    static let kind: SourceKind? = .playoffBoxScore

    private static let teamStats = BoxScoreColumns.logStats.dropLast().map { "TEAM_\($0)" }

    private static let columns = BoxScoreColumns(
        kind: .playoffBoxScore, date: "GAME_DATE", player: "PLAYER_ID", playerName: "PLAYER_NAME", matchup: "MATCHUP",
        won: "WL", starter: "START_POSITION", comment: "COMMENT")

    static func parse(_ input: FormatInput) -> ParsedFile {
        let totals = teamStats.map { input.header.index($0) }
        let minutes = input.header.index("TEAM_MIN")
        var teams: [TeamKey: [Totals: (count: Int, row: BoxScoreRow)]] = [:]
        var parsed = BoxScoreLines.parse(input, columns) { line, row in
            guard !totals.contains(-1), let values = read(line, totals, minutes) else { return }
            let key = TeamKey(game: row.game.number, team: row.teamID)
            teams[key, default: [:]][values, default: (0, row)].count += 1
        }
        var hasher = ContentHasher()
        var different = 0
        for key in teams.keys.sorted() {
            // Every player's line has the same totals; if not, what most lines have.
            let found = (teams[key] ?? [:]).sorted { ($1.value.count, $0.key.text) < ($0.value.count, $1.key.text) }
            guard let (totals, (_, row)) = found.first else { continue }
            if found.count > 1 { different += 1 }
            var values = row.values
            (values.playerID, values.name, values.started, values.comment) = (0, "", nil, nil)
            (values.minutes, values.stats) = (totals.minutes, totals.stats)
            guard LineRules.broken(totals.stats, totalRebounds: nil) == nil else { continue }
            parsed.teams.append(BoxScoreRow(values, origin: row.origin, hasher: &hasher))
        }
        parsed.rowsBesides["team_boxscores"] = parsed.teams.count
        if different > 0 {
            parsed.notes.append("\(different) team-games whose lines have different totals: those of most lines taken")
        }
        return parsed
    }

    private struct TeamKey: Hashable, Comparable {
        let game: Int
        let team: Int
        static func < (a: TeamKey, b: TeamKey) -> Bool { (a.game, a.team) < (b.game, b.team) }
    }

    private struct Totals: Hashable {
        let minutes: Minutes?
        let stats: CountingStats
        /// Just to order by.
        var text: String { "\(stats.lanes) \(minutes?.seconds ?? -1)" }
    }

    /// The team's totals in a line; nil when one of them is not a count.
    private static func read(_ line: CSVScanner, _ totals: [Int], _ minutes: Int) -> Totals? {
        var stats = CountingStats()
        for (stat, index) in zip(Stat.counts, totals) {
            guard let value = readInteger(line.field(index)).known, (0...LineRules.largestCount).contains(value) else {
                return nil
            }
            stats[stat] = value
        }
        guard minutes >= 0, case .value(let read) = Minutes.read(line.field(minutes)) else {
            return Totals(minutes: nil, stats: stats)
        }
        return Totals(minutes: read, stats: stats)
    }
}

import Basketball
import Planning
import Storage

/// 3.3 `player_game_summary`: one row for each player of each final game, DNPs included where the source lists them.
package enum PlayerGameSummary: SummaryTable {
    package static let name = "player_game_summary"
    package static let version = 2
    package static let meaning = "what each player did in each final game"
    package static let noun = "player-games"
    package static let key = ["game_id", "player_id"]
    package static let inputs = GameBox.playerInputs
    package static let settings: [PipelineSettings.Name] = [.bookmakers]

    /// A player in a game. Statistics of one who did not play are unknown, never 0.
    package final class Row: Sendable {
        let box: GameBox
        let line: PlayerLine
        let own: TeamSide
        let other: TeamSide
        let played: Bool
        let stats: CountingStats
        let seconds: Int?
        let zones: ZoneCounts?
        /// Percent; unknown also where a few seconds make it leave its range.
        let usage: Double?
        /// The share cannot be told from so little time.
        let isUsageOutOfRange: Bool
        let issues: QualityIssues
        let pointsLine: PointsLine?

        init(_ box: GameBox, _ line: PlayerLine, own: TeamSide, other: TeamSide) {
            self.box = box
            self.line = line
            self.own = own
            self.other = other
            played = line.played
            stats = played ? line.stats : CountingStats()
            seconds = played ? line.seconds : nil
            zones = played && box.hasZones ? box.playerZones?[line.playerID] ?? ZoneCounts() : nil
            let share = Formula.usage(stats, seconds: seconds, team: own.stats, teamMinutes: own.minutes)
            isUsageOutOfRange = share.map { !Formula.usageRange.contains($0) } ?? false
            usage = isUsageOutOfRange ? nil : share
            issues = PlayerGameSummary.issues(box, line, own, played)
            pointsLine = box.pointsLines[line.playerID]
        }
    }

    /// Rows that a team without a single line is short of, at least: those of the five who began its game.
    private static let fewestOfATeam = 5

    package static func rowsExpected(_ day: DayFacts) -> Int {
        day.finals.reduce(0) { sum, game in
            let rows = game.playerRows + game.quarantinedRows
            return sum + (game.playerRows > 0 ? rows : max(rows, 2 * fewestOfATeam))
        }
    }

    package static func absence(_ day: GameDay) -> SummaryAbsence {
        var absence = SummaryAbsence(quarantined: day.quarantined.values.reduce(0, +))
        for box in day.games {
            let absent = [box.home, box.away].count { side in !box.players.contains { $0.teamID == side.teamID } }
            if absent > 0 { absence.games.append(box.id) }
            // A game without any line is known to the plan.
            if absent == 1 { absence.rows += max(0, fewestOfATeam - (day.quarantined[box.id.number] ?? 0)) }
        }
        return absence
    }

    package static func digest(_ box: GameBox) -> Digest128 { box.playerDigest }

    package static func rows(_ day: GameDay) -> [Row] {
        day.games.flatMap { box in
            box.players.compactMap { line in
                box.sides(of: line.teamID).map { Row(box, line, own: $0.own, other: $0.other) }
            }
        }
    }

    package static func fault(_ row: Row) -> String? {
        guard let use = Formula.useHundredths(row.stats), let team = Formula.useHundredths(row.own.stats), use > team
        else { return nil }
        return "the player ended \(Double(use) / 100) plays, his team only \(Double(team) / 100)"
    }

    package static func remarks(_ rows: [Row]) -> [String] {
        let count = rows.count(where: \.isUsageOutOfRange)
        return count > 0 ? ["usage_out_of_range(\(count) row\(count == 1 ? "" : "s"))"] : []
    }

    /// A DNP row can only lack shot zones and have a team whose total differs.
    fileprivate static func issues(_ box: GameBox, _ line: PlayerLine, _ own: TeamSide, _ played: Bool) -> QualityIssues
    {
        var issues = own.issues.intersection(.teamTotalMismatch)
        if !box.hasZones { issues.insert(.shotZonesUnavailable) }
        guard played else { return issues }
        if line.isBackup { issues.insert(.backupSource) }
        if line.hasRoundedMinutes, line.seconds != nil { issues.insert(.minutesRounded) }
        if Formula.pointsMismatch(line.stats) { issues.insert(.pointsMismatch) }
        if line.seconds == nil || line.stats.hasUnknownCount { issues.insert(.missingRequired) }
        return issues
    }

    package static let columns: [ColumnRule<Row>] =
        identity + SharedColumns.counting { $0.stats } + [
            .integer("plus_minus", unit: "points", nullable: true, "score difference while on the floor") {
                $0.stats[.plusMinus]
            },
            .real(
                "usage_rate", unit: "percent", nullable: true,
                "100 x (FGA + 0.44 FTA + TOV) x (team_minutes / 5) / (MIN x the team's); 0-400"
            ) { $0.usage },
            .real("efg_pct", unit: "0-1", nullable: true) { Formula.effectiveFieldGoal($0.stats) },
            .real("ts_pct", unit: "0-1", nullable: true) { Formula.trueShooting($0.stats) },
        ] + SharedColumns.zones("from shots; NULL when shot_zones_available is false") { $0.zones } + lines
        + SharedColumns.quality { $0.issues }

    private static let identity: [ColumnRule<Row>] = [
        .gameID("game_id") { $0.box.id },
        .date("game_date", "league date") { $0.box.date },
        .text("season") { $0.box.seasonName },
        .text("season_type") { $0.box.id.seasonType.rawValue },
        .integer("player_id") { $0.line.playerID },
        .text("player_lookup", "the row's own name, folded to a-z and 0-9") { playerLookup($0.line.name) },
        .text("player_name", "as the row's source spells it") { $0.line.name },
        .integer("team_id") { $0.line.teamID },
        .text("team", "tricode") { $0.line.team },
        .integer("opponent_team_id") { $0.other.teamID },
        .text("opponent", "tricode") { $0.other.team },
        .boolean("is_home") { $0.own.isHome },
        .boolean("won", nullable: true) { $0.own.won },
        .boolean("started", nullable: true, "NULL where the source does not say") { $0.line.started },
        .boolean("is_dnp", "did not play") { !$0.played },
        .text("dnp_reason", nullable: true, "the source's comment") { $0.played ? nil : $0.line.comment },
        .real("minutes_played", unit: "minutes", nullable: true) { $0.seconds.map { Double($0) / 60 } },
    ]

    private static let lines: [ColumnRule<Row>] = [
        .real("points_line", unit: "points", nullable: true, "last main line captured before tip-off") {
            $0.pointsLine?.line
        },
        .text("points_line_source", nullable: true, "its bookmaker") { $0.pointsLine?.bookmaker },
        .text("line_captured_at", nullable: true, "UTC") { $0.pointsLine?.capturedAt },
        .text("over_under_result", nullable: true, "OVER, UNDER, PUSH: points against points_line") { row in
            guard let line = row.pointsLine?.line, let points = row.stats[.points].map(Double.init) else { return nil }
            return points > line ? "OVER" : points < line ? "UNDER" : "PUSH"
        },
    ]
}

import Basketball
import Planning
import Storage

/// Hashes of the raw rows of a game, column by declared column: equal hashes mean that a summary reads the same.
struct GameDigests {
    /// What 3.1 and 3.2 read.
    let team: Digest128
    /// What 3.3 reads: all of that, and more of each player.
    let player: Digest128

    init(
        id: GameID, date: GameDate, sides: [(id: Int, code: String)], teams: [TeamLine], players: [PlayerLine],
        shots: GameShots?, pointsLines: [Int: PointsLine]
    ) {
        var words = Words()
        words.add(id.number)
        words.add(date.dayNumber)
        for side in sides {
            words.add(side.id)
            words.add(side.code)
            guard let line = teams.first(where: { $0.teamID == side.id }) else {
                words.add(-1)
                continue
            }
            words.add(line.team)
            words.add(line.won.map { $0 ? 1 : 0 } ?? -1)
            words.add(line.seconds ?? -1)
            words.add(line.isBackup ? 1 : 0)
            words.add(line.stats, Stat.counts)
        }
        words.add(players.count)
        for line in players {
            words.add(line.teamID)
            words.add(line.team)
            words.add(line.played ? 1 : 0)
            if line.played { words.add(line.stats, Stat.counts) }
        }
        for side in sides { words.add(shots.map { $0.teams[side.id] ?? ZoneCounts() }) }
        team = words.digest
        for line in players {
            words.add(line.playerID)
            words.add(line.name)
            words.add(line.started.map { $0 ? 1 : 0 } ?? -1)
            words.add(line.seconds ?? -1)
            words.add(line.hasRoundedMinutes ? 1 : 0)
            words.add(line.comment ?? "\u{0}")
            words.add(line.isBackup ? 1 : 0)
            words.add(line.stats[.plusMinus] ?? .min)
            words.add(shots?.players[line.playerID])
            guard let points = pointsLines[line.playerID] else { continue }
            words.add(Int(Int64(bitPattern: points.line.bitPattern)))
            words.add(points.bookmaker)
            words.add(points.capturedAt)
        }
        player = words.digest
    }

    /// Gathers numbers and texts to hash.
    private struct Words {
        private var bytes: [UInt8] = []

        init() { bytes.reserveCapacity(8192) }

        var digest: Digest128 { bytes.withUnsafeBytes { Digest128(of: $0) } }

        mutating func add(_ number: Int) { withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) } }

        mutating func add(_ text: String) {
            add(text.utf8.count)
            bytes.append(contentsOf: text.utf8)
        }

        mutating func add(_ stats: CountingStats, _ wanted: some Sequence<Stat>) {
            for stat in wanted { add(stats[stat] ?? .min) }
        }

        mutating func add(_ zones: ZoneCounts?) {
            guard let zones else { return add(-1) }
            add(zones.makes << 32 | zones.attempts)
            add(zones.paintMakes << 32 | zones.paintAttempts)
            add(zones.midRangeMakes << 32 | zones.midRangeAttempts)
        }
    }
}

extension GameBox {
    private static let counts = Stat.counts.map(\.column)
    private static let facts = TableInput(
        "games", ["game_id", "game_date", "home_team_id", "away_team_id", "home_team", "away_team", "status"], .sameDate
    )
    private static let shots = TableInput(
        "shots", ["game_id", "player_id", "team_id", "made", "value", "zone_basic"], .sameDate, isRequired: false)
    private static let teams = TableInput(
        "team_boxscores", ["game_id", "team_id", "team", "won", "minutes", "origin"] + counts, .sameDate)

    /// What 3.1 and 3.2 read.
    static let teamInputs = [
        facts, teams,
        TableInput(
            "player_boxscores", ["game_id", "player_id", "team_id", "team", "minutes", "comment", "origin"] + counts,
            .sameDate), shots,
    ]

    /// What 3.3 reads.
    static let playerInputs = [
        facts, teams, TableInput("player_boxscores", PlayerLine.columns, .sameDate), shots,
        TableInput(
            "player_lines", ["captured_at", "bookmaker", "game_date", "player_id", "market", "line", "is_main"],
            .sameDate,
            isRequired: false),
    ]
}

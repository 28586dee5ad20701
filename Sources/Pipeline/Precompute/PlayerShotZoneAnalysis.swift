import Basketball
import Planning
import Storage

/// 4.2 `player_shot_zone_analysis`: from where each candidate shoots and how well. Windows 10 and 20 games played.
package enum PlayerShotZoneAnalysis: AsOfTable, RowsOfPlayers {
    package static let name = "player_shot_zone_analysis"
    package static let stage = PlannedTable.Stage.precompute
    package static let version = 2
    package static let meaning = "from where each candidate shoots, and how well"
    package static let noun = "player-games"
    package static let dateColumn = "analysis_date"
    package static let key = ["player_id"]
    package static let sameDay: [any SameDayRow.Type] = [Candidate.self]

    private static let minimum = 5

    /// A candidate.
    package struct Candidate: CandidateRow {
        package typealias Reader = PlayerShotZoneAnalysis
        package static let columns = CandidateIdentity.columns
        package let identity: CandidateIdentity
        package init(_ cells: InputCells) { identity = CandidateIdentity(cells) }
    }

    /// The shots of an appearance before; nil zones when the game has none.
    package struct PlayerGame: PlayerGameRow {
        package static let playerColumns = [
            "paint_makes", "paint_attempts", "mid_range_makes", "mid_range_attempts", "three_pt_makes",
            "three_pt_attempts",
        ]
        package static let teamColumns: [String] = []
        let zones: ZoneSums?

        package init(_ cells: InputCells) {
            var sums = ZoneSums()
            for (place, zone) in ShotZone.allCases.enumerated() {
                guard let makes = cells.integer(2 * place), let attempts = cells.integer(2 * place + 1) else {
                    zones = nil
                    return
                }
                sums.add(zone, makes: makes, attempts: attempts)
            }
            zones = sums
        }
    }

    /// A candidate's shooting before the game.
    package final class Row: Sendable {
        let date: GameDate
        let identity: CandidateIdentity
        let last10: Shots
        let last20: Shots

        init(date: GameDate, identity: CandidateIdentity, last10: Shots, last20: Shots) {
            self.date = date
            self.identity = identity
            self.last10 = last10
            self.last20 = last20
        }

        var quality: String { last10.games >= 10 ? "high" : last10.games >= 7 ? "medium" : "low" }
    }

    /// Shots of the games of a window that have zones.
    struct Shots: Sendable {
        private(set) var sums = ZoneSums()
        private(set) var games = 0

        init(_ window: Window<PlayerGame>) {
            for game in window {
                guard let zones = game.zones else { continue }
                sums.add(zones)
                games += 1
            }
        }

        func perGame(_ zone: ShotZone) -> Double? { games > 0 ? Double(sums.attempts(zone)) / Double(games) : nil }

        /// Of the zones that reach their share of attempts the one with the most; `balanced` when none does; nil without
        /// a shot.
        var primary: String? {
            guard sums.total > 0 else { return nil }
            var best: ShotZone?
            for zone in ShotZone.allCases {
                let attempts = sums.attempts(zone)
                guard 100 * attempts >= (zone == .midRange ? 35 : 40) * sums.total else { continue }
                if best.map({ attempts > sums.attempts($0) }) ?? true { best = zone }
            }
            return best?.rawValue ?? "balanced"
        }
    }

    package static func rows(_ day: AsOfDay<Self>) -> AsOfRows<Row> {
        var result = AsOfRows<Row>()
        var (young, blind) = (0, 0)
        for candidate in day.rows(Candidate.self) {
            let games = day.player(candidate.identity.player).last(20)
            let last10 = Shots(games.newest(10))
            guard last10.games >= minimum else {
                if games.count < minimum { young += 1 } else { blind += 1 }
                continue
            }
            result.rows.append(
                Row(date: day.date, identity: candidate.identity, last10: last10, last20: Shots(games)))
        }
        result.notExpected("insufficient_history", young, "players")
        // A unit that ends with no row for want of zones is not one of which nothing was expected.
        if result.rows.isEmpty {
            result.missing("no_shot_zones", blind, "players")
        } else {
            result.notExpected("no_shot_zones", blind, "players")
        }
        return result
    }

    package static let columns: [ColumnRule<Row>] =
        CandidateIdentity.columns(date: "analysis_date", { $0.date }, { $0.identity })
        + window("10") { $0.last10 } + window("20") { $0.last20 } + [
            .integer("total_shots_last_10", unit: "attempts") { $0.last10.sums.total },
            .integer("games_in_window", unit: "games", "of the last 10 played, those with zones") { $0.last10.games },
            .integer("games_in_window_20", unit: "games", "of the last 20 played, those with zones") {
                $0.last20.games
            },
            .text("primary_scoring_zone", nullable: true, "paint, mid_range, three_pt, balanced; NULL without a shot") {
                $0.last10.primary
            },
            .text("window_quality", "high 10 games, medium 7-9, low 5-6") { $0.quality },
        ]

    private static func window(
        _ size: String, _ shots: @escaping @Sendable (Row) -> Shots
    ) -> [ColumnRule<Row>] {
        ShotZone.allCases.map { zone in
            .real("\(zone.rawValue)_rate_last_\(size)", unit: "percent", nullable: true, "share of attempts") {
                shots($0).sums.rate(zone)
            }
        }
            + ShotZone.allCases.map { zone in
                .real(
                    "\(zone.rawValue)_pct_last_\(size)", unit: "0-1", nullable: true, "accuracy; NULL without attempts"
                ) {
                    shots($0).sums.accuracy(zone)
                }
            }
            + ShotZone.allCases.map { zone in
                .real("\(zone.rawValue)_attempts_per_game_last_\(size)", unit: "attempts", nullable: true) {
                    shots($0).perGame(zone)
                }
            }
    }
}

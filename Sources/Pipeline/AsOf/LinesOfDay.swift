import Basketball
import Planning
import Storage

/// The betting lines of a date, each list in the order in which they are preferred.
package struct LinesOfDay: Sendable {
    fileprivate var points: [Int: [PointsLine]] = [:]
    fileprivate var games: [Int: [GameLine]] = [:]
    private let date: GameDate

    package init(_ date: GameDate) { self.date = date }

    /// Who has a line.
    package var players: Set<Int> { Set(points.keys) }

    /// The player's last main points line captured before tip-off, of the first bookmaker that has one; nil where none is.
    ///
    /// - Parameter tipoff: of his game, by the schedule; nil to go by the line's own source, else by noon Eastern time.
    package func points(of player: Int, tipoff: String?) -> PointsLine? {
        points[player]?.first { $0.capturedAt < tipoff ?? $0.tipoff ?? LinesOfDay.noon(date) }
    }

    /// The same lines, and in front of each list one that was captured long after the game: what a reader must pass over.
    ///
    /// - Parameters:
    ///   - players: who get one, whether they have lines or not.
    ///   - games: which get one.
    package func withLateLines(players: some Sequence<Int>, games fixtures: some Sequence<Int>) -> LinesOfDay {
        var lines = self
        for player in players {
            lines.points[player, default: []].insert(
                PointsLine(line: 99.5, bookmaker: "late", capturedAt: "9998", tipoff: nil), at: 0)
        }
        for game in fixtures {
            lines.games[game, default: []].insert(
                GameLine(homeSpread: -59.5, total: 349.5, bookmaker: "late", capturedAt: "9998"), at: 0)
        }
        return lines
    }

    /// The same lines without those that were captured at tip-off or later.
    ///
    /// - Parameters:
    ///   - tipoffs: by game; a game of which it is unknown is absent.
    ///   - game: the game of a player; nil when none is known.
    package func withoutLateLines(tipoffs: [Int: String], game: (Int) -> Int?) -> LinesOfDay {
        var lines = self
        for (player, own) in points {
            let tipoff = game(player).flatMap { tipoffs[$0] }
            lines.points[player] = own.filter { $0.capturedAt < tipoff ?? $0.tipoff ?? LinesOfDay.noon(date) }
        }
        for (game, own) in games {
            lines.games[game] = own.filter { $0.capturedAt < tipoffs[game] ?? LinesOfDay.noon(date) }
        }
        return lines
    }

    /// Noon US Eastern of a league date, in UTC: no game begins before.
    private static func noon(_ date: GameDate) -> String { "\(Instant(eastern: date, hour: 12))" }

    /// The game's last line captured before tip-off, chosen in the same way.
    package func line(of game: Int, tipoff: String?) -> GameLine? {
        games[game]?.first { $0.capturedAt < tipoff ?? LinesOfDay.noon(date) }
    }
}

/// A main points line.
package struct PointsLine: Sendable, Hashable {
    package let line: Double
    package let bookmaker: String
    /// UTC, `YYYY-MM-DDTHH:MM:SSZ`, as all times of lines.
    package let capturedAt: String
    let tipoff: String?
}

/// A game's spread and total; either may be unknown.
package struct GameLine: Sendable, Hashable {
    /// Negative when the home team is favoured.
    package let homeSpread: Double?
    package let total: Double?
    let bookmaker: String
    let capturedAt: String

    /// The bits of both numbers, for digests.
    var bits: (Int, Int) {
        func bits(_ value: Double?) -> Int { value.map { Int(Int64(bitPattern: $0.bitPattern)) } ?? .min }
        return (bits(homeSpread), bits(total))
    }
}

/// Reads the lines of many dates at once.
struct LineReader: Sendable {
    let warehouse: any Warehouse
    let calendar: LeagueCalendar
    let bookmakers: [String]

    /// Lines by date; a date without any has an empty entry.
    func read(_ dates: [GameDate]) async throws -> [GameDate: LinesOfDay] {
        var found = Dictionary(uniqueKeysWithValues: dates.map { ($0, LinesOfDay($0)) })
        guard let first = dates.min(), let last = dates.max(), dates.contains(where: { calendar.day($0).linesSum != 0 })
        else { return found }
        let rank = Dictionary(bookmakers.enumerated().map { ($1, $0) }) { first, _ in first }
        func precedes(_ a: (String, String, Double), _ b: (String, String, Double)) -> Bool {
            let (left, right) = (rank[a.0] ?? rank.count, rank[b.0] ?? rank.count)
            if left != right { return left < right }
            if a.0 != b.0 { return a.0 < b.0 }
            return a.1 != b.1 ? a.1 > b.1 : a.2 < b.2
        }
        let players = try await warehouse.scan(
            RawTable.playerLines,
            columns: ["game_date", "player_id", "market", "bookmaker", "captured_at", "line", "tipoff_utc", "is_main"],
            .range(column: "game_date", first.dayNumber...last.dayNumber))
        let v = players.vectors
        for row in 0..<players.count where v[7].integers[row] != 0 && v[2].texts[row] == "player_points" {
            let line = PointsLine(
                line: v[5].reals[row], bookmaker: v[3].texts[row], capturedAt: v[4].texts[row], tipoff: v[6].text(row))
            found[GameDate(dayNumber: v[0].integers[row])]?.points[v[1].integers[row], default: []].append(line)
        }
        let dateOf = Dictionary(
            dates.flatMap { date in calendar.day(date).games.map { ($0.id, date) } }, uniquingKeysWith: { $1 })
        for kind in Set(dateOf.keys.map { $0 / 100_000 }).sorted() {
            let rows = try await warehouse.scan(
                RawTable.gameLines, columns: ["game_id", "bookmaker", "captured_at", "home_spread", "total"],
                .range(column: "game_id", (kind * 100_000)...(kind * 100_000 + 99_999)))
            for row in 0..<rows.count {
                let game = rows.vectors[0].integers[row]
                guard let date = dateOf[game] else { continue }
                let line = GameLine(
                    homeSpread: rows.vectors[3].real(row), total: rows.vectors[4].real(row),
                    bookmaker: rows.vectors[1].texts[row], capturedAt: rows.vectors[2].texts[row])
                found[date]?.games[game, default: []].append(line)
            }
        }
        for date in dates {
            guard var lines = found[date] else { continue }
            lines.points = lines.points.mapValues {
                $0.sorted { precedes(($0.bookmaker, $0.capturedAt, $0.line), ($1.bookmaker, $1.capturedAt, $1.line)) }
            }
            lines.games = lines.games.mapValues {
                $0.sorted { precedes(($0.bookmaker, $0.capturedAt, 0), ($1.bookmaker, $1.capturedAt, 0)) }
            }
            found[date] = lines
        }
        return found
    }
}

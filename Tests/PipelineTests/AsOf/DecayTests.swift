import Basketball
import Foundation
import Pipeline
import Storage
import TestSupport
import Testing

/// The exponentially weighted means of 4.4 and 4.5, kept as running sums, against the formula of `tables.md` 4.4.
@Suite struct DecayTests {
    private typealias Game = TinyLeague.Game

    /// `sum(x_k w_k) / sum(w_k)`, `w_k = 0.5^(k/8)`, over the games with a value; k counts all games, 0 for the latest.
    private func formula(_ values: [Double?]) -> Double {
        var (sum, weight) = (0.0, 0.0)
        for (k, value) in values.reversed().enumerated() {
            guard let value else { continue }
            let w = pow(0.5, Double(k) / 8)
            sum += value * w
            weight += w
        }
        return sum / weight
    }

    @Test func runsThroughAllSeasonsAndPlayOffs() async throws {
        let dates =
            (1...9).map { ("2023-03-0\($0)", "002") } + [("2023-05-01", "004"), ("2023-05-03", "004")]
            + (10...25).map { ("2023-11-\($0)", "002") } + (10...19).map { ("2024-11-\($0)", "002") }
        var points: [Double?] = []
        var minutes: [Double?] = []
        var games: [TinyLeague.Game] = []
        for (index, (date, type)) in dates.enumerated() {
            let made = (index * 7 + 3) % 15
            let played = index % 6 == 4 ? nil : 12 + (index * 5) % 23
            let line = TinyLeague.Line(5, minutes: played.map { "\($0)" } ?? "", paint: (made, 15), free: (1, 2))
            games.append(Game(date, 1, 2, [line], type: type))
            points.append(Double(2 * made + 1))
            minutes.append(played.map(Double.init))
        }
        let lab = try await Lab.tiny(TinyLeague(games))
        try await lab.backfill()
        for index in [28, 32, dates.count - 1] {
            let date = dates[index].0
            let row = try #require(try await lab.row("ml_feature_store", date, 5), "\(date)")
            let (p, m) = (formula(Array(points[..<index])), formula(Array(minutes[..<index])))
            #expect(abs((row.real("points_ewma") ?? 0) - p) < 1e-12 * p, "\(date)")
            #expect(abs((row.real("minutes_ewma") ?? 0) - m) < 1e-12 * m, "\(date)")
            #expect(row.integer("games_played_loaded") == index)
        }
        let cache = try #require(try await lab.row("player_daily_cache", "2024-11-19", 5))
        #expect(abs((cache.real("points_ewma") ?? 0) - formula(points.dropLast())) < 1e-12)
        // Mean minutes of the last 3 games less those of the season's 9, of those that are known.
        let season = minutes.dropLast().suffix(9)
        func mean(_ values: some Sequence<Double?>) -> Double {
            let known = values.compactMap(\.self)
            return known.reduce(0, +) / Double(known.count)
        }
        let row = try #require(try await lab.row("ml_feature_store", "2024-11-19", 5))
        #expect(abs((row.real("minutes_trend") ?? 99) - (mean(season.suffix(3)) - mean(season))) < 1e-12)
    }
}

import Basketball
import Pipeline
import Simulation
import Storage
import TestSupport
import Testing

/// Betting lines of a whole simulated season, picked a second time by plain loops over the file itself.
@Suite struct SimulatedLinesTests {
    private static let options = LeagueOptions(seed: 4, teams: 4, gamesPerTeam: 24, defects: .all, lines: true)

    /// A line of the players' file.
    private struct Offer {
        let player: String
        let line: Double
        let bookmaker: String
        let date: GameDate
        let tipoff: Instant
        let captured: Instant
        let imbalance: Double
    }

    private static func chance(_ odds: String) throws -> Double {
        let odds = try #require(Double(odds))
        return odds > 0 ? 100 / (odds + 100) : -odds / (100 - odds)
    }

    private static func offers() throws -> [Offer] {
        let league = SimulatedLeague(options)
        let dates = Dictionary(uniqueKeysWithValues: league.seasons.flatMap(\.games).map { ("\($0.id)", $0.date) })
        let file = try #require(league.files.first { $0.path.hasPrefix("lines/") })
        return try file.text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: ",").map(String.init)
            return Offer(
                player: fields[1], line: try #require(Double(fields[3])), bookmaker: fields[4],
                date: try #require(dates[fields[0]]), tipoff: try #require(Instant(fields[6])),
                captured: try #require(Instant(fields[9])),
                imbalance: abs(try chance(fields[7]) - chance(fields[8])))
        }
    }

    /// The last main line before tip-off, of DraftKings where it has one, else of FanDuel.
    private static func expected(_ offers: [Offer]) -> Double? {
        let known = offers.filter { $0.captured < $0.tipoff }
        for bookmaker in ["DraftKings", "FanDuel"] {
            let own = known.filter { $0.bookmaker == bookmaker }
            guard let last = own.map(\.captured).max() else { continue }
            return own.filter { $0.captured == last }.min { ($0.imbalance, $0.line) < ($1.imbalance, $1.line) }?.line
        }
        return nil
    }

    @Test func everyLineIsTheLastMainOneBeforeTipOff() async throws {
        let lab = try await Lab.simulated(Self.options)
        try await lab.backfill()
        let offers = Dictionary(grouping: try Self.offers()) { "\($0.date) \($0.player)" }
        var (found, late, moved) = (0, 0, 0)
        for name in ["player_game_summary", "upcoming_player_game_context"] {
            let rows = try await lab.rows(try #require(Registry.table(name)).schema)
            let names = try await lab.rows(RawTable.players)
            let lookups = Dictionary(
                uniqueKeysWithValues: (0..<names.count).map {
                    (names["player_lookup"].texts[$0], names["player_name"].texts[$0])
                })
            for row in 0..<rows.count {
                let player = try #require(lookups[rows["player_lookup"].texts[row]])
                let date = try #require(rows["game_date"].date(row))
                let own = offers["\(date) \(player)"] ?? []
                #expect(rows["points_line"].real(row) == Self.expected(own), "\(name) \(date) \(player)")
                guard let last = own.map(\.captured).max() else { continue }
                found += 1
                if last >= own[0].tipoff { late += 1 }
                if Set(own.filter { $0.captured < $0.tipoff }.map(\.line)).count > 2 { moved += 1 }
            }
        }
        #expect(found > 500 && late > 20 && moved > 100, "\(found) rows with lines, \(late) with one that came late")
    }

    /// Lines change no game: the other files are the same bytes without them.
    @Test func gamesAreTheSameWithoutLines() {
        var without = Self.options
        without.lines = false
        let files = SimulatedLeague(without).files.map { $0.path + $0.text }
        let all = SimulatedLeague(Self.options).files
        #expect(all.filter { !$0.path.contains("lines") }.map { $0.path + $0.text } == files)
        #expect(all.count == files.count + 2)
    }
}

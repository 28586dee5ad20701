import Basketball
import Pipeline
import Storage
import TestSupport
import Testing

extension RealLeagueTests {
    /// Every column of 4.2-4.5 for named players and dates, worked out from the imported rows by plain loops.
    @Suite struct HandCheck {
        struct Case: Sendable {
            let player: Int
            let date: String
            let who: String
            /// Tables of stage 4 in which he has a row.
            var tables = [
                "player_shot_zone_analysis", "player_composite_factors", "player_daily_cache", "ml_feature_store",
            ]
        }

        static let cases = [
            Case(player: 1_629_029, date: "2024-01-26", who: "Luka Doncic before his 73 points"),
            Case(player: 1_628_384, date: "2024-01-06", who: "OG Anunoby, three games after his trade to New York"),
            Case(player: 1_642_264, date: "2024-12-06", who: "Stephon Castle, a rookie"),
            Case(player: 201_142, date: "2024-01-19", who: "Kevin Durant, who scored from everywhere"),
            Case(player: 203_944, date: "2024-01-09", who: "Julius Randle, whose matchup reached the limit of 10"),
            Case(player: 201_942, date: "2023-11-08", who: "DeMar DeRozan from mid-range, at the limit of -10"),
            Case(player: 203_999, date: "2024-11-06", who: "Nikola Jokic on the first date of a season"),
            Case(
                player: 203_114, date: "2024-11-08", who: "Khris Middleton, carried over from the season before",
                tables: ["player_composite_factors", "ml_feature_store"]),
        ]

        @Test func everyColumnByHand() async throws {
            let lab = try RealLeague.lab()
            let league = try await HandLeague(lab)
            for given in Self.cases {
                let date = try leagueDate(given.date)
                let hand = try #require(HandPlayer(league, given.player, date), "\(given.who)")
                let store = try #require(Registry.table("ml_feature_store")).schema
                let expected: [(String, HandPlayer.Values?)] = [
                    ("player_shot_zone_analysis", hand.shooting), ("player_composite_factors", hand.factors),
                    ("player_daily_cache", hand.cache),
                    ("ml_feature_store", hand.features(store.columns.map(\.name))),
                ]
                for (table, values) in expected {
                    let row = try await lab.row(table, given.date, given.player)
                    #expect((row != nil) == given.tables.contains(table), "\(given.who): \(table)")
                    #expect((row == nil) == (values == nil), "\(given.who): \(table)")
                    guard let row, let values else { continue }
                    compare(row, values, "\(given.who): \(table)")
                }
            }
        }

        private func compare(_ row: ComputedRow, _ values: HandPlayer.Values, _ place: String) {
            for column in row.rows.columns {
                guard let wanted = values[column.name] else {
                    Issue.record("\(place).\(column.name) is not worked out by hand")
                    continue
                }
                let found: HandValue =
                    switch column.type {
                    case .text: HandValue(row.text(column.name))
                    case .real: HandValue(row.real(column.name))
                    default: HandValue(row.integer(column.name))
                    }
                if let a = found.number, let b = wanted.number {
                    #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), "\(place).\(column.name)")
                } else {
                    #expect(found == wanted, "\(place).\(column.name)")
                }
            }
        }
    }
}

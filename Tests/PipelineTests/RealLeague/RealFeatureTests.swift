import Basketball
import Pipeline
import Planning
import Storage
import TestSupport
import Testing

extension RealLeagueTests {
    /// Ranges, coverage and first dates of the feature tables on real seasons.
    @Suite struct Features {
        private static let asOf = Registry.tables.filter { $0.planned.kind == .asOf }

        /// A query a feature: values outside the catalogue's range, and whether it is known at all.
        @Test func everyValueLiesInItsRange() async throws {
            let lab = try RealLeague.lab()
            let rows = try await lab.count("SELECT count(*) FROM ml_feature_store") ?? 0
            #expect(rows == 69_407)
            for feature in FeatureCatalog.all {
                let (low, high) = (feature.range.lowerBound, feature.range.upperBound)
                let outside = try await lab.count(
                    "SELECT count(*) FROM ml_feature_store WHERE \(feature.name) < \(low) OR \(feature.name) > \(high)")
                #expect(outside == 0, "\(feature.name)")
                let known = try await lab.count("SELECT count(\(feature.name)) FROM ml_feature_store") ?? 0
                // No lines and no starters are loaded: these are unknown in every row, the others in few.
                let isAbsent = ["started_last_game", "points_line", "game_spread", "game_total"].contains(feature.name)
                #expect(isAbsent ? known == 0 : known > rows * 3 / 4, "\(feature.name): \(known) of \(rows)")
                if feature.isRequired { #expect(known >= rows * 95 / 100, "\(feature.name): \(known) of \(rows)") }
            }
            for column in ["usage_rate_last_3", "usage_rate_last_10"] {
                let outside = try await lab.count(
                    "SELECT count(*) FROM upcoming_player_game_context WHERE \(column) < 0 OR \(column) > 400")
                #expect(outside == 0, "\(column)")
            }
            let share = try await lab.count(
                """
                SELECT count(*) FROM ml_feature_store WHERE abs(features_available -
                (\(FeatureCatalog.all.map { "(\($0.name) IS NOT NULL)" }.joined(separator: "+"))) /
                \(Double(FeatureCatalog.all.count))) > 1e-12
                """)
            #expect(share == 0)
        }

        /// Numerators and denominators as counted from the peer's exports of the same two seasons: rows of 3.3 with minutes,
        /// and those of them with a row of 4.4 and 4.3.
        @Test func coverageOfWhatWasPlayedEqualsThePeers() async throws {
            let lab = try RealLeague.lab()
            let states = try await lab.states()
            let dates = Array(try #require(states.calendar.span).dates)
            let shares = try await StageCoverage(
                lab.warehouse, states, tables: Self.asOf, dates: dates,
                reports: states.reports(Self.asOf.map(\.planned), dates)
            ).shares
            func share(_ table: String, _ unit: String, _ population: String) -> [Int]? {
                shares.first { $0.table == table && $0.unit == unit && $0.population == population }
                    .map { [$0.covered, $0.total] }
            }
            let (expected, all) = ("expected dates", "all dates")
            #expect(share("player_daily_cache", "participations", expected) == [45_772, 48_057])
            #expect(share("player_daily_cache", "participations", all) == [45_772, 52_707])
            #expect(share("ml_feature_store", "participations", expected) == [47_238, 48_057])
            #expect(share("ml_feature_store", "participations", all) == [47_238, 52_707])
            #expect(share("player_shot_zone_analysis", "participations", expected) == [45_764, 48_057])
            for table in Self.asOf where table.planned.stage != .analytics {
                #expect(share(table.name, "games", expected) == [2_249, 2_249], "\(table.name)")
                #expect(share(table.name, "games", all) == [2_249, 2_460], "\(table.name)")
            }
            #expect(share("upcoming_team_game_context", "games", all) == [2_460, 2_460])
            #expect(share("team_defense_zone_analysis", "participations", all) == nil)
        }

        /// No games were played on 2024-11-05, day 15, so the 6th is the first date of 2024-25 with rows.
        @Test func firstDatesOfEachSeason() async throws {
            let lab = try RealLeague.lab()
            let states = try await lab.states()
            for table in Self.asOf where table.planned.stage != .analytics {
                for (start, first) in [("2023-10-24", "2023-11-08"), ("2024-10-22", "2024-11-06")] {
                    let rows = try await lab.warehouse.query(
                        "SELECT min(\(table.dateColumn)) FROM \(table.name) WHERE \(table.dateColumn) >= '\(start)'",
                        limit: 1)
                    #expect(rows.vectors[0].text(0) == first, "\(table.name)")
                }
                func state(_ date: String) throws -> UnitState {
                    states.report(table.planned, states.calendar.day(try leagueDate(date))).state
                }
                #expect(try state("2024-10-22") == UnitState(.notExpected, "bootstrap(day 1 of 14)"))
                #expect(try state("2024-11-04") == UnitState(.notExpected, "bootstrap(day 14 of 14)"))
                #expect(try state("2024-11-05") == UnitState(.notExpected, "no_games"))
                #expect(try state("2024-11-06") == UnitState(.written))
            }
        }
    }
}

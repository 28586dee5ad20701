import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// The first days of a season (`tables.md` 4.6).
@Suite struct BootstrapTests {
    private typealias Game = TinyLeague.Game
    private static let stage4 = Registry.tables.filter {
        $0.planned.kind == .asOf && $0.planned.stage != .analytics
    }

    private func computed(_ settings: PipelineSettings) async throws -> (Lab, UnitStates) {
        let options = LeagueOptions(
            seed: 31, seasons: [Season(startYear: 2022), Season(startYear: 2023)], teams: 4, gamesPerTeam: 18)
        let lab = try await Lab.simulated(options)
        try await lab.backfill(settings: settings)
        return (lab, try await UnitStates(lab.warehouse, settings: settings))
    }

    @Test func strictExpectsNothingForTwoWeeks() async throws {
        let (lab, states) = try await computed(.standard)
        for (season, range) in states.calendar.seasons {
            let start = try #require(states.calendar.start(of: season))
            for date in range.dates where !states.calendar.day(date).games.isEmpty {
                let day = date - start
                for table in Self.stage4 {
                    let report = states.report(table.planned, states.calendar.day(date))
                    if day < 14 {
                        #expect(report.state == UnitState(.notExpected, "bootstrap(day \(day + 1) of 14)"))
                    } else {
                        #expect(
                            report.state.status != .missing && report.state.shortReason != "bootstrap", "\(report.unit)"
                        )
                    }
                }
            }
            for table in Self.stage4 {
                let early = try await lab.count(
                    """
                    SELECT count(*) FROM \(table.name) WHERE \(table.dateColumn) >= '\(start)'
                    AND \(table.dateColumn) < '\(start + 14)'
                    """)
                #expect(early == 0, "\(table.name)")
            }
        }
    }

    /// Each row stands on its own minimum, and says how much it stands on.
    @Test func gradedHasRowsThatSayHowGoodTheyAre() async throws {
        var settings = PipelineSettings.standard
        settings.bootstrapMode = .graded
        let (lab, states) = try await computed(settings)
        let span = try #require(states.calendar.span)
        #expect(
            states.reports(Self.stage4.map(\.planned), span.dates).allSatisfy {
                $0.state.shortReason != "bootstrap" && $0.state.status != .missing
            })
        let start = try #require(states.calendar.start(of: Season(startYear: 2023)))
        for (table, limits) in [("team_defense_zone_analysis", (15, 10)), ("player_shot_zone_analysis", (10, 7))] {
            let early = try await lab.count(
                "SELECT count(*) FROM \(table) WHERE analysis_date BETWEEN '\(start)' AND '\(start + 13)'")
            #expect((early ?? 0) > 0, "\(table)")
            let wrong = try await lab.count(
                """
                SELECT count(*) FROM \(table) WHERE games_in_window < 5 OR window_quality <>
                CASE WHEN games_in_window >= \(limits.0) THEN 'high' WHEN games_in_window >= \(limits.1) THEN 'medium'
                ELSE 'low' END
                """)
            #expect(wrong == 0, "\(table)")
        }
        // On the season's very first date there are candidates, and features of what was before.
        let first = try await lab.count("SELECT count(*) FROM ml_feature_store WHERE game_date = '\(start)'")
        #expect((first ?? 0) > 0)
    }

    /// Changing the mode makes stale what must go and missing what must come.
    @Test func goingBackToStrictTakesTheRowsAway() async throws {
        var graded = PipelineSettings.standard
        graded.bootstrapMode = .graded
        let (lab, _) = try await computed(graded)
        try await lab.backfill()
        let strict = try await lab.manifest().lines
        let (fresh, _) = try await computed(.standard)
        #expect(try await fresh.manifest().lines == strict)
    }

    /// A schedule of the games to come does not move the season's start; a whole one sets it.
    @Test func scheduleOfGamesToComeIsNoStart() async throws {
        let lab = try await Lab.tiny(TinyLeague([Game("2024-10-22", 1, 2), Game("2024-11-10", 1, 2)]))
        let season = Season(startYear: 2024)
        let (first, later) = (try leagueDate("2024-10-22"), try leagueDate("2024-12-01"))
        try await lab.schedule(try gameID("0022400900"), later, 1, 2)
        #expect(try await lab.states().calendar.start(of: season) == first)
        try await lab.backfill()
        let states = try await lab.states()
        let features = try #require(Registry.table("ml_feature_store"))
        for date in ["2024-11-10", "2024-12-01"] {
            let day = states.calendar.day(try leagueDate(date))
            #expect(states.report(features.planned, day).state.status == .written, "\(date)")
        }
        try await lab.schedule(try gameID("0022400901"), first + (-1), 3, 4)
        #expect(try await lab.states().calendar.start(of: season) == first + (-1))
    }
}

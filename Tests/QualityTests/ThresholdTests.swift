import Documents
import Quality
import TestSupport
import Testing

/// What gates ask: the published defaults, and what a file makes of them.
@Suite struct ThresholdTests {
    private func read(_ text: String, _ profile: Thresholds.Profile? = nil) throws -> Thresholds {
        try Thresholds(file: (path: "t.yaml", text: text), profile: profile)
    }

    /// The table of `engine.md` section 7, written a second time.
    @Test(
        arguments: [
            ("team_offense", "games_covered", nil, 0.995), ("team_offense", "dates_written", nil, 0.95),
            ("team_offense", "quality_score", nil, 75), ("team_offense", "production_ready", nil, 0.8),
            ("team_offense", "blocking_issues", nil, 0), ("player_summary", "rows_covered", nil, 0.995),
            ("player_summary", "minutes_known", nil, 0.99), ("player_summary", "usage_known", nil, 0.95),
            ("player_summary", "zones_known", 0.75, 0.4), ("player_summary", "regression", 0.95, 0.9),
            ("preflight", "inputs_complete", nil, 1), ("precompute", "games_of_expected_dates", nil, 0.99),
            ("precompute", "games_of_all_dates", nil, 0.88), ("precompute", "bootstrap_dates_with_rows", nil, 0),
            ("precompute", "participation", nil, 0.9), ("precompute", "units_succeeded", nil, 0.9),
            ("precompute", "spot_checks", nil, 1), ("precompute", "units_failed", nil, 0.05),
            ("features", "features_available", nil, 0.9), ("features", "required_features", nil, 0.95),
            ("leakage", "proofs", nil, 1),
        ] as [(String, String, Double?, Double?)]) func defaultsAreThePublishedOnes(
            gate: String, check: String, warn: Double?, fail: Double?
        ) throws
    {
        let found = try Thresholds()[gate, check]
        #expect(found.levels == Threshold.Levels(warn: warn, fail: fail) && found.origin == "default")
    }

    @Test func fiveSeasonsAddsAbsoluteNumbers() throws {
        #expect(try Thresholds()["team_offense", "games"].levels == Threshold.Levels())
        for thresholds in [try Thresholds(profile: .fiveSeasons), try read("profile: five-seasons")] {
            #expect(thresholds["team_offense", "games"].levels.fail == 5600)
            #expect(thresholds["player_summary", "rows"].levels.fail == 35_000)
            #expect(thresholds["player_summary", "rows"].origin == "profile five-seasons")
            #expect(thresholds["team_offense", "games_covered"].levels.fail == 0.995)
        }
    }

    @Test func accuracyTiersAreThePublishedOnes() throws {
        let accuracy = try Thresholds().accuracy
        #expect(
            accuracy.minimumDates == 60 && accuracy.absolute == [4, 4.2, 4.27] && accuracy.percentages == [6, 2, 0])
        #expect(accuracy.tiers.map(\.excellent) == [0.03, 0.023, 0.05, 0.038])
        #expect(accuracy.tiers.map(\.good) == [0.02, 0.016, 0.04, 0.03])
        #expect(accuracy.tiers.map(\.acceptable) == [0.01, 0.008, 0.025, 0.018])
        #expect(accuracy.tiers.map(\.leakAlarm) == [0.045, 0.04, 0.07, 0.06])
        let changed = try read("accuracy:\n  tiers:\n    minutes_20:\n      good: 0.5").accuracy
        #expect(changed.tiers[1].good == 0.5 && changed.tiers[1].excellent == 0.023)
    }

    @Test func changedLevelsKnowTheirLineAndWhetherTheyAskLess() throws {
        let thresholds = try read(
            """
            gates:
              team_offense:
                games_covered: {fail: 0.9}
                blocking_issues:
                  fail: 3
                production_ready:
                  fail: 0.99
                quality_score: {fail: null}
            """)
        let covered = thresholds["team_offense", "games_covered"]
        #expect(covered.levels.fail == 0.9 && covered.standard.fail == 0.995 && covered.origin == "t.yaml line 3")
        #expect(covered.isLowered && thresholds["team_offense", "blocking_issues"].isLowered)
        #expect(thresholds["team_offense", "quality_score"].isLowered)
        #expect(!thresholds["team_offense", "production_ready"].isLowered)
        #expect(thresholds["team_offense", "production_ready"].origin == "t.yaml line 7")
        #expect(thresholds.effective.count { $0.isLowered } == 3)
    }

    @Test func fileOfTheDefaultsHidesNoProfile() throws {
        let text = Thresholds.shape.yaml(Thresholds.shape.filled(.object([])), heading: [])
        let thresholds = try read(text, .fiveSeasons)
        #expect(thresholds.effective.allSatisfy { $0.levels == $0.standard && !$0.origin.contains("line") })
        #expect(thresholds["team_offense", "games"].levels.fail == 5600)
    }

    @Test(arguments: [
        ("gates:\n  team_offence: {}", "line 2); did you mean gates.team_offense?"),
        (
            "gates:\n  team_offense:\n    game_covered: {fail: 1}",
            "line 3); did you mean gates.team_offense.games_covered?"
        ),
        (
            "gates:\n  team_offense:\n    games_covered: {fial: 1}",
            "did you mean gates.team_offense.games_covered.fail?"
        ),
        ("gates:\n  team_offense:\n    games_covered: {fail: 99.5}", "give a number from 0 to 1, or null"),
        ("profile: six-seasons", "give one of standard, five-seasons"),
    ]) func mistakesAreRefused(text: String, says: String) throws {
        let error = #expect(throws: DocumentError.self) { try read(text) }
        #expect("\(try #require(error))".contains(says), "\(String(describing: error))")
    }

    @Test func everyGateAsksOnlyWhatIsDeclared() throws {
        for gate in Gate.all {
            let declared = Set(Threshold.declared.filter { $0.gate == gate.name }.map(\.check))
            #expect(Set(gate.checks.map(\.name)) == declared, "\(gate.name)")
        }
    }
}

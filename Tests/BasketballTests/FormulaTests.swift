import Basketball
import Testing

/// Box scores worked by hand. Boston at home to New York, 2024-10-22: 132 points from 48-95, 29-61, 7-8; 11 OREB, 3 TOV.
@Suite struct FormulaTests {
    private let boston = FormulaTests.stats(
        [
            .points: 132, .fieldGoalMakes: 48, .fieldGoalAttempts: 95, .threeMakes: 29, .threeAttempts: 61,
            .freeThrowMakes: 7, .freeThrowAttempts: 8, .offensiveRebounds: 11, .turnovers: 3,
        ])

    @Test func aTeamLineByHand() throws {
        // 95 + 0.44 x 8 + 3 - 11 = 90.52 possessions
        #expect(Formula.possessionsHundredths(boston) == 9052)
        let rating = try #require(Formula.rating(points: 132, possessionsHundredths: 9052))
        #expect(abs(rating - 145.8241272646929) < 1e-12)
        #expect(Formula.pace(possessionsHundredths: 9052, teamMinutes: 240) == 90.52)
        #expect(Formula.effectiveFieldGoal(boston) == 62.5 / 95)
        #expect(Formula.trueShooting(boston) == 132 / (2 * 98.52))
        #expect(!Formula.pointsMismatch(boston))
    }

    @Test func usageOfAPlayerWhoEndsEveryPlayIsFiveTimesTheTeams() throws {
        let usage = try #require(Formula.usage(boston, seconds: 48 * 60, team: boston, teamMinutes: 240))
        #expect(abs(usage - 100) < 1e-12)
        #expect(Formula.usage(boston, seconds: 0, team: boston, teamMinutes: 240) == nil)
        #expect(Formula.usage(boston, seconds: nil, team: boston, teamMinutes: 240) == nil)
    }

    @Test(arguments: [(240, 0), (239, 0), (244, 0), (252, 0), (253, 1), (265, 1), (290, 2), (315, 3)])
    func overtimesSurviveRounding(_ minutes: Int, _ overtimes: Int) {
        #expect(Formula.overtimes(teamSeconds: minutes * 60) == overtimes)
    }

    @Test func anUnknownInputMakesTheResultUnknown() {
        var missing = boston
        missing[.freeThrowAttempts] = nil
        #expect(Formula.possessionsHundredths(missing) == nil)
        #expect(Formula.trueShooting(missing) == nil)
        #expect(missing.hasUnknownCount)
        #expect(
            Formula.effectiveFieldGoal(Self.stats([.fieldGoalMakes: 0, .threeMakes: 0, .fieldGoalAttempts: 0])) == nil)
    }

    @Test func sumsOfLinesDoNotDependOnTheOrder() {
        var generator = SplitMix(seed: 11)
        for _ in 0..<200 {
            let lines = (0..<12).map { _ in randomLine(&generator) }
            let forward = lines.reduce(.zero, +)
            let backward = lines.reversed().reduce(.zero, +)
            #expect(forward == backward)
            let possessions = lines.compactMap { Formula.possessionsHundredths($0) }.reduce(0, +)
            #expect(Formula.possessionsHundredths(forward) == possessions)
        }
    }

    @Test func qualityFollowsItsTable() {
        #expect(QualityIssues().score == 100)
        let both: QualityIssues = [.minutesRounded, .shotZonesUnavailable]
        #expect(both.score == 80 && both.tier == "silver" && both.isProductionReady)
        #expect(both.text == "shot_zones_unavailable;minutes_rounded")
        #expect(QualityIssues(rawValue: 255).score == 0)
        #expect(!QualityIssues.missingRequired.isProductionReady)
    }

    private static func stats(_ values: [Stat: Int]) -> CountingStats {
        var line = CountingStats()
        for (stat, value) in values { line[stat] = value }
        return line
    }

    private func randomLine(_ generator: inout SplitMix) -> CountingStats {
        var line = CountingStats()
        for stat in Stat.allCases { line[stat] = Int.random(in: 0...40, using: &generator) }
        return line
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed everywhere.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

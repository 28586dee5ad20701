import Pipeline
import Testing

/// The table of 4.3's `fatigue_score`, every line of it, and both sides of every limit.
@Suite struct FatigueTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var backToBack = false
        var days: Int? = 2
        var games = 0
        var minutes = 0.0
        var average: Double?
        var pairs = 0
        var age: Int? = 25
        let score: Int

        var testDescription: String {
            "\(backToBack) \(days ?? -1) \(games) \(minutes) \(average ?? -1) \(pairs) \(age ?? -1): \(score)"
        }
    }

    @Test(arguments: [
        Case(score: 100), Case(backToBack: true, days: 1, score: 85), Case(days: nil, score: 100),
        // Rest adds 5 and the clamp at the end takes it unless something was lost.
        Case(days: 4, score: 100), Case(days: 4, pairs: 1, score: 100), Case(days: 4, games: 4, score: 95),
        Case(days: 3, games: 4, score: 90), Case(games: 3, score: 100), Case(minutes: 140, score: 100),
        Case(minutes: 140.25, score: 90), Case(average: 35, score: 100), Case(average: 35.01, score: 92),
        Case(pairs: 1, score: 95), Case(pairs: 2, score: 88), Case(pairs: 5, score: 88), Case(age: 29, score: 100),
        Case(age: 30, score: 95), Case(age: 34, score: 95), Case(age: 35, score: 90), Case(age: 41, score: 90),
        Case(age: nil, score: 100),
        // A back-to-back is none of rest, and all losses together.
        Case(backToBack: true, days: 9, score: 85),
        Case(backToBack: true, days: 1, games: 5, minutes: 180, average: 36, pairs: 3, age: 36, score: 35),
    ]) func score(_ given: Case) {
        let score = Fatigue.score(
            isBackToBack: given.backToBack, daysSince: given.days, games7: given.games, minutes7: given.minutes,
            minutesPerGame: given.average, backToBacks: given.pairs, age: given.age)
        #expect(score == given.score)
    }
}

import Simulation
import Testing

@Suite struct SeededGeneratorTests {
    /// Values that other implementations of SplitMix64 give for the seed.
    @Test func isSplitMix64() {
        var random = SeededGenerator(seed: 1_234_567)
        let values = (0..<5).map { _ in random.next() }
        #expect(
            values == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test(arguments: [0...0, -3...3, 1...2, 0...999]) func drawsEveryNumberOfARangeAndNoOther(range: ClosedRange<Int>) {
        var random = SeededGenerator(seed: 5)
        let drawn = Set((0..<20_000).map { _ in random.integer(range) })
        #expect(drawn == Set(range))
    }

    @Test func picksNothingThatHasNoWeightAndShufflesWithoutLoss() {
        var random = SeededGenerator(seed: 6)
        let picked = Set((0..<2_000).map { _ in random.pick(weights: [0, 3, 0, 1, 0]) })
        #expect(picked == [1, 3])
        let items = Array(0..<100)
        let shuffled = random.shuffled(items)
        #expect(shuffled != items && shuffled.sorted() == items)
    }
}

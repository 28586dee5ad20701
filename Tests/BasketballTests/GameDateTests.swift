import Basketball
import Testing

@Suite struct GameDateTests {
    @Test func everyDayOfTwoCenturiesReadsBackAndFollowsTheDayBefore() throws {
        var previous = try #require(GameDate("1900-01-01"))
        let last = try #require(GameDate("2099-12-31"))
        while previous < last {
            let next = previous + 1
            #expect(GameDate(next.description) == next)
            #expect(next.description > previous.description)
            previous = next
        }
    }

    @Test func theEpochIsDayZero() { #expect(GameDate("1970-01-01")?.dayNumber == 0) }

    @Test(arguments: [
        "2023-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "2023-4-01", "20230401", "", "2023-04-0x",
    ])
    func nonsenseIsNoDate(_ text: String) { #expect(GameDate(text) == nil) }

    @Test func aRangeCountsBothEnds() throws {
        let range = try #require(DateRange(GameDate("2023-12-30")!, GameDate("2024-01-02")!))
        #expect(range.count == 4)
        #expect(range.dates.map(\.description) == ["2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02"])
        #expect(DateRange(range.last, range.first) == nil)
    }
}

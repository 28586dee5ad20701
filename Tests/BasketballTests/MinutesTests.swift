import Basketball
import Testing

@Suite struct MinutesTests {
    @Test func everySecondOfALongGameReadsBack() {
        for seconds in 0..<(78 * 60) {
            let text = "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
            #expect(Minutes.read(text) == .value(Minutes(seconds: seconds, precision: .second)))
        }
    }

    @Test(arguments: [
        ("34", 34 * 60, Minutes.Precision.minute), ("0", 0, .minute), ("240.0", 240 * 60, .minute),
        ("34.5", 34 * 60 + 30, .second), ("PT34M12.00S", 34 * 60 + 12, .second), ("PT00M59.60S", 60, .second),
        ("PT48M", 48 * 60, .second),
    ])
    func everyKnownFormIsRead(_ text: String, _ seconds: Int, _ precision: Minutes.Precision) {
        #expect(Minutes.read(text) == .value(Minutes(seconds: seconds, precision: precision)))
    }

    @Test func anEmptyFieldIsUnknown() { #expect(Minutes.read("") == .unknown) }

    @Test(arguments: [
        "MM:SS", "12:60", "12:5", ":30", "12:", "-3", "1e3", "PT12", "PT12M70S", "12:30:00", " 12", "1234",
    ])
    func nonsenseIsInvalid(_ text: String) { #expect(Minutes.read(text) == .invalid) }
}

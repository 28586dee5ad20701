import Documents
import Foundation
import FullcourtCLI
import Simulation
import Testing

/// JSON that any parser reads as what was meant, keys in the order given.
@Suite struct JSONValueTests {
    @Test(arguments: 0..<20) func textsReadBackThroughFoundation(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let texts = (0..<40).map { _ in RandomText.text(&random) + "\u{0}\u{1F}" }
        let json = JSONValue.array(texts.map { .string($0) }).text
        let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
        // By scalars: strings compare equal across normal forms.
        #expect(read?.map { Array($0.unicodeScalars) } == texts.map { Array($0.unicodeScalars) }, "seed \(seed)")
    }

    @Test func numbersReadBackAndWhatIsNoNumberIsNull() throws {
        let json = JSONValue.array([.integer(.max), .integer(.min), .real(0.1), .real(-1e300), .real(.nan), .null])
        let read = try #require(try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [Any])
        #expect(read[0] as? Int == .max && read[1] as? Int == .min)
        #expect(read[2] as? Double == 0.1 && read[3] as? Double == -1e300)
        #expect(read[4] is NSNull && read[5] is NSNull)
    }

    @Test func keysKeepTheirOrderAndEmptyBlocksStayOnTheirLine() {
        let value = JSONValue.object([
            ("z", .boolean(true)), ("a", .array([])), ("m", .object([])), ("k", .array([.integer(1), .string("x")])),
        ])
        #expect(
            value.text == """
                {
                  "z": true,
                  "a": [],
                  "m": {},
                  "k": [
                    1,
                    "x"
                  ]
                }
                """)
    }
}

import FullcourtCLI
import Simulation
import Testing

/// What is written can be read back by anyone who knows RFC 4180.
@Suite struct CSVTextTests {
    @Test(arguments: 0..<20) func everyTextReadsBackFromItsField(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rows = (0..<30).map { _ in (0..<random.integer(2...5)).map { _ in RandomText.text(&random) } }
        let text = rows.map { CSVText.line($0.map { Cell.text($0) }) }.joined()
        #expect(Self.parse(text) == rows, "seed \(seed)")
    }

    @Test func realsReadBackAsTheSameBits() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            let line = CSVText.line([.real(value)]).dropLast()
            #expect(Double(line)?.bitPattern == value.bitPattern, "\(value)")
        }
    }

    @Test func unknownIsNothingAndEmptyTextIsQuotes() {
        #expect(CSVText.line([.null, .text(""), .boolean(true), .integer(-3)]) == ",\"\",true,-3\n")
        // Many readers skip an empty line.
        #expect(CSVText.line([.null]) == "\"\"\n")
        #expect(CSVText.line([.real(.nan), .real(.infinity)]) == ",\n")
    }

    /// A reader of its own, to the letter of the standard.
    private static func parse(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field: [UInt8] = []
        var quoted = false
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            switch byte {
            case 0x22 where quoted && bytes.first == 0x22: field.append(bytes.removeFirst())
            case 0x22: quoted.toggle()
            // A bare carriage return ends a line for many readers.
            case 0x2C where !quoted, 0x0A where !quoted, 0x0D where !quoted:
                row.append(String(decoding: field, as: UTF8.self))
                field = []
                if byte != 0x2C {
                    rows.append(row)
                    row = []
                }
            default: field.append(byte)
            }
        }
        return rows
    }
}

/// Texts with everything in them that output must survive.
enum RandomText {
    private static let pieces = [
        "a", "Dončić", " ", ",", "\"", "\n", "\r", "\r\n", "\t", "\\", "e\u{301}", "😀", "\u{1B}[31m", "\u{202E}",
        "\u{7F}",
        "long text without end ",
    ]

    static func text(_ random: inout SeededGenerator) -> String {
        (0..<random.integer(0...6)).map { _ in pieces[random.integer(0...(pieces.count - 1))] }.joined()
    }
}

import Simulation
import Testing

@testable import FullcourtCLI

/// Tables for people: aligned whatever is in them, complete wherever nobody watches.
@Suite struct TableTextTests {
    private static let columns = [
        ListingColumn("name"), ListingColumn("rows_in", alignment: .right),
        ListingColumn("share", alignment: .right, decimals: 1), ListingColumn("note"),
    ]

    private func rows(_ random: inout SeededGenerator) -> [[Cell]] {
        (0..<random.integer(0...12)).map { _ in
            [
                Cell.text(RandomText.text(&random)).styled(random.chance(500) ? .good : .bad),
                random.chance(200) ? .null : .integer(random.integer(-9...99_999)),
                .real(Double(random.integer(0...1_000)) / 7),
                .text(RandomText.text(&random) + RandomText.text(&random)),
            ]
        }
    }

    private func table(_ rows: [[Cell]], terminal: Terminal) -> [String] {
        TableText(columns: Self.columns, terminal: terminal).render(rows: rows, summary: [])
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func terminal(width: Int, isTerminal: Bool, colored: Bool = false) -> Terminal {
        Terminal(
            environment: colored ? ["CLICOLOR_FORCE": "1"] : [:], outputIsTerminal: isTerminal, errorIsTerminal: false,
            measuredWidth: width, flags: Terminal.Flags(noColor: !colored))
    }

    @Test(arguments: 0..<30) func aRowIsALineAndColumnsAreAligned(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rows = rows(&random)
        let lines = table(rows, terminal: terminal(width: 20, isTerminal: false))
        #expect(lines.count == max(rows.count, 1) + 2, "seed \(seed)")
        guard !rows.isEmpty else { return #expect(lines[1] == "(no rows)") }
        // The second column is aligned right: its numbers end where its title ends.
        let title = lines[0]
        let end = String(title[..<(title.range(of: "rows in")?.upperBound ?? title.endIndex)]).displayWidth
        for (line, row) in zip(lines.dropFirst(), rows) {
            let number = if case .integer(let value) = row[1].value { " \(value)" } else { " -" }
            #expect(line.columns(upTo: end).hasSuffix(number), "seed \(seed): \(line)")
            #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control }, "seed \(seed)")
            // Nothing is cut where nobody watches.
            if case .text(let text) = row[0].value { #expect(line.hasPrefix(text.printable), "seed \(seed)") }
        }
    }

    @Test(arguments: 0..<30) func coloursMoveNothing(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rows = rows(&random)
        let plain = table(rows, terminal: terminal(width: 80, isTerminal: true))
        let colored = table(rows, terminal: terminal(width: 80, isTerminal: true, colored: true))
        #expect(colored.map { $0.withoutColours } == plain, "seed \(seed)")
        #expect(colored != plain)
    }

    @Test(arguments: [60, 80, 200]) func linesFitTheTerminal(width: Int) {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<20 {
            for line in table(rows(&random), terminal: terminal(width: width, isTerminal: true)) {
                #expect(line.displayWidth <= width, "\(line)")
            }
        }
    }
}

extension String {
    /// The text without the codes that set colours.
    fileprivate var withoutColours: String {
        var result = ""
        var rest = self[...]
        while let start = rest.range(of: "\u{1B}[") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...].drop { $0 != "m" }.dropFirst()
        }
        return result + rest
    }

    /// What stands in the first columns of the terminal.
    fileprivate func columns(upTo width: Int) -> String {
        var result = ""
        for character in self where (result + String(character)).displayWidth <= width { result.append(character) }
        return result
    }
}

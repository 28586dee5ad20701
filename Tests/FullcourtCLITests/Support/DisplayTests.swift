import Simulation
import Testing

@testable import FullcourtCLI

/// Text from files can neither break a line nor command the terminal.
@Suite struct DisplayTests {
    @Test(arguments: 0..<50) func printableTextHasNoControlsAndStaysAsItIs(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = RandomText.text(&random)
        let shown = text.printable
        #expect(shown.printable == shown, "seed \(seed)")
        for scalar in shown.unicodeScalars {
            #expect(scalar.properties.generalCategory != .control && scalar != "\u{202E}", "seed \(seed): \(shown)")
        }
    }

    @Test(arguments: 0..<50) func cutTextFitsAndBeginsAsTheWhole(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = RandomText.text(&random).printable
        for width in 0...20 {
            let cut = text.cut(to: width)
            #expect(cut.displayWidth <= width, "seed \(seed), width \(width)")
            #expect(cut == text || width == 0 || (cut.last == "…" && text.hasPrefix(cut.dropLast())), "seed \(seed)")
            if text.displayWidth <= width { #expect(cut == text, "seed \(seed)") }
        }
    }

    @Test func widthCountsColumnsNotBytes() {
        #expect("Dončić".displayWidth == 6 && "e\u{301}".displayWidth == 1 && "\u{200B}".displayWidth == 0)
    }

    @Test func aFaultIsOneSentenceWithPlaceAndRemedy() {
        let fault = Fault("no such file.", place: "a\nb.csv", remedy: "check the spelling")
        #expect(fault.text(colored: false) == "error: no such file (a\\nb.csv). Check the spelling.\n")
        #expect(Fault("full").text(colored: false) == "error: full.\n")
        #expect(Fault("x", remedy: "fullcourt import it").text(colored: false) == "error: x. fullcourt import it.\n")
    }
}

import FullcourtCLI
import Testing

/// When there are colours and what progress looks like, by environment and flags.
@Suite struct TerminalTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let environment: [String: String]
        let flags: Terminal.Flags
        let isTerminal: Bool
        let colored: Bool
        let progress: Terminal.ProgressMode
        var testDescription: String { "\(environment) \(flags) \(isTerminal ? "terminal" : "pipe")" }

        init(
            _ environment: [String: String] = [:], _ flags: Terminal.Flags = Terminal.Flags(), terminal: Bool,
            colored: Bool, _ progress: Terminal.ProgressMode
        ) {
            self.environment = environment
            self.flags = flags
            isTerminal = terminal
            self.colored = colored
            self.progress = progress
        }
    }

    static let cases = [
        Case(terminal: true, colored: true, .bar), Case(terminal: false, colored: false, .lines),
        Case(["TERM": "dumb"], terminal: true, colored: false, .lines),
        Case(["NO_COLOR": "1"], terminal: true, colored: false, .bar),
        Case(["NO_COLOR": ""], terminal: true, colored: true, .bar),
        Case(["CLICOLOR_FORCE": "1"], terminal: false, colored: true, .lines),
        Case(["CLICOLOR_FORCE": "0"], terminal: false, colored: false, .lines),
        Case(["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], terminal: true, colored: false, .bar),
        Case(["CI": "true"], terminal: true, colored: true, .lines),
        Case(["CI": "false"], terminal: true, colored: true, .bar),
        Case([:], Terminal.Flags(noColor: true), terminal: true, colored: false, .bar),
        Case(["CLICOLOR_FORCE": "1"], Terminal.Flags(noColor: true), terminal: true, colored: false, .bar),
        Case([:], Terminal.Flags(noProgress: true), terminal: true, colored: true, .summary),
        Case([:], Terminal.Flags(noProgress: true, quiet: true), terminal: true, colored: true, .none),
    ]

    @Test(arguments: cases) func isDecidedOnce(_ known: Case) {
        let terminal = Terminal(
            environment: known.environment, outputIsTerminal: known.isTerminal, errorIsTerminal: known.isTerminal,
            flags: known.flags)
        #expect(terminal.outputColored == known.colored && terminal.errorColored == known.colored)
        #expect(terminal.progress == known.progress)
    }

    @Test(arguments: [("100", 60, 100), ("0", 60, 60), ("x", 60, 60), (nil, 60, 60), (nil, nil, 80)])
    func widthIsToldThenMeasuredThenEighty(columns: String?, measured: Int?, width: Int) {
        let terminal = Terminal(
            environment: columns.map { ["COLUMNS": $0] } ?? [:], outputIsTerminal: true, errorIsTerminal: true,
            measuredWidth: measured)
        #expect(terminal.width == width)
    }
}

/// What may be written where: decided once from the environment and the flags, then passed around as a value.
package struct Terminal: Sendable, Equatable {
    /// The flags that every verb has.
    package struct Flags: Sendable, Equatable {
        /// `--no-color`.
        package var noColor: Bool
        /// `--no-progress`.
        package var noProgress: Bool
        /// `--quiet`.
        package var quiet: Bool

        /// Flags, none of them set unless given.
        package init(noColor: Bool = false, noProgress: Bool = false, quiet: Bool = false) {
            self.noColor = noColor
            self.noProgress = noProgress
            self.quiet = quiet
        }
    }

    /// How progress is shown on standard error.
    package enum ProgressMode: Sendable, Equatable {
        /// One line, drawn again and again.
        case bar
        /// A line every 10 % or 30 s.
        case lines
        /// Only the final summary (`--no-progress`).
        case summary
        /// Nothing (`--quiet`).
        case none
    }

    /// Whether standard output is a terminal.
    package let outputIsTerminal: Bool
    /// Whether standard error is a terminal.
    package let errorIsTerminal: Bool
    /// Columns.
    package let width: Int
    /// Whether standard output is coloured.
    package let outputColored: Bool
    /// Whether standard error is coloured.
    package let errorColored: Bool
    /// How progress is shown.
    package let progress: ProgressMode

    /// Decides from what is known; see `current(flags:)` for the process's own.
    ///
    /// - Parameter measuredWidth: columns as the terminal reports them, nil when it does not.
    package init(
        environment: [String: String] = [:], outputIsTerminal: Bool, errorIsTerminal: Bool, measuredWidth: Int? = nil,
        flags: Flags = Flags()
    ) {
        self.outputIsTerminal = outputIsTerminal
        self.errorIsTerminal = errorIsTerminal
        let columns = environment["COLUMNS"].flatMap { Int($0) }
        width = [columns, measuredWidth].lazy.compactMap(\.self).first { $0 > 0 } ?? 80
        outputColored = Terminal.colored(environment, isTerminal: outputIsTerminal, flags: flags)
        errorColored = Terminal.colored(environment, isTerminal: errorIsTerminal, flags: flags)
        let moves = errorIsTerminal && environment["TERM"] != "dumb" && !Terminal.isSet(environment["CI"])
        progress = flags.quiet ? .none : flags.noProgress ? .summary : moves ? .bar : .lines
    }

    /// No colour beats forced colour, which beats what the terminal can do (no-color.org, bixense.com/clicolors).
    private static func colored(_ environment: [String: String], isTerminal: Bool, flags: Flags) -> Bool {
        if flags.noColor || environment["NO_COLOR"]?.isEmpty == false { return false }
        if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
        return isTerminal && environment["TERM"] != "dumb"
    }

    private static func isSet(_ value: String?) -> Bool {
        guard let value else { return false }
        return !["", "0", "false"].contains(value)
    }
}

import Foundation

extension Terminal {
    /// The terminal of this process.
    package static func current(flags: Flags = Flags()) -> Terminal {
        Terminal(
            environment: ProcessInfo.processInfo.environment,
            outputIsTerminal: isatty(STDOUT_FILENO) == 1,
            errorIsTerminal: isatty(STDERR_FILENO) == 1,
            measuredWidth: measuredWidth(STDOUT_FILENO) ?? measuredWidth(STDERR_FILENO),
            flags: flags)
    }

    /// Columns as the terminal behind a descriptor reports them.
    private static func measuredWidth(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

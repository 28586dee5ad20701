import ArgumentParser
import Foundation
import Storage

/// What every verb understands.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The warehouse, one SQLite file. Environment: FULLCOURT_WAREHOUSE. (default: fullcourt.sqlite)",
            valueName: "path"))
    var warehouse: String?

    @Option(help: "How listings are written: table, json or csv. Environment: FULLCOURT_OUTPUT. (default: table)")
    var output: OutputFormat?

    @Flag(help: "Only errors on standard error.")
    var quiet = false

    @Flag(help: "Details on standard error.")
    var verbose = false

    @Flag(help: "No colour; also NO_COLOR.")
    var noColor = false

    @Flag(help: "No progress, only the summary.")
    var noProgress = false

    /// What may be written where.
    var terminal: Terminal {
        .current(flags: Terminal.Flags(noColor: noColor, noProgress: noProgress, quiet: quiet))
    }

    func format() throws -> OutputFormat {
        if let output { return output }
        guard let name = environment("FULLCOURT_OUTPUT") else { return .table }
        guard let format = OutputFormat(rawValue: name) else {
            throw Fault(
                "FULLCOURT_OUTPUT is '\(name)'", remedy: "use table, json or csv", status: .configuration)
        }
        return format
    }

    var path: String { warehouse ?? environment("FULLCOURT_WAREHOUSE") ?? "fullcourt.sqlite" }

    /// Opens a warehouse that must be there.
    func open() throws -> SQLiteWarehouse {
        guard FileManager.default.fileExists(atPath: path) else {
            throw Fault(
                "there is no warehouse", place: path,
                remedy: "run 'fullcourt import' first, or name one with --warehouse")
        }
        return try SQLiteWarehouse(path: path)
    }

    /// Writes a line to standard error, but not with `--quiet`.
    func tell(_ line: String) {
        if !quiet { TextStream.error.show(line + "\n") }
    }

    /// Writes a warning to standard error, but not with `--quiet`.
    func warn(_ line: String) {
        tell(Style.warn.apply(to: "warning:", colored: terminal.errorColored) + " " + line.printable)
    }
}

/// A setting of the environment; nil when it is not set or empty.
func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
}

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

    @Option(
        help: ArgumentHelp(
            "The file with settings. Environment: FULLCOURT_CONFIG. (default: fullcourt.yaml, if it is there)",
            valueName: "path"))
    var config: String?

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

    /// The settings in effect.
    ///
    /// - Parameter flags: those that only some verbs have.
    func settings(_ flags: [Settings.Flag] = []) throws -> Settings {
        var flags = flags
        if let warehouse { flags.append(Settings.Flag(Settings.warehouse, warehouse, "--warehouse")) }
        if let output { flags.append(Settings.Flag(Settings.output, output.rawValue, "--output")) }
        return try Settings(
            flags: flags, environment: ProcessInfo.processInfo.environment,
            file: OptionalFile.read(
                named: config ?? environment("FULLCOURT_CONFIG"), standard: Settings.standardFile, option: "--config"))
    }

    func format() throws -> OutputFormat {
        OutputFormat(rawValue: try settings()[Settings.output]) ?? .table
    }

    /// Where the warehouse is.
    func path() throws -> String { try settings()[Settings.warehouse] }

    /// Opens a warehouse that must be there.
    func open() throws -> SQLiteWarehouse {
        let path = try path()
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

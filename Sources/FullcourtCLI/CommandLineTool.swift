import ArgumentParser
import Foundation

/// `fullcourt`: every verb, and the one place where errors become text and exit codes.
package struct CommandLineTool: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "fullcourt",
        abstract: "Rebuilds an NBA player-props data pipeline in seconds, and proves what it did.",
        discussion: """
            EXAMPLES:
              fullcourt demo                        everything, on a simulated season
              fullcourt import logs/ shots/         files into raw tables
              fullcourt backfill --season 2023-24   raw tables into analytics tables
              fullcourt coverage                    what is there, of what should be
              fullcourt query "SELECT * FROM games LIMIT 5"

            Data goes to standard output, progress and errors to standard error. \
            Settings come from flags, else from the environment (FULLCOURT_WAREHOUSE and so on), else from \
            fullcourt.yaml (--config), else from the defaults; 'fullcourt config show' tells which.

            EXIT CODES:
              0     success, or a gate says GO
              1     a gate says NO-GO
              2     warnings, under --strict
              3     data or engine error
              4     incomplete: units failed, were blocked or not reached
              64    wrong usage
              75    the warehouse is busy
              78    bad configuration
              130   stopped by Control-C; 143 by SIGTERM
            """,
        version: Version.number,
        groupedSubcommands: [
            CommandGroup(name: "Setting up", subcommands: [InitVerb.self, ConfigVerb.self, DoctorVerb.self]),
            CommandGroup(name: "Data in", subcommands: [ImportVerb.self, SimulateVerb.self, DemoVerb.self]),
            CommandGroup(name: "Building tables", subcommands: [PlanVerb.self, BackfillVerb.self, RunVerb.self]),
            CommandGroup(
                name: "What was done", subcommands: [StatusVerb.self, CoverageVerb.self, ExplainVerb.self]),
            CommandGroup(name: "Deciding", subcommands: [ValidateVerb.self, BaselineVerb.self, ReportVerb.self]),
            CommandGroup(
                name: "Data out",
                subcommands: [
                    QueryVerb.self, ExportVerb.self, ManifestVerb.self, LedgerVerb.self, SchemaVerb.self,
                    GraphVerb.self,
                ]),
        ])

    package init() {}

    /// Parses the process's arguments, runs the verb and ends the process.
    package static func run() async {
        TextStream.ignoreClosedPipes()
        Foundation.exit(await status(of: Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    /// Runs a command line and gives the status to end with.
    static func status(of arguments: [String]) async -> ExitStatus {
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return .success
        } catch {
            return report(error)
        }
    }

    private static func report(_ error: any Error) -> ExitStatus {
        if let code = error as? ExitCode { return ExitStatus(rawValue: code.rawValue) ?? .dataError }
        let code = exitCode(for: error)
        // ArgumentParser's own: help and version go to standard output, wrong usage to standard error.
        let isParser = code == .validationFailure || code == .success
        guard isParser else { return Fault.report(error, terminal: .current()) }
        let text = fullMessage(for: error)
        guard code == .success else {
            TextStream.error.show(text + "\n")
            return .usage
        }
        TextStream.output.show(text + "\n")
        return .success
    }
}

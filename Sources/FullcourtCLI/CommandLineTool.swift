import ArgumentParser
import Documents
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
              5     the saved plan no longer fits the warehouse
              64    wrong usage
              75    another process is writing
              78    bad configuration
              130   stopped by Control-C; 143 by SIGTERM
            """,
        version: Version.number,
        groupedSubcommands: [
            CommandGroup(name: "Setting up", subcommands: [InitVerb.self, ConfigVerb.self, DoctorVerb.self]),
            CommandGroup(name: "Data in", subcommands: [ImportVerb.self, SimulateVerb.self, DemoVerb.self]),
            CommandGroup(
                name: "Building tables",
                subcommands: [PlanVerb.self, ApplyVerb.self, BackfillVerb.self, RetryVerb.self, RunVerb.self]),
            CommandGroup(
                name: "What was done",
                subcommands: [StatusVerb.self, CoverageVerb.self, GapsVerb.self, ExplainVerb.self]),
            CommandGroup(
                name: "Deciding",
                subcommands: [
                    PreflightVerb.self, ValidateVerb.self, BaselineVerb.self, ProveVerb.self, ReportVerb.self,
                ]),
            CommandGroup(
                name: "Data out",
                subcommands: [
                    QueryVerb.self, ExportVerb.self, ManifestVerb.self, LedgerVerb.self, SchemaVerb.self,
                    FeaturesVerb.self, GraphVerb.self,
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
            try checkVerb(arguments)
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

    /// A verb that there is not gets a better answer than "unexpected argument".
    private static func checkVerb(_ arguments: [String]) throws(Fault) {
        guard let verb = arguments.first, !verb.hasPrefix("-") else { return }
        let names = configuration.groupedSubcommands.flatMap { $0.subcommands }.compactMap {
            $0.configuration.commandName
        }
        guard verb != "help", !names.contains(verb) else { return }
        let near = Nearest.name(to: verb, among: names).map { "did you mean \($0)?" }
        throw Fault("there is no verb '\(verb)'", remedy: near ?? "'fullcourt --help' lists them", status: .usage)
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

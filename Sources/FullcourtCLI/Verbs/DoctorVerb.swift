import ArgumentParser
import Foundation

/// `fullcourt doctor`: is everything in order, and what to do where it is not.
struct DoctorVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the installation, the settings and the warehouse, and say what to do.",
        discussion: """
            Nothing is written. Exit codes: 0 in order or warnings, 2 warnings under --strict, 3 a fault in the warehouse, \
            78 a fault in the settings.

            EXAMPLES:
              fullcourt doctor
              fullcourt doctor --warehouse fullcourt.sqlite --output json
            """)

    @Flag(help: "Exit with 2 when there are warnings.")
    var strict = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        var findings = [installation()]
        let (found, settings) = SettingsDoctor(global: global, environment: environment).look()
        findings += found
        if let settings {
            findings += await WarehouseDoctor(
                path: settings[Settings.warehouse], workers: ProcessInfo.processInfo.activeProcessorCount
            ).look()
        } else {
            findings.append(Finding("warehouse", .skipped, "the settings do not say where it is"))
        }
        // Broken settings must not keep the doctor from saying so.
        let output = settings.flatMap { OutputFormat(rawValue: $0[Settings.output]) } ?? global.output ?? .table
        let faults = findings.filter { $0.result == .fault }
        let warnings = findings.count { $0.result == .warning }
        try TextStream.output.write(
            Output.render(
                kind: "doctor", rows: findings,
                summary: [("faults", .integer(faults.count)), ("warnings", .integer(warnings))], format: output,
                terminal: global.terminal))
        if let first = faults.first { throw first.status.code }
        if strict, warnings > 0 { throw ExitStatus.warnings.code }
    }

    private func installation() -> Finding {
        let info = ProcessInfo.processInfo
        return Finding(
            "installation", .good,
            "fullcourt \(Version.number), \(info.operatingSystemVersionString), \(info.activeProcessorCount) cores")
    }
}

import ArgumentParser
import Foundation

/// `fullcourt init`: the files with settings, to start from.
struct InitVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract:
            "Write \(ConfigurationFile.allCases.map(\.name).joined(separator: ", ")) with all defaults and comments.",
        discussion: """
            A file that is there is never overwritten without --force; then nothing is written at all.

            EXAMPLES:
              fullcourt init
              fullcourt init --folder project --force
            """)

    @Option(help: ArgumentHelp("Where they are written.", valueName: "folder"))
    var folder = "."

    @Flag(help: "Overwrite files that are there.")
    var force = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let files = ConfigurationFile.allCases
        if !force, let first = files.first(where: { FileManager.default.fileExists(atPath: "\(folder)/\($0.name)") }) {
            throw Fault(
                "the file is there already; nothing was written", place: "\(folder)/\(first.name)",
                remedy: "remove it, name another folder with --folder, or overwrite it with --force", status: .usage)
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for file in files {
            let output = try ExportFile("\(folder)/\(file.name)")
            try output.write(Array(file.template.utf8))
            try output.finish()
            global.tell("wrote \(folder)/\(file.name)")
        }
    }
}

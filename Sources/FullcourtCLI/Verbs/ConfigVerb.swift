import ArgumentParser
import Documents

/// `fullcourt config`: the settings in effect, and the schemas of the files.
struct ConfigVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the settings in effect and where each is from; print the files' JSON Schemas.",
        discussion: """
            A flag comes before the environment (FULLCOURT_*), that before the file (--config, else ./fullcourt.yaml \
            where there is one), that before the default.

            EXAMPLES:
              fullcourt config show
              fullcourt config show --output json
              fullcourt config schema fullcourt > fullcourt.schema.json
            """,
        subcommands: [ConfigShowVerb.self, ConfigSchemaVerb.self])
}

/// `fullcourt config show`.
struct ConfigShowVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show every setting with its value and where that is from.",
        discussion: """
            EXAMPLES:
              fullcourt config show
              FULLCOURT_WORKERS=2 fullcourt config show --output csv
            """)

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let settings = try global.settings()
        let text = Output.render(
            kind: "settings", rows: settings.resolved.map(SettingRow.init), format: try global.format(),
            terminal: global.terminal)
        try TextStream.output.write(text)
    }
}

/// `fullcourt config schema NAME`.
struct ConfigSchemaVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of one of the files that init writes.",
        discussion: """
            EXAMPLES:
              fullcourt config schema thresholds
            """)

    @Argument(help: "The file: \(ConfigurationFile.allCases.map(\.rawValue).joined(separator: ", ")).")
    var name: ConfigurationFile

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws { try TextStream.output.write(name.schema) }
}

/// A setting in effect.
private struct SettingRow: Listing {
    static let columns = ["setting", "value", "origin", "default", "environment", "meaning"].map { ListingColumn($0) }
    let resolved: Settings.Resolved

    var cells: [Cell] {
        let setting = resolved.setting
        return [
            .text(setting.name), .text(YAMLText.inline(resolved.value)),
            Cell.text("\(resolved.origin)").styled(resolved.origin == .standard ? .dim : .strong),
            .text(YAMLText.inline(setting.standard)), .text(setting.environment), .text(setting.meaning),
        ]
    }
}

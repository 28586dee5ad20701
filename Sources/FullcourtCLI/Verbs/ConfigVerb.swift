import ArgumentParser
import Documents
import Quality

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
              fullcourt config show thresholds
            """)

    /// What can be shown.
    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case settings
        case thresholds
    }

    @Argument(help: "settings, or thresholds: what the gates ask, with the defaults beside it.")
    var subject = Subject.settings

    @Option(help: "Which defaults of the thresholds hold. (default: as thresholds.yaml)")
    var profile: Thresholds.Profile?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let settings = try global.settings()
        if subject == .thresholds {
            let file = try OptionalFile.read(settings, Settings.thresholds, option: "FULLCOURT_THRESHOLDS")
            let thresholds = try Thresholds(file: file, profile: profile)
            return try TextStream.output.write(
                Output.render(
                    kind: "thresholds", rows: thresholds.effective.map(ThresholdRow.init),
                    summary: [("profile", .text(thresholds.profile.rawValue))], format: try global.format(),
                    terminal: global.terminal))
        }
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

/// A threshold in effect.
private struct ThresholdRow: Listing {
    static let columns = [
        ListingColumn("threshold"), ListingColumn("asks"), ListingColumn("warn", alignment: .right),
        ListingColumn("fail", alignment: .right), ListingColumn("default_warn", alignment: .right),
        ListingColumn("default_fail", alignment: .right), ListingColumn("unit"), ListingColumn("origin"),
        ListingColumn("meaning"),
    ]
    let level: Thresholds.Effective

    var cells: [Cell] {
        let asked = level.threshold
        return [
            .text(asked.name), .text(asked.direction.rawValue), .real(level.levels.warn), .real(level.levels.fail),
            .real(level.standard.warn), .real(level.standard.fail), .text(asked.scale.unit),
            Cell.text(level.origin).styled(level.isLowered ? .warn : level.origin == "default" ? .dim : .strong),
            .text(asked.meaning),
        ]
    }
}

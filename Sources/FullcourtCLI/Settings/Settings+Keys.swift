import Documents
import Pipeline
import Planning

extension Settings {
    package static let warehouse = SettingKey(
        "warehouse", .text(), default: "fullcourt.sqlite", isPath: true, "The warehouse, one SQLite file.")

    package static let output = SettingKey(
        "output", .text(choices: OutputFormat.allCases.map(\.rawValue)), default: "table",
        "How listings are written to standard output.")

    package static let workers = SettingKey(
        "workers", .integer(0...64), default: 0,
        "Tasks at the same time; 0 is as many as there are cores. No result depends on it.")

    package static let thresholds = SettingKey(
        "thresholds", .text(), default: "thresholds.yaml", isPath: true,
        "The file with what the gates ask; where it is absent the defaults hold.")

    package static let pipeline = SettingKey(
        "pipeline", .text(), default: "pipeline.yaml", isPath: true,
        "The file with the phases of 'fullcourt run'; where it is absent the default pipeline holds.")

    package static let bootstrapMode = SettingKey(
        "bootstrap.mode", .text(choices: PipelineSettings.BootstrapMode.allCases.map(\.rawValue)),
        default: PipelineSettings.standard.bootstrapMode.rawValue,
        "What becomes of a season's first days in the tables of stage 4: strict expects no rows, graded expects rows "
            + "that stand on their own minimum.")

    package static let bootstrapDays = SettingKey(
        "bootstrap.days", .integer(0...60), default: PipelineSettings.standard.bootstrapDays,
        "How many days from the season's start are bootstrap days.")

    package static let bookmakers = SettingKey(
        "bookmakers", .list(of: .text()), default: PipelineSettings.standard.bookmakers,
        "Whose lines are taken, the first that has one; unnamed bookmakers follow by name.")

    package static let minComplete = SettingKey(
        "readiness.min_complete", .number(0...1), default: PipelineSettings.standard.minComplete,
        "Share of its expected rows from which a partial unit is ready for those that read it.")

    package static let minCompleteByTable = SettingKey(
        "readiness.min_complete_by_table", .dictionary(keys: Registry.tables.map(\.name), of: .number(0...1)),
        default: PipelineSettings.standard.minCompleteByTable, "The same for single tables.")

    /// Every setting, in the order of the file.
    package static let declared: [Setting] = [
        warehouse.setting, output.setting, workers.setting, thresholds.setting, pipeline.setting,
        bootstrapMode.setting, bootstrapDays.setting, bookmakers.setting, minComplete.setting,
        minCompleteByTable.setting,
    ]

    /// The settings on which results depend.
    package var pipelineSettings: PipelineSettings {
        PipelineSettings(
            bootstrapMode: PipelineSettings.BootstrapMode(rawValue: self[Settings.bootstrapMode]) ?? .strict,
            bootstrapDays: self[Settings.bootstrapDays], bookmakers: self[Settings.bookmakers],
            minComplete: self[Settings.minComplete], minCompleteByTable: self[Settings.minCompleteByTable])
    }
}

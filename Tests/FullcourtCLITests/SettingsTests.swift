import Documents
import Foundation
import Planning
import TestSupport
import Testing

@testable import FullcourtCLI

/// Where the value of a setting comes from, and what `init` writes.
@Suite(.ownThreads) struct SettingsTests {
    @Test func flagBeatsEnvironmentBeatsFileBeatsDefault() throws {
        let file = (path: "some/fullcourt.yaml", text: "\nworkers: 3\nwarehouse: w.sqlite\n")
        let standard = try Settings(flags: [], environment: [:], file: nil)
        #expect(standard[Settings.workers] == 0 && standard.origin(Settings.workers) == .standard)
        let fromFile = try Settings(flags: [], environment: [:], file: file)
        #expect(fromFile[Settings.workers] == 3)
        #expect(fromFile.origin(Settings.workers) == .file("some/fullcourt.yaml", line: 2))
        #expect(fromFile[Settings.warehouse] == "some/w.sqlite")
        let environment = ["FULLCOURT_WORKERS": "4", "FULLCOURT_OUTPUT": ""]
        let fromEnvironment = try Settings(flags: [], environment: environment, file: file)
        #expect(fromEnvironment[Settings.workers] == 4 && fromEnvironment[Settings.output] == "table")
        #expect(fromEnvironment.origin(Settings.workers) == .environment("FULLCOURT_WORKERS"))
        let flag = Settings.Flag(Settings.workers, 5, "--workers")
        let fromFlag = try Settings(flags: [flag], environment: environment, file: file)
        #expect(fromFlag[Settings.workers] == 5 && fromFlag.origin(Settings.workers) == .flag("--workers"))
    }

    @Test func resultsDependOnTheStandardSettingsUnlessToldOtherwise() throws {
        #expect(try Settings(flags: [], environment: [:], file: nil).pipelineSettings == .standard)
        let environment = [
            "FULLCOURT_BOOTSTRAP_MODE": "graded", "FULLCOURT_BOOTSTRAP_DAYS": "7", "FULLCOURT_BOOKMAKERS": "b, a",
            "FULLCOURT_READINESS_MIN_COMPLETE": "0.9",
            "FULLCOURT_READINESS_MIN_COMPLETE_BY_TABLE": "player_game_summary=0.5",
        ]
        let settings = try Settings(flags: [], environment: environment, file: nil).pipelineSettings
        #expect(
            settings
                == PipelineSettings(
                    bootstrapMode: .graded, bootstrapDays: 7, bookmakers: ["b", "a"], minComplete: 0.9,
                    minCompleteByTable: ["player_game_summary": 0.5]))
        #expect(settings.minComplete("player_game_summary") == 0.5 && settings.minComplete("games") == 0.9)
    }

    @Test(arguments: Settings.declared.map(\.environment)) func everyVariableIsRefusedWhenItMakesNoSense(name: String)
        throws
    {
        let setting = try #require(Settings.declared.first { $0.environment == name })
        // Any text is a path, and a list of texts.
        guard setting.shape.value("?") == nil else { return }
        #expect(throws: DocumentError.self) { try Settings(flags: [], environment: [name: "?"], file: nil) }
        let result = try Program.run(["config", "show"], environment: [name: "?"])
        #expect(result.status == 78 && result.error.contains("\(name) is '?'"), "\(result.error)")
    }

    @Test(arguments: ConfigurationFile.allCases) func whatInitWritesIsTheDefaultsAndFitsThePublishedSchema(
        file: ConfigurationFile
    ) throws {
        let read = try file.shape.read(file.template, file: file.name)
        #expect(read.value == file.shape.filled(.object([])))
        #expect(SchemaCheck.faults(read.value, file.shape.schema(title: file.name)).isEmpty)
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        let published = folder.appendingPathComponent("Documentation/schemas/\(file.rawValue).schema.json")
        #expect(
            try String(contentsOf: published, encoding: .utf8) == file.schema,
            "run 'fullcourt config schema \(file.rawValue) > Documentation/schemas/\(file.rawValue).schema.json'")
    }

    @Test func initWritesOnceAndIsRead() throws {
        let folder = try TemporaryFolder()
        let first = try Program.run(["init", "--folder", folder.path("p")])
        #expect(first.status == 0)
        let path = folder.path("p/fullcourt.yaml")
        let show = try Program.run(["config", "show", "--config", path, "--output", "csv"])
        #expect(show.status == 0 && show.output.contains("\(path) line 5"))
        try folder.write("p/fullcourt.yaml", "workers: 1\n")
        let second = try Program.run(["init", "--folder", folder.path("p")])
        #expect(second.status == 64 && second.error.contains("--force"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "workers: 1\n")
        #expect(try Program.run(["init", "--folder", folder.path("p"), "--force"]).status == 0)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == ConfigurationFile.fullcourt.template)
    }

    @Test func unknownKeyEndsAnyVerbWith78AndTheNearestKey() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("x.yaml", "output: json\nreadiness:\n  min_complet: 0.5\n")
        let result = try Program.run(["status", "--config", path])
        #expect(result.status == 78 && result.error.contains("\(path) line 3"))
        #expect(result.error.contains("Did you mean readiness.min_complete?"))
        #expect(try Program.run(["status", "--config", folder.path("none.yaml")]).status == 78)
    }
}

import Documents
import Foundation
import Orchestration
import Quality

/// Looks at the settings and the files that users write.
struct SettingsDoctor {
    let global: GlobalOptions
    let environment: [String: String]

    /// Variables that are no settings of `fullcourt.yaml`.
    private static let others = ["FULLCOURT_CONFIG", "FULLCOURT_API_KEYS"]

    /// The findings, and the settings where they could be read.
    func look() -> ([Finding], Settings?) {
        var findings = [unknownVariables()]
        let settings: Settings
        do { settings = try global.settings() } catch { return (findings + [Finding("settings", error)], nil) }
        let changed = settings.resolved.count { $0.origin != .standard }
        findings.append(
            Finding("settings", .good, "\(settings.resolved.count) settings, \(changed) not by default"))
        findings.append(
            file("thresholds", settings, Settings.thresholds) { file in
                let thresholds = try Thresholds(file: file)
                let lowered = thresholds.effective.filter(\.isLowered).map(\.threshold.name)
                return lowered.isEmpty ? "" : "asks less than the default: \(lowered.joined(separator: ", "))"
            })
        findings.append(
            file("pipeline", settings, Settings.pipeline) { file in
                "phases \(try PipelineDefinition(file: file).phases.map(\.name).joined(separator: ", "))"
            })
        return (findings, settings)
    }

    private func file(
        _ check: String, _ settings: Settings, _ key: SettingKey<String>,
        _ read: ((path: String, text: String)?) throws -> String
    ) -> Finding {
        do {
            let file = try OptionalFile.read(settings, key, option: "--\(check)")
            let found = [file?.path ?? "no \(settings[key]), so the defaults", try read(file)].filter { !$0.isEmpty }
            return Finding(check, .good, found.joined(separator: ": "))
        } catch {
            return Finding(check, error)
        }
    }

    /// A misspelt variable would have no effect, and nobody would say so.
    private func unknownVariables() -> Finding {
        let known = Settings.declared.map(\.environment) + SettingsDoctor.others
        let unknown = environment.keys.filter { $0.hasPrefix("FULLCOURT_") && !known.contains($0) }.sorted()
        guard let first = unknown.first else { return Finding("environment", .good, "no unknown FULLCOURT_ variable") }
        return Finding(
            "environment", .warning, "no setting is named \(unknown.joined(separator: ", "))",
            remedy: Nearest.name(to: first, among: known).map { "did you mean \($0)?" } ?? "unset it")
    }
}

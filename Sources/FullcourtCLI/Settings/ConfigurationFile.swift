import ArgumentParser
import Documents
import Orchestration
import Quality

/// The files that a user may write: each is declared as a shape, from which all else follows.
enum ConfigurationFile: String, CaseIterable, ExpressibleByArgument {
    case fullcourt
    case thresholds
    case pipeline

    /// What it looks like.
    var shape: Shape {
        switch self {
        case .fullcourt: Settings.shape
        case .thresholds: Thresholds.shape
        case .pipeline: PipelineDefinition.shape
        }
    }

    /// `fullcourt.yaml`.
    var name: String { "\(rawValue).yaml" }

    /// The JSON Schema, as published under `Documentation/schemas`.
    var schema: String { shape.schema(title: name).text + "\n" }

    private var purpose: String {
        switch self {
        case .fullcourt: "Settings of Fullcourt."
        case .thresholds: "What the gates ask of the data."
        case .pipeline: "The phases of 'fullcourt run', and whom to tell."
        }
    }

    /// The command that shows what is in effect.
    private var shown: String {
        switch self {
        case .fullcourt: "fullcourt config show"
        case .thresholds: "fullcourt config show thresholds"
        case .pipeline: "fullcourt run --dry-run"
        }
    }

    /// The file with all defaults and a comment at every key.
    var template: String {
        shape.yaml(
            shape.filled(.object([])),
            heading: [
                purpose + " Every value below is the default; remove what you do not change.",
                "JSON Schema: 'fullcourt config schema \(rawValue)'. In effect: '\(shown)'.",
            ])
    }
}

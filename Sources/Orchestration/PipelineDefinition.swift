import Basketball
import Documents
import Pipeline
import Planning
import Quality

/// What `fullcourt run` does: phases in their order, and whom to tell.
package struct PipelineDefinition: Sendable {
    /// Builds tables, then asks gates.
    package struct Phase: Sendable, Hashable {
        package let name: String
        /// Names of tables, in the registry's order.
        package let tables: [String]
        package let gates: [String]
        /// Dates that are built and judged before all others; 0 for none.
        package let sample: Int
    }

    package let phases: [Phase]
    package let hooks: [Hook]
    /// Seconds between two looks at what another process does.
    package let pollInterval: Double
    package let from: GameDate?
    package let to: GameDate?

    /// The default pipeline, or what a file says.
    ///
    /// - Throws: an unknown key, table, gate or event with the nearest known one; with file and line.
    package init(file: (path: String, text: String)? = nil) throws(DocumentError) {
        let read = try file.map { file throws(DocumentError) in
            try PipelineDefinition.shape.read(file.text, file: file.path)
        }
        let value = PipelineDefinition.shape.filled(read?.value ?? .object([]))
        let place = { (key: String) -> String? in
            file.flatMap { file in read?.lines[key].map { "\(file.path) line \($0)" } }
        }
        var phases: [Phase] = []
        for (index, phase) in (value["phases"]?.array ?? []).enumerated() {
            let key = "phases[\(index + 1)]"
            let name = phase["name"]?.string ?? ""
            if name.isEmpty || phases.contains(where: { $0.name == name }) {
                throw DocumentError("a phase needs a name of its own, '\(name)' is none", place: place(key))
            }
            phases.append(
                Phase(
                    name: name,
                    tables: try PipelineDefinition.tables(phase["tables"], place: place("\(key).tables")),
                    gates: try PipelineDefinition.gates(phase["gates"], place: place("\(key).gates")),
                    sample: phase["sample"]?.integer ?? 0))
        }
        if phases.isEmpty { throw DocumentError("the pipeline has no phases", place: place("phases") ?? file?.path) }
        self.phases = phases
        hooks = try (value["hooks"]?.array ?? []).enumerated().map { index, hook throws(DocumentError) in
            try Hook(hook, place: place("hooks[\(index + 1)]"))
        }
        pollInterval = value["poll_interval"]?.number ?? 60
        from = value["from"]?.string.flatMap { GameDate($0) }
        to = value["to"]?.string.flatMap { GameDate($0) }
        if let from, let to, from > to { throw DocumentError("from \(from) is after to \(to)", place: place("from")) }
    }

    private static func texts(_ value: JSONValue?) -> [String] { (value?.array ?? []).compactMap(\.string) }

    /// Tables by the words that `--tables` knows, too.
    private static func tables(_ value: JSONValue?, place: String?) throws(DocumentError) -> [String] {
        do {
            return try TableSelector.select(texts(value).joined(separator: ","), among: Registry.planned).map(\.name)
        } catch {
            throw DocumentError(
                "there is no table '\(error.name)'", place: place,
                remedy: Nearest.name(to: error.name, among: error.names).map { "did you mean \($0)?" }
                    ?? "known are: \(error.names.joined(separator: ", "))")
        }
    }

    private static func gates(_ value: JSONValue?, place: String?) throws(DocumentError) -> [String] {
        let names = texts(value)
        let known = Gate.all.map(\.name)
        for name in names where !known.contains(name) {
            throw DocumentError(
                "there is no gate '\(name)'", place: place,
                remedy: Nearest.name(to: name, among: known).map { "did you mean \($0)?" }
                    ?? "known are: \(known.joined(separator: ", "))")
        }
        return names
    }

    /// The phases that a run of this version has unless told otherwise.
    private static let standard: [(String, [String], [String])] = [
        ("team_offense", ["team_offense_game_summary"], ["team_offense"]),
        ("player_summary", ["player_game_summary"], ["player_summary"]),
        ("analytics", ["stage3"], ["team_defense", "preflight"]),
        ("precompute", ["stage4"], ["precompute"]), ("features", ["features"], ["features", "leakage"]),
    ]

    /// What `pipeline.yaml` looks like.
    package static let shape: Shape = {
        let phase: [Field] = [
            Field("name", .text(), "What the phase is called."),
            Field(
                "tables", .list(of: .text()), default: .array([]),
                "Tables to build: names, stage3, stage4, features, all, +table with all it reads, table+ with all that read it."
            ),
            Field(
                "gates", .list(of: .text()), default: .array([]), "Gates that must say GO before the next phase starts."
            ),
            Field(
                "sample", .integer(0...1000), default: .integer(0),
                "So many dates, early, middle and late, are built and judged before all others."),
        ]
        func texts(_ items: [String]) -> JSONValue { .array(items.map { .string($0) }) }
        let phases = standard.map { name, tables, gates in
            JSONValue.object([("name", .string(name)), ("tables", texts(tables)), ("gates", texts(gates))])
        }
        return .record([
            Field("from", .optional(.date), default: .null, "First league date; null is the first that is loaded."),
            Field("to", .optional(.date), default: .null, "Last league date; null is the last that is loaded."),
            Field(
                "poll_interval", .number(0.1...86_400), default: .integer(60),
                "Seconds between two looks at another process's work; changes on this machine are seen at once."),
            Field(
                "phases", .list(of: .record(phase)), default: .array(phases),
                "Phases, one after the other: tables are built, then gates asked; NO-GO stops the run."),
            Field(
                "hooks", .list(of: .record(Hook.fields)), default: .array([]),
                "Whom to tell: a command that gets the event as JSON on its standard input, or a URL to which it is posted. "
                    + "run_finished carries one digest of the whole run."),
        ])
    }()
}

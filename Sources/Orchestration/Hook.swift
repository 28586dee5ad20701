import Documents

/// Somebody to tell of some events: a command or a URL.
package struct Hook: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
        /// Run by the shell; the event comes on its standard input.
        case command(String)
        /// The event is posted there.
        case url(String)
    }

    /// Events that hooks may be told of: never one for each date.
    package static let events: [RunEvent.Kind] = [.runStarted, .gateJudged, .phaseFinished, .runFinished]

    package let events: [String]
    package let target: Target

    /// What it is called in reports.
    package var name: String {
        switch target {
        case .command(let line): line
        case .url(let url): url
        }
    }

    static let fields: [Field] = [
        Field(
            "events", .list(of: .text(choices: events.map(\.rawValue))), default: .array([.string("run_finished")]),
            "Of what it is told."),
        Field("command", .optional(.text()), default: .null, "A command line for the shell."),
        Field("url", .optional(.text()), default: .null, "An address to which events are posted."),
    ]

    init(_ value: JSONValue, place: String?) throws(DocumentError) {
        events = (value["events"]?.array ?? []).compactMap(\.string)
        switch (value["command"]?.string, value["url"]?.string) {
        case (let command?, nil): target = .command(command)
        case (nil, let url?):
            guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
                throw DocumentError("'\(url)' is no address of the web", place: place, remedy: "begin it with https://")
            }
            target = .url(url)
        default: throw DocumentError("a hook has either a command or a url", place: place)
        }
    }
}

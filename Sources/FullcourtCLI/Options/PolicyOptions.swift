import ArgumentParser
import Planning

extension PlanPolicy.Only: ExpressibleByArgument {}

/// Which of the units that could run shall run, and how.
struct PolicyOptions: ParsableArguments {
    @Option(
        parsing: .singleValue,
        help: "Only units that are missing, failed (or blocked) or stale, or all that are expected; may be repeated.")
    var only: [PlanPolicy.Only] = []

    @Flag(help: "The newest dates first.")
    var newestFirst = false

    @Option(help: ArgumentHelp("At most so many units.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Begin nothing more when a unit fails.")
    var failFast = false

    @Flag(help: "Compute and write also what is up to date; needs --reason.")
    var force = false

    @Flag(help: "Read partial inputs whatever they lack; needs --reason.")
    var acceptPartial = false

    @Option(help: ArgumentHelp("Why; it is recorded with every unit and appears in reports.", valueName: "text"))
    var reason: String?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is at least 1") }
        let text = reason?.filter { !$0.isWhitespace } ?? ""
        if force || acceptPartial, text.isEmpty {
            throw ValidationError("\(force ? "--force" : "--accept-partial") needs --reason TEXT, which is recorded")
        }
        if reason != nil, !force, !acceptPartial {
            throw ValidationError("--reason goes with --force or --accept-partial")
        }
    }

    var policy: PlanPolicy {
        PlanPolicy(
            only: Set(only), newestFirst: newestFirst, limit: limit, forceReason: force ? reason : nil,
            acceptPartialReason: acceptPartial ? reason : nil, failFast: failFast)
    }
}

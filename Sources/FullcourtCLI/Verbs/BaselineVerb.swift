import ArgumentParser
import Basketball
import Planning
import Quality
import Storage

/// `fullcourt baseline`: pinned snapshots of metrics.
struct BaselineVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Pin the metrics of a range, to compare later ranges with.",
        discussion: """
            A pinned baseline never changes. 'fullcourt validate --full' compares with the newest, or with --baseline NAME; \
            it must end before the range under test begins.

            EXAMPLES:
              fullcourt baseline pin --from 2021-10-19 --to 2024-06-30 --name before-fix
              fullcourt baseline list
            """,
        subcommands: [BaselinePinVerb.self, BaselineListVerb.self])
}

/// `fullcourt baseline pin`.
struct BaselinePinVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin", abstract: "Keep the metrics of a range under a name.",
        discussion: """
            EXAMPLES:
              fullcourt baseline pin --season 2022-23 --name season-22
            """)

    @Option(help: "The name, which must be new.")
    var name: String

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if name.isEmpty { throw ValidationError("--name must not be empty") }
        if range.dates != nil { throw ValidationError("a baseline is of a range: give --from and --to, or --season") }
    }

    func run() async throws {
        let output = try global.format()
        let workers = try work.count(global)
        let settings = try global.settings().pipelineSettings
        let baseline = try await global.writing("baseline pin") { warehouse in
            let states = try await UnitStates(warehouse, settings: settings)
            let dates = try range.dates(states)
            guard let first = dates.first, let last = dates.last, let span = DateRange(first, last) else {
                throw Fault("the range has no dates", status: .usage)
            }
            return try await Baselines.pin(
                warehouse, name: name, range: span, RangeFacts(states, dates: dates), workers: workers)
        }
        if baseline.rows == 0 {
            global.warn("there are no rows in \(baseline.range): comparisons with this baseline will be not_evaluated")
        }
        try BaselineListVerb.show([baseline], output: output, global: global)
    }
}

/// `fullcourt baseline list`.
struct BaselineListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the pinned baselines.",
        discussion: """
            EXAMPLES:
              fullcourt baseline list --output json
            """)

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let baselines = try await Baselines(warehouse)
        try await warehouse.close()
        try BaselineListVerb.show(baselines.all, output: output, global: global)
    }

    static func show(_ baselines: [Baselines.Baseline], output: OutputFormat, global: GlobalOptions) throws {
        try TextStream.output.write(
            Output.render(
                kind: "baselines", rows: baselines.map(BaselineRow.init), format: output, terminal: global.terminal))
    }
}

/// A pinned baseline.
private struct BaselineRow: Listing {
    static let columns = [
        ListingColumn("name"), ListingColumn("first_date"), ListingColumn("last_date"),
        ListingColumn("metrics", alignment: .right), ListingColumn("rows", alignment: .right),
    ]
    let baseline: Baselines.Baseline

    var cells: [Cell] {
        [
            .text(baseline.name), .text("\(baseline.range.first)"), .text("\(baseline.range.last)"),
            .integer(baseline.sums.values.reduce(0) { $0 + $1.count }), .integer(baseline.rows),
        ]
    }
}

import ArgumentParser
import Basketball
import Pipeline
import Planning
import Quality
import Storage

/// `fullcourt prove`: that nothing leaked from the future.
struct ProveVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prove on sampled dates that features know nothing of the games they predict.",
        discussion: """
            Three proofs. perturbation: every result dated on the date or later is corrupted. truncation: all of it is cut \
            off. label_permutation: the day's results are shuffled among its players. Each time the date's tables are \
            computed again, and must be the same bytes as before, which must be the stored ones. The same seed draws the \
            same dates.

            EXIT CODES: 0 proved, 1 a proof failed, 3 there is nothing to prove.

            EXAMPLES:
              fullcourt prove --dates 20 --seed 7
              fullcourt prove --season 2023-24 --dates 5
            """)

    @Option(name: .customLong("dates"), help: ArgumentHelp("How many dates to draw.", valueName: "n"))
    var count = 20

    @Option(help: "Where the drawing starts.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("First league date.", valueName: "YYYY-MM-DD"))
    var from: GameDate?

    @Option(help: ArgumentHelp("Last league date.", valueName: "YYYY-MM-DD"))
    var to: GameDate?

    @Option(help: ArgumentHelp("Dates of one season.", valueName: "2023-24"))
    var season: Season?

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if count < 1 { throw ValidationError("--dates is at least 1") }
        if let from, let to, from > to { throw ValidationError("--from \(from) is after --to \(to)") }
        if season != nil, from != nil || to != nil {
            throw ValidationError("give --season or --from and --to, not both")
        }
    }

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let states = try await UnitStates(warehouse, settings: try global.settings().pipelineSettings)
        let range = season.map { states.calendar.seasons[$0] } ?? states.calendar.span
        guard let range else { throw Fault("no game is loaded there", remedy: "run 'fullcourt import' first") }
        let all = range.dates.filter { (from ?? $0) <= $0 && $0 <= (to ?? $0) }
        let dates = Proof.sample(states, dates: Array(all), count: count, seed: seed)
        guard !dates.isEmpty else {
            throw Fault("no as-of table has rows there", remedy: "run 'fullcourt backfill' first")
        }
        let progress = ProgressReporter("prove", noun: "dates", total: dates.count, terminal: global.terminal)
        let report = try await Proof.run(
            warehouse, states, dates: dates, seed: seed, workers: work.count(global)
        ) { _ in progress.record("done") }
        progress.finish()
        try await warehouse.close()
        try show(report, output: output)
        if !report.passed { throw ExitStatus.noGo.code }
    }

    private func show(_ report: Proof.Report, output: OutputFormat) throws {
        var notes = report.findings.map {
            "\($0.proof.rawValue) failed: \($0.table).\($0.column) on \($0.date), \($0.entity): "
                + "\($0.clean), and \($0.tampered) with another future"
        }
        notes += report.foreign.prefix(5).map {
            "the stored rows of \($0) are not those that its inputs give: run 'fullcourt backfill'"
        }
        for note in notes { global.warn(note) }
        let rows = Proof.allCases.map {
            ProofRow(
                proof: $0, compared: report.comparisons[$0, default: 0], failed: report.failures[$0, default: 0])
        }
        let text = Output.render(
            kind: "prove", rows: rows,
            summary: [
                ("seed", .integer(Int(truncatingIfNeeded: report.seed))), ("dates", .integer(report.dates.count)),
                ("tables", .integer(report.tables.count)),
                ("stored_rows_that_differ", .integer(report.foreign.count)),
                ("decision", Cell.text(report.passed ? "proved" : "NOT PROVED").styled(report.passed ? .good : .bad)),
            ], notes: notes, format: output, terminal: global.terminal)
        try TextStream.output.write(text)
    }
}

/// A proof and how often it held.
private struct ProofRow: Listing {
    static let columns = [
        ListingColumn("proof"), ListingColumn("compared", alignment: .right),
        ListingColumn("failed", alignment: .right),
        ListingColumn("result"),
    ]
    let proof: Proof
    let compared: Int
    let failed: Int

    var cells: [Cell] {
        let result = compared == 0 ? "not_evaluated" : failed == 0 ? "pass" : "fail"
        return [
            .text(proof.rawValue), .integer(compared), .integer(failed),
            Cell.text(result).styled(result == "pass" ? .good : .bad),
        ]
    }
}

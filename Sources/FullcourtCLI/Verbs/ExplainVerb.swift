import ArgumentParser
import Basketball
import Pipeline
import Planning
import Storage

/// `fullcourt explain`: all that is known of one unit.
struct ExplainVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell the state of one table on one date, with the reason.",
        discussion: """
            Also what imports corrected in the rows that the unit is made of: the values before and after, each with file \
            and line; and why somebody had it computed or let it pass against the rules.

            EXAMPLES:
              fullcourt explain player_game_summary 2023-11-20
            """)

    @Argument(help: "A computed table; 'fullcourt schema' lists them.")
    var table: String

    @Argument(help: ArgumentHelp("A league date.", valueName: "YYYY-MM-DD"))
    var date: GameDate

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let definition = try TableOptions.table(table)
        let warehouse = try global.open()
        let loaded = try await UnitStates(warehouse, settings: try global.settings().pipelineSettings)
        let day = loaded.calendar.day(date)
        let (states, _) = try await StateKeeper(warehouse, workers: 1).plan(
            loaded, tables: [definition.planned], dates: [date])
        let report = states.report(definition.planned, day)
        var facts: [ExplainRow] = [
            ExplainRow("table", .text(definition.name)), ExplainRow("date", .text("\(date)")),
            ExplainRow("state", Cell.text(report.state.status.rawValue).styled(report.state.status.style)),
            ExplainRow("reason", .text(report.state.reason.isEmpty ? nil : report.state.reason)),
            ExplainRow("final_games", .integer(day.finals.count)),
            ExplainRow("games", .text(day.finals.map { GameID.text($0.id) }.joined(separator: " "))),
            ExplainRow("rows_expected", .integer(report.rowsExpected)),
            ExplainRow("rows_written", .integer(report.entry?.rowsWritten)),
            ExplainRow("reads", .text(definition.reads.joined(separator: ", "))),
            ExplainRow("code_version_now", .text("v\(definition.planned.version)")),
        ]
        if let entry = report.entry {
            facts += [
                ExplainRow("code_version_written", .text("v\(entry.codeVersion)")),
                ExplainRow("run", .integer(entry.run)), ExplainRow("attempt", .integer(entry.attempt)),
                ExplainRow("milliseconds", .real(Double(entry.microseconds) / 1000)),
                ExplainRow("input_digest_written", .text(entry.inputDigest)),
                ExplainRow("output_digest", .text(entry.outputDigest)),
            ]
            if !entry.notExpected.isEmpty { facts.append(ExplainRow("not_expected", .text(entry.notExpected))) }
            if !entry.override.isEmpty { facts.append(ExplainRow("override", .text(entry.override))) }
            if !entry.details.isEmpty { facts.append(ExplainRow("refused_rows", .text(entry.details))) }
        }
        for (number, link) in BlockChain(report, states, tables: Registry.planned).links.enumerated() {
            facts.append(ExplainRow("waits_for_\(number + 1)", .text("\(link.unit): \(link.state)")))
        }
        let history = try await CorrectionHistory(warehouse, definition.planned.kind, day)
        facts += history.entries.map { ExplainRow("correction", .text($0.text)) }
        let text = Output.render(kind: "explain", rows: facts, format: output, terminal: global.terminal)
        try TextStream.output.write(text)
        try await warehouse.close()
    }
}

/// A fact of a unit.
private struct ExplainRow: Listing {
    static let columns = [ListingColumn("fact"), ListingColumn("value")]
    let fact: String
    let value: Cell

    init(_ fact: String, _ value: Cell) {
        self.fact = fact
        self.value = value
    }

    var cells: [Cell] { [.text(fact), value] }
}

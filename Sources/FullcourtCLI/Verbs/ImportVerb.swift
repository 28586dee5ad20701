import ArgumentParser
import Documents
import Foundation
import Ingest
import Storage

/// `fullcourt import`: files into raw tables.
struct ImportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read files or folders into the raw tables.",
        discussion: """
            Formats are recognised by their columns, plain, gzipped or zipped: \(Importer.formats.joined(separator: ", ")). \
            Rows that break a rule go to the table 'quarantine' with the rule; everything else of an import becomes visible \
            at once, or nothing. The same content again changes nothing; other content for a known key is a correction, and \
            the old row is kept in 'corrections'. With --replace the files are taken to be complete for their seasons and \
            types of games: what they lack is listed and deleted, and kept in 'corrections' too. '-' reads what is piped in.

            EXAMPLES:
              fullcourt import game_logs_players/ game_logs_teams/ shots/ players/
              fullcourt import corrected_games.csv --strict
              fullcourt import --replace games_2023-24.csv.gz --dry-run
              curl -s https://example.org/log.csv.gz | fullcourt import -
              fullcourt query "SELECT rule, expected, source_text FROM quarantine"
            """)

    @Argument(help: "Files, or folders whose data files are all read.")
    var paths: [String]

    @Option(help: ArgumentHelp("Take every file for this format instead of recognising it.", valueName: "name"))
    var format: String?

    @Flag(help: "Delete what the files lack of their seasons and types of games, listed first.")
    var replace = false

    @Flag(name: .customLong("dry-run"), help: "Say what would be done, and do nothing.")
    var dryRun = false

    @Flag(help: "Exit with 2 when a row was quarantined.")
    var strict = false

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard let format, !Importer.formats.contains(format) else { return }
        let near = Nearest.name(to: format, among: Importer.formats).map { "did you mean \($0)?" }
        let known = "use one of \(Importer.formats.joined(separator: ", "))"
        throw ValidationError("there is no format '\(format)'; \(near ?? known)")
    }

    func run() async throws {
        let output = try global.format()
        let report = try await ImportVerb.run(
            paths, path: global.path(), format: format, workers: work.count(global),
            mode: Importer.Mode(replaces: replace, isDryRun: dryRun), global: global)
        try ImportVerb.show(report, output: output, isDryRun: dryRun, global: global)
        if strict, report.quarantined > 0 { throw ExitStatus.warnings.code }
    }

    /// Imports with progress; a warehouse that is not there yet is built and appears when all is in it.
    static func run(
        _ paths: [String], path: String, format: String?, workers: Int, mode: Importer.Mode = Importer.Mode(),
        global: GlobalOptions
    ) async throws -> ImportReport {
        let importer = Importer(version: Version.number, format: format, workers: workers)
        let opened = try await importer.open(paths)
        let progress = ProgressReporter("import", noun: "files", total: opened.count, terminal: global.terminal)
        let announce = { @Sendable (deletions: [ImportReport.Deletion]) in tell(deletions, mode, global) }
        let read = { @Sendable (file: String, _: Int) in
            progress.record("read")
            if global.verbose { progress.log("read \(file)") }
        }
        let run = { @Sendable (warehouse: SQLiteWarehouse) in
            try await importer.run(opened, into: warehouse, mode: mode, announce: announce, progress: read)
        }
        var report: ImportReport
        do {
            if FileManager.default.fileExists(atPath: path) {
                let warehouse = try SQLiteWarehouse(path: path)
                report = try await global.holding(warehouse, "import") { try await run(warehouse) }
                try await warehouse.close()
            } else {
                report = try await SQLiteWarehouse.build(path: path) { try await run($0) }
            }
        } catch let dry as Importer.DryRun {
            report = dry.report
        }
        if global.verbose {
            for phase in report.phases { progress.log("\(phase.name): until \(Int(phase.end * 1000)) ms") }
        }
        progress.finish("\(report.bytes / 1_000_000) MB of text")
        return report
    }

    /// Lists what a replacement deletes.
    private static func tell(_ deletions: [ImportReport.Deletion], _ mode: Importer.Mode, _ global: GlobalOptions) {
        let verb = mode.isDryRun ? "would delete" : "deleting"
        for deletion in deletions {
            let more = deletion.count > deletion.keys.count ? ", ..." : ""
            global.tell(
                "\(verb) \(deletion.count) rows of \(deletion.table): \(deletion.keys.joined(separator: ", "))\(more)"
                    .printable)
        }
        if deletions.isEmpty { global.tell("\(verb) nothing: the files lack none of the stored rows") }
    }

    /// Prints what an import did.
    static func show(
        _ report: ImportReport, output: OutputFormat, isDryRun: Bool = false, global: GlobalOptions
    ) throws {
        let refusals = report.refusals.map { refusal in
            "\(refusal.count) rows of \(refusal.table) in quarantine, rule \(refusal.rule); for example \(refusal.example)"
        }
        for note in report.notes { global.tell("note: \(note)".printable) }
        for refusal in refusals { global.warn(refusal) }
        let done = report.importID.map { "import \($0)" } ?? "nothing changed"
        let outcome = isDryRun ? "dry run: nothing was written" : done
        let text = Output.render(
            kind: "import", rows: report.tables.map(ImportRow.init),
            summary: [
                ("files", .integer(report.files.count)), ("megabytes", .integer(report.bytes / 1_000_000)),
                ("outcome", Cell.text(outcome).styled(.strong)),
            ], notes: report.notes + refusals, format: output, terminal: global.terminal)
        try TextStream.output.write(text)
    }
}

/// A raw table in the report of an import.
private struct ImportRow: Listing {
    static let columns =
        [ListingColumn("table")]
        + ["rows_in", "new", "unchanged", "corrected", "repaired", "merged", "deleted", "quarantined"].map {
            ListingColumn($0, alignment: .right)
        }
    let table: ImportReport.Table

    var cells: [Cell] {
        [
            .text(table.name), .integer(table.rowsIn), .integer(table.new), .integer(table.unchanged),
            .integer(table.corrected), .integer(table.repaired), .integer(table.merged),
            .integer(table.deleted), .integer(table.quarantined).styled(table.quarantined > 0 ? .warn : .plain),
        ]
    }
}

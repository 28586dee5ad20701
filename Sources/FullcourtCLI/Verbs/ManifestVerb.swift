import ArgumentParser
import Basketball
import Pipeline
import Planning
import Storage

/// `fullcourt manifest`: a digest of every unit's rows.
struct ManifestVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest",
        abstract: "Print a SHA-256 of the rows of every table and date, and one over all.",
        discussion: """
            The digests are made from the stored rows, not copied from the ledger, and held against it: a row that was \
            changed behind the ledger's back ends with exit code 3. The same raw content gives the same manifest on any \
            machine, with any number of workers, after any interruption.

            With --recomputed nothing stored is read but raw tables: every unit is computed again in memory, as a full \
            rebuild would, and held against the ledger: where that says other of a unit's rows, the exit code is 3. Units \
            that were not computed yet have their lines too. When all are, both manifests are the same.

            EXAMPLES:
              fullcourt manifest > before.txt
              fullcourt manifest --recomputed | diff before.txt -
              fullcourt manifest --season 2023-24 | tail -1
            """)

    @OptionGroup(title: "Which dates") var range: RangeOptions
    @OptionGroup var tables: TableOptions
    @Flag(help: "Compute every unit again from raw tables, in memory; store nothing.")
    var recomputed = false

    @OptionGroup var work: WorkerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let before = try await contents(of: warehouse)
        let states = try await UnitStates(warehouse, settings: try global.settings().pipelineSettings)
        let dates = try range.dates(states)
        let tables = try tables.selected()
        let workers = try work.count(global)
        let manifest =
            recomputed
            ? try await Manifest.recomputed(warehouse, tables, dates, states, workers: workers)
            : try await Manifest(warehouse, tables, dates, ledger: states.ledger, workers: workers)
        // What is computed from one import, held against the ledger of another, would differ for no fault.
        let isStill = try await contents(of: warehouse) == before
        try await warehouse.close()
        guard isStill else {
            throw Fault(
                "another process wrote to the warehouse meanwhile", remedy: "run the same again when it is done")
        }
        switch output {
        case .table:
            try TextStream.output.write(
                manifest.lines.map { $0.text + "\n" }.joined() + "\(manifest.total)  *\n")
        case .json, .csv:
            try TextStream.output.write(
                Output.render(
                    kind: "manifest", rows: manifest.lines.map(ManifestRow.init),
                    summary: [("sha256", .text("\(manifest.total)"))], format: output, terminal: global.terminal))
        }
        guard let first = manifest.disagreements.first else { return }
        let count = manifest.disagreements.count
        throw recomputed
            ? Fault(
                "\(count) units have other rows when they are computed again from raw tables",
                place: "first \(first)",
                remedy: "'fullcourt plan' says what is stale; if it says nothing, backfill them with --force")
            : Fault(
                "the rows of \(count) units are not those that the ledger recorded", place: "first \(first)",
                remedy: "something else wrote to the warehouse; import into a new one and backfill it")
    }

    /// How often what is computed from, and the ledger, were changed; heartbeats of a writer are no change. A reader of what
    /// is stored is never refused.
    private func contents(of warehouse: any Warehouse) async throws -> [String: Int] {
        guard recomputed else { return [:] }
        let read = Set(RawTable.all.map(\.name) + [Ledger.table.name])
        return try await warehouse.changeCounters().filter { read.contains($0.key) }
    }
}

/// A unit's digest.
private struct ManifestRow: Listing {
    static let columns = ["sha256", "table", "date"].map { ListingColumn($0) }
    let line: Manifest.Line
    var cells: [Cell] { [.text(line.digest), .text(line.table), .text("\(line.date)")] }
}

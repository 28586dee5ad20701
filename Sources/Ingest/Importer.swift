import Basketball
import Storage

/// Brings files into the raw tables: all of what they hold, or on any error nothing.
///
/// Files are opened, checked and recognised before a warehouse is touched; everything that follows is one transaction.
package struct Importer: Sendable {
    let version: String
    let format: String?
    let workers: Int

    /// - Parameters:
    ///   - version: of the program, for the record of imports.
    ///   - format: name of the format of every file; nil to recognise each by its columns.
    ///   - workers: files to read at the same time.
    package init(version: String, format: String? = nil, workers: Int) {
        self.version = version
        self.format = format
        self.workers = max(1, workers)
    }

    /// Names that `format` can have.
    package static var formats: [String] { Formats.names }

    /// Files that can be imported.
    package struct Opened: Sendable {
        let files: [RecognisedFile]
        let notes: [String]
        let start: ContinuousClock.Instant
        let seconds: Double

        /// How many files there are; an archive has one for each of its members.
        package var count: Int { files.count }
    }

    /// Opens, checks and recognises files and folders.
    ///
    /// - Throws: `ImportErrors` with everything that is wrong with any of them.
    package func open(_ paths: [String]) async throws -> Opened {
        let start = ContinuousClock.now
        var notes: [String] = []
        let found = try SourceDiscovery.find(paths)
        notes += found.ignored.map { "\($0) is no data file: ignored" }
        let files = try await SourceReader(format: format, workers: workers).read(found.files, notes: &notes)
        return Opened(
            files: files, notes: notes, start: start, seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// How an import treats what is stored.
    package struct Mode: Sendable {
        /// The files are complete for their seasons and types: what they lack is deleted.
        package var replaces = false
        /// Nothing is written: the report says what would be.
        package var isDryRun = false

        package init(replaces: Bool = false, isDryRun: Bool = false) {
            self.replaces = replaces
            self.isDryRun = isDryRun
        }
    }

    /// What a dry run found; thrown, so that everything it did is undone.
    package struct DryRun: Error, Sendable {
        package let report: ImportReport
    }

    /// Imports opened files.
    ///
    /// - Parameters:
    ///   - announce: called with what will be deleted, before anything of the import is visible.
    ///   - progress: called with the name and bytes of each file that was read.
    /// - Throws: `ImportError` when what is in a file makes no sense as a whole; `StorageError`; `DryRun`.
    package func run(
        _ opened: Opened, into warehouse: any Warehouse, mode: Mode = Mode(),
        announce: @escaping @Sendable ([ImportReport.Deletion]) -> Void = { _ in },
        progress: @escaping @Sendable (_ file: String, _ bytes: Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        @Sendable func seconds() -> Double { (ContinuousClock.now - opened.start) / .seconds(1) }
        let files = opened.files
        _ = try await warehouse.prepare(RawTable.all + SourceTable.all + ProvenanceTable.all)
        let logs = files.filter { $0.format.table != RawTable.shots.name }
        let parsed = try await concurrentMap(logs, width: workers) { file in
            defer { progress(file.source.name, file.source.bytes.count) }
            return try file.format.parse(file.input)
        }
        let logsParsed = seconds()
        let shots = ShotReading(files.filter { $0.format.table == RawTable.shots.name })
        async let reading: Void = shots.run(workers: max(1, workers - 1), progress)
        let version = version
        var report = try await warehouse.transaction { transaction in
            var session = try await ImportSession(transaction, of: warehouse, files: files)
            session.report.notes = opened.notes
            session.isReplacing = mode.replaces
            for (file, result) in zip(logs, parsed) { session.note(file, result) }
            try await session.writeBoxScores(parsed, shots)
            try await session.deleteReplacedGames(parsed)
            if mode.replaces { shots.begin(session.games, sources: session.sources) }
            session.report.phases = [
                ("open and check", opened.seconds), ("parse logs", logsParsed), ("write logs", seconds()),
            ]
            try await session.writeShots(shots)
            session.report.phases.append(("write shots", seconds()))
            try await session.writePeople(parsed.flatMap(\.people))
            try await session.moveGameLines()
            try await session.writePlayerLines(parsed.flatMap(\.playerLines))
            try await session.writeGameLines(parsed.flatMap(\.gameLines))
            try await session.finishReplacement(parsed)
            if mode.replaces { announce(session.report.deletions) }
            try await session.finish(version: version)
            if mode.isDryRun { throw DryRun(report: session.report) }
            return session.report
        }
        try await reading
        report.phases.append(("write the rest and commit", seconds()))
        return report
    }
}

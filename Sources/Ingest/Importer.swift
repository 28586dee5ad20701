import Basketball
import Storage

/// Brings files into the raw tables: all of what they hold, or on any error nothing.
package struct Importer: Sendable {
    let warehouse: any Warehouse
    let version: String
    let format: String?
    let workers: Int

    /// - Parameters:
    ///   - version: of the program, for the record of imports.
    ///   - format: name of the format of every file; nil to recognise each by its columns.
    ///   - workers: files to read at the same time.
    package init(_ warehouse: any Warehouse, version: String, format: String? = nil, workers: Int) {
        self.warehouse = warehouse
        self.version = version
        self.format = format
        self.workers = max(1, workers)
    }

    /// Names that `format` can have.
    package static var formats: [String] { Formats.names }

    /// Imports files and folders.
    ///
    /// - Parameter progress: called with the bytes of each file that was read.
    /// - Throws: `ImportErrors` when a file cannot be read or recognised; `StorageError`.
    package func run(
        _ paths: [String], progress: @escaping @Sendable (_ file: String, _ bytes: Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        let start = ContinuousClock.now
        @Sendable func seconds() -> Double { (ContinuousClock.now - start) / .seconds(1) }
        var notes: [String] = []
        let found = try SourceDiscovery.find(paths)
        notes += found.ignored.map { "\($0) is no data file: ignored" }
        let reader = SourceReader(format: format, workers: workers)
        let files = try await reader.read(found.files, notes: &notes)
        let opened = seconds()
        _ = try await warehouse.prepare(RawTable.all + ProvenanceTable.all)
        let logs = files.filter { $0.format.table != RawTable.shots.name }
        let parsed = try await concurrentMap(logs, width: workers) { file in
            defer { progress(file.source.name, file.source.bytes.count) }
            return try file.format.parse(file.input)
        }
        let logsParsed = seconds()
        let shots = ShotReading(files.filter { $0.format.table == RawTable.shots.name })
        async let reading: Void = shots.run(workers: max(1, workers - 1), progress)
        let (version, begun) = (self.version, notes)
        var report = try await warehouse.transaction { transaction in
            var session = try await ImportSession(transaction, files: files)
            session.report.notes = begun
            for (file, result) in zip(logs, parsed) { session.note(file, result) }
            try await session.writeLogs(parsed)
            session.report.phases = [("open and check", opened), ("parse logs", logsParsed), ("write logs", seconds())]
            try await session.writeShots(shots)
            session.report.phases.append(("write shots", seconds()))
            try await session.writePeople(parsed.flatMap(\.people))
            try await session.finish(version: version)
            return session.report
        }
        try await reading
        report.phases.append(("write the rest and commit", seconds()))
        return report
    }
}

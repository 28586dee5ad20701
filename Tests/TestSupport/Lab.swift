import Basketball
import Ingest
import Pipeline
import Planning
import Simulation
import Storage

/// A warehouse in a folder of its own, and the steps that tests take with it.
package struct Lab: Sendable {
    package let folder: TemporaryFolder
    package let warehouse: SQLiteWarehouse

    package init(_ folder: TemporaryFolder? = nil, name: String = "test.sqlite") throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        warehouse = try SQLiteWarehouse(path: folder.path(name))
        KeptFolders.keep(folder, for: warehouse)
    }

    /// A lab whose warehouse has a simulated league.
    package static func simulated(_ options: LeagueOptions = LeagueOptions(), workers: Int = 2) async throws -> Lab {
        let lab = try Lab()
        try SimulatedLeague(options).write(to: lab.folder.path("files"))
        try await lab.importFiles([lab.folder.path("files")], workers: workers)
        return lab
    }

    @discardableResult
    package func importFiles(_ paths: [String], format: String? = nil, workers: Int = 2) async throws -> ImportReport {
        try await warehouse.importFiles(paths, format: format, workers: workers)
    }

    package func states(_ settings: PipelineSettings = .standard) async throws -> UnitStates {
        try await UnitStates(warehouse, settings: settings)
    }

    /// Runs everything that is missing, stale or failed, on all dates that are loaded unless told otherwise.
    @discardableResult
    package func backfill(
        _ range: DateRange? = nil, settings: PipelineSettings = .standard, workers: Int = 2
    ) async throws -> Executor.Outcome {
        try await warehouse.backfill(range, settings: settings, workers: workers)
    }

    /// The manifest of all that is loaded.
    package func manifest() async throws -> Manifest { try await warehouse.manifest() }

    /// All rows of a table.
    package func rows(_ table: TableSchema) async throws -> ColumnBatch { try await warehouse.rows(table) }

    /// Digest of a table's rows without their provenance, which names files.
    package func digest(_ table: TableSchema) async throws -> SHA256Digest {
        let names = table.columns.map(\.name).filter { !["source_id", "source_row"].contains($0) }
        return CanonicalRows.digest(try await warehouse.scan(table, columns: names, .all))
    }

    /// The only number that a query gives.
    package func count(_ sql: String) async throws -> Int? {
        try await warehouse.query(sql, limit: 1).vectors.first?.integer(0)
    }
}

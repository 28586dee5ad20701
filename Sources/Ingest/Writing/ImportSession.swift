import Basketball
import Foundation
import Storage

/// One import inside its transaction: what is stored, what came, and what is to be recorded of it.
struct ImportSession {
    let transaction: any WarehouseTransaction
    let files: [RecognisedFile]
    var report = ImportReport()
    /// Number in `source_files` of each file; content that was imported before keeps its number.
    let sources: [Int]
    private let newFiles: [Int]
    let importID: Int
    /// Every game, as stored and then as this import leaves it.
    var games: [Int: GameRecord]
    /// What is stored of every game's rows, as this import leaves it.
    var inputs: [Int: GameInputs]
    /// What each source says of every game, as stored and then as this import leaves it.
    var gameSources: GameSources
    /// Games whose inputs this import changed.
    var changedGames: Set<Int> = []
    /// Games that this import moved, each with the date it had.
    var movedGames: [Int: GameDate] = [:]
    /// What is stored of every date's lines, as this import leaves it.
    var lineInputs: [GameDate: LineInputs]
    /// Dates whose lines this import changed.
    var changedLineDates: Set<GameDate> = []
    /// Kind of each source that tells of games, by its number in `source_files`.
    let kindsOfSources: [Int: SourceKind]
    var corrections: CorrectionLog
    var rejected: [Rejected] = []
    /// Whether the files are complete for their seasons and types.
    var isReplacing = false
    /// First five digits of the ids of games for which the files have all players' lines.
    var replacedPrefixes: Set<Int> = []
    /// Games of which this import's files have shots.
    var gamesWithShots: Set<Int> = []
    /// Keys of what is deleted, by table.
    var deletedKeys: [String: [String]] = [:]
    /// Whether a row of a raw table changed.
    var changed = false
    private var rowsOfFile: [Int: Int] = [:]

    /// - Parameter warehouse: that of the transaction, in which nothing has changed yet: since nobody else commits, its readers
    ///   see the same, and several tables are read at a time.
    init(
        _ transaction: any WarehouseTransaction, of warehouse: any Warehouse, files: [RecognisedFile]
    ) async throws {
        self.transaction = transaction
        self.files = files
        async let storedGames = transaction.scan(RawTable.games, columns: GameRecord.columns, .all)
        async let storedSources = warehouse.scan(
            SourceTable.games, columns: SourceTable.games.columns.map(\.name), .all)
        async let storedInputs = warehouse.scan(
            RawTable.gameInputs, columns: RawTable.gameInputs.columns.map(\.name), .all)
        let imports = try await transaction.scan(ProvenanceTable.imports, columns: ["import_id"], .all)
        importID = (imports["import_id"].integers.last ?? 0) + 1
        let known = try await transaction.scan(
            ProvenanceTable.sourceFiles, columns: ["source_id", "content_digest", "format"], .all)
        var numbers: [[String]: Int] = [:]
        var kinds: [Int: SourceKind] = [:]
        for row in 0..<known.count {
            let format = known["format"].texts[row]
            let number = known["source_id"].integers[row]
            numbers[[known["content_digest"].texts[row], format]] = number
            kinds[number] = Formats.kind(of: format)
        }
        var next = (known["source_id"].integers.last ?? 0) + 1
        var sources: [Int] = []
        var new: [Int] = []
        for (index, file) in files.enumerated() {
            if let number = numbers[[file.source.contentDigest, file.format.name]] {
                sources.append(number)
            } else {
                sources.append(next)
                new.append(index)
                next += 1
            }
        }
        for (file, number) in zip(files, sources) { kinds[number] = file.format.kind }
        self.sources = sources
        kindsOfSources = kinds
        newFiles = new
        corrections = CorrectionLog(importID: importID)
        games = GameRecord.read(try await storedGames)
        gameSources = GameSources(try await storedSources)
        inputs = GameInputs.read(try await storedInputs)
        lineInputs = LineInputs.read(
            try await transaction.scan(RawTable.lineInputs, columns: RawTable.lineInputs.columns.map(\.name), .all))
        let told = files.map { $0.format.table }
        for table in ["games", "teams", "team_boxscores", "player_boxscores", "shots", "players"]
            + ["player_lines", "game_lines"].filter(told.contains)
        {
            report.update(table) { _ in }
        }
    }

    /// Takes up what a file's lines turned out to be.
    mutating func note(_ file: RecognisedFile, _ parsed: ParsedFile) {
        rowsOfFile[file.input.file] = parsed.rowsIn
        rejected += parsed.rejected
        let rows = parsed.rowsIn
        report.update(file.format.table) { $0.rowsIn += rows }
        for (table, rows) in parsed.rowsBesides { report.update(table) { $0.rowsIn += rows } }
        report.notes += parsed.notes.map { "\(file.source.name): \($0)" }
        if !file.unknownColumns.isEmpty {
            report.notes.append(
                "\(file.source.name): columns that \(file.format.name) does not know, ignored: "
                    + file.unknownColumns.joined(separator: ", "))
        }
        if !file.input.header.repeated.isEmpty {
            report.notes.append(
                "\(file.source.name): columns that stand more than once, of which the first counts: "
                    + file.input.header.repeated.joined(separator: ", "))
        }
        report.files.append(
            ImportReport.File(
                path: file.source.name, format: file.format.name, rows: rows, bytes: file.source.bytes.count))
    }

    /// Applies changes and remembers that there were any; a change of no rows is none.
    mutating func apply(_ changes: [Change]) async throws {
        for change in changes {
            switch change {
            case .insert(_, let rows), .upsert(_, let rows), .delete(_, let rows):
                if rows.isEmpty { continue }
            case .replace, .update: break
            }
            try await transaction.apply(change)
            changed = true
        }
    }

    /// Records the import, unless it changed nothing and refused nothing new.
    mutating func finish(version: String) async throws {
        let quarantine = try await quarantineRows()
        report.refusals = refusals()
        // Files are read in no fixed order; what is said of them is.
        report.notes.sort()
        report.files.sort { $0.path < $1.path }
        try await writeQuarantinedLines()
        for row in rejected { report.update(row.table) { $0.quarantined += 1 } }
        // A game is told of by lines of several tables: what is counted is games.
        report.update("games") { $0.rowsIn = $0.new + $0.unchanged + $0.corrected + $0.merged + $0.quarantined }
        guard changed || !quarantine.isEmpty else { return }
        var imports = RowWriter(ProvenanceTable.imports.columns)
        imports.put(importID)
        imports.put(Date.now.formatted(.iso8601))
        imports.put(version)
        imports.endRow()
        var files = RowWriter(ProvenanceTable.sourceFiles.columns)
        for index in newFiles {
            let file = self.files[index]
            files.put(sources[index])
            files.put(importID)
            files.put(file.source.name)
            files.put(file.format.name)
            files.put("\(file.source.sha256)")
            files.put(file.source.contentDigest)
            files.put(rowsOfFile[index])
            files.put(file.input.header.names.joined(separator: ","))
            files.endRow()
        }
        try await apply([
            .insert(ProvenanceTable.imports, imports.batch), .insert(ProvenanceTable.sourceFiles, files.batch),
            .insert(ProvenanceTable.quarantine, quarantine),
            .insert(ProvenanceTable.corrections, corrections.batch),
            .upsert(RawTable.gameInputs, BoxScoreBatches.inputs(inputs, of: changedGames.sorted())),
        ])
        try await writeLineInputs()
        report.importID = importID
    }

    /// Notes what is stored of the lines of the dates concerned; a date without lines has no row.
    private mutating func writeLineInputs() async throws {
        let dates = changedLineDates.sorted()
        guard !dates.isEmpty else { return }
        let empty = dates.filter { lineInputs[$0].map { $0.playerLines == 0 && $0.gameLines == 0 } ?? true }
        let kept = Set(dates).subtracting(empty).sorted()
        var keys = ColumnBatch(try RawTable.lineInputs.columns(named: RawTable.lineInputs.key))
        for date in empty { keys.vectors[0].append(date) }
        try await apply([
            .delete(RawTable.lineInputs, keys), .upsert(RawTable.lineInputs, LineInputs.batch(lineInputs, of: kept)),
        ])
    }

    private func quarantineRows() async throws -> ColumnBatch {
        guard !rejected.isEmpty else { return ColumnBatch(ProvenanceTable.quarantine) }
        let stored = try await transaction.scan(
            ProvenanceTable.quarantine, columns: ["source_id", "source_row", "rule"], .all)
        return QuarantineWriter.rows(
            rejected, files: files.map(\.input), sources: sources, importID: importID,
            known: QuarantineWriter.known(stored))
    }

    private func refusals() -> [ImportReport.Refusal] {
        let groups = Dictionary(grouping: rejected) { [$0.table, $0.rule] }
        return groups.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { key in
            let rows = (groups[key] ?? []).min {
                (sources[$0.origin.file], $0.origin.line) < (sources[$1.origin.file], $1.origin.line)
            }
            guard let first = rows else { return nil }
            let place = "\(files[first.origin.file].source.name), line \(first.origin.line)"
            return ImportReport.Refusal(
                table: key[0], rule: key[1], count: groups[key]?.count ?? 0,
                example: "\(place): expected \(first.expected)")
        }
    }
}

import Storage

/// Keeps refused lines with the rule they broke, each once however often its file is imported.
enum QuarantineWriter {
    /// The rows to add. Texts that are not at hand are read again from the file's bytes.
    ///
    /// - Parameters:
    ///   - files: the import's files, whose positions the rows' origins hold.
    ///   - known: what quarantine has already.
    static func rows(
        _ rejected: [Rejected], files: [FormatInput], sources: [Int], importID: Int, known: Set<Known>
    ) -> ColumnBatch {
        var wanted: [Int: Set<Int>] = [:]
        for row in rejected where row.text.isEmpty { wanted[row.origin.file, default: []].insert(row.origin.line) }
        let texts = wanted.reduce(into: [Int: [Int: String]]()) { $0[$1.key] = lines($1.value, of: files[$1.key]) }
        var writer = RowWriter(ProvenanceTable.quarantine.columns)
        var number = 0
        let sorted = rejected.sorted {
            (sources[$0.origin.file], $0.origin.line, $0.rule) < (sources[$1.origin.file], $1.origin.line, $1.rule)
        }
        for row in sorted {
            let source = sources[row.origin.file]
            if known.contains(Known(source: source, line: row.origin.line, rule: row.rule)) { continue }
            number += 1
            writer.put(importID)
            writer.put(number)
            writer.put(source)
            writer.put(row.origin.line)
            writer.put(row.rule)
            writer.put(row.expected)
            writer.put(row.text.isEmpty ? texts[row.origin.file]?[row.origin.line] ?? "" : row.text)
            writer.endRow()
        }
        return writer.batch
    }

    /// A line that is in quarantine.
    struct Known: Hashable {
        let source: Int
        let line: Int
        let rule: String
    }

    /// What quarantine has.
    static func known(_ batch: ColumnBatch) -> Set<Known> {
        guard !batch.isEmpty else { return [] }
        let sources = batch["source_id"].integers
        let lines = batch["source_row"].integers
        let rules = batch["rule"].texts
        return Set((0..<batch.count).map { Known(source: sources[$0], line: lines[$0], rule: rules[$0]) })
    }

    private static func lines(_ wanted: Set<Int>, of file: FormatInput) -> [Int: String] {
        var scanner = file.scanner()
        var found: [Int: String] = [:]
        while found.count < wanted.count, scanner.next() {
            if wanted.contains(scanner.line) { found[scanner.line] = scanner.recordText }
        }
        return found
    }
}

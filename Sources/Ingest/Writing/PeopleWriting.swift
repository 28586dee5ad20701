import Basketball
import Storage

extension ImportSession {
    /// Writes what is known of persons, each fact from the most trusted source that has it.
    mutating func writePeople(_ people: [PersonRow]) async throws {
        guard !people.isEmpty else { return }
        let stored = try await transaction.scan(
            RawTable.players, columns: RawTable.players.columns.map(\.name), .all)
        let formats = try await transaction.scan(ProvenanceTable.sourceFiles, columns: ["source_id", "format"], .all)
        var precedence: [Int: Int] = [:]
        for row in 0..<formats.count where formats["format"].texts[row] == PlayerInformation.name {
            precedence[formats["source_id"].integers[row]] = 0
        }
        let merged = PeopleMerge.merge(people, stored: stored, precedenceOfSource: precedence)
        let batch = PeopleMerge.batch(merged, sources: sources)
        let rowOf = Dictionary(uniqueKeysWithValues: zip(stored["player_id"].integers, 0..<stored.count))
        let diff = TableDiff(batch, stored: stored) { rowOf[merged[$0].row.playerID] }
        for (row, old) in diff.corrected { corrections.add(RawTable.players, batch, row, stored: stored, old) }
        report.update("players") {
            $0.new += diff.new.count
            $0.unchanged += diff.unchanged
            $0.corrected += diff.corrected.count
            $0.merged += people.count - merged.count
        }
        try await apply(diff.changes(RawTable.players, batch))
    }
}

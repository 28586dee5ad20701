import Basketball
import Storage

/// Checks of the sources: how much of one is found in another.
extension Check {
    /// What rows break that are of a game of which nothing else is loaded: they are of no date.
    private static let ofNoLoadedGame: Set = ["home_team_unknown", "game_date_unknown", "teams_unknown"]

    /// Rows of the source files that were not quarantined, but for those of games that are not loaded. Imports are not of a
    /// range, so neither is this.
    ///
    /// - Parameter formats: parts of the names of the formats that count.
    static func sourceRowsAccepted(_ name: String, formats: [String]) -> Check {
        .single(name) { context in
            _ = try await context.warehouse.prepare(ProvenanceTable.all)
            let files = try await context.warehouse.scan(
                ProvenanceTable.sourceFiles, columns: ["source_id", "path", "format", "rows"], .all)
            let refused = try await context.warehouse.scan(
                ProvenanceTable.quarantine, columns: ["source_id", "source_row", "rule"], .all)
            let (paths, kinds) = (files["path"].texts, files["format"].texts)
            // Of a file that was imported again, changed, only the newest content counts.
            var newest: [String: (id: Int, rows: Int)] = [:]
            for (row, id) in files["source_id"].integers.enumerated() {
                guard formats.contains(where: { kinds[row].contains($0) }) else { continue }
                newest[paths[row]] = (id, files["rows"].integers[row])
            }
            let path = Dictionary(uniqueKeysWithValues: newest.map { ($0.value.id, $0.key) })
            let rows = newest.values.reduce(0) { $0 + $1.rows }
            // A line may break several rules, and counts once.
            var rules: [Int: [Int: String]] = [:]
            let (lines, names) = (refused["source_row"].integers, refused["rule"].texts)
            for (row, id) in refused["source_id"].integers.enumerated() where path[id] != nil {
                rules[id, default: [:]][lines[row]] = names[row]
            }
            let all = rules.values.reduce(0) { $0 + $1.count }
            rules = rules.mapValues { $0.filter { !ofNoLoadedGame.contains($0.value) } }
            let bad = rules.values.reduce(0) { $0 + $1.count }
            let apart = all - bad
            var failing: [FailingRow] = []
            for (id, lines) in rules.sorted(by: { $0.key < $1.key }) {
                for (line, rule) in lines.sorted(by: { $0.key < $1.key }).prefix(Measurement.limit) {
                    failing.append(FailingRow([.init("file", path[id] ?? ""), .init("line", "\(line)")], rule))
                }
            }
            var measurement = Measurement.ratio(
                Double(rows - all), Double(rows - apart), of: "source rows (\(formats.joined(separator: ", ")))",
                note: apart > 0 ? "\(apart) rows of games that are not loaded are not counted" : "", failing: failing)
            measurement.failingCount = bad
            return measurement
        }
    }

    /// Rows whose ids are in a raw table.
    static func matched(_ name: String, columns: [String], in raw: TableSchema, of population: String) -> Check {
        .single(name) { context in
            guard let key = raw.key.first, let date = context.table.schema.dateColumn,
                let first = context.facts.dates.first, let last = context.facts.dates.last
            else { return .none("no dates", of: population) }
            _ = try await context.warehouse.prepare([raw])
            let known = Set(try await context.warehouse.scan(raw, columns: [key], .all)[key].integers)
            if known.isEmpty { return .none("table \(raw.name) is empty", of: population) }
            let rows = try await context.warehouse.scan(
                context.table.schema, columns: [date] + columns,
                .range(column: date, first.dayNumber...last.dayNumber))
            let ids = columns.map { rows[$0].integers }
            var lost: [Int: Int] = [:]
            var matched = 0
            for row in 0..<rows.count {
                let unknown = ids.map { $0[row] }.filter { !known.contains($0) }
                if unknown.isEmpty { matched += 1 }
                for id in unknown { lost[id, default: 0] += 1 }
            }
            let failing = lost.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { id, rows in
                FailingRow([.init(key, "\(id)")], "\(rows) rows, not in \(raw.name)")
            }
            return .ratio(Double(matched), Double(rows.count), of: population, failing: failing)
        }
    }
}

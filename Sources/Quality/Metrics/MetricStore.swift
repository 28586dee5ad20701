import Basketball
import Pipeline
import Planning
import Storage

/// Gives the sums of every metric by table and date: stored ones where they still hold, new ones where they do not.
package struct MetricStore: Sendable {
    let warehouse: any Warehouse
    let workers: Int
    /// Make all sums anew, whatever is stored.
    let recomputes: Bool

    /// Keep new sums for whoever validates next.
    let keeps: Bool

    /// Dates whose rows are read together.
    private static let stretch = 60

    package init(_ warehouse: any Warehouse, workers: Int, recomputes: Bool = false, keeps: Bool = true) {
        self.warehouse = warehouse
        self.workers = workers
        self.recomputes = recomputes
        self.keeps = keeps
    }

    /// The sums of tables on the dates of the range, by table, and how many rows of each date are stored.
    package func sums(_ tables: [TableDefinition], _ facts: RangeFacts) async throws -> [String: TableSums] {
        guard let first = facts.dates.first, let last = facts.dates.last, !tables.isEmpty else { return [:] }
        try await createMissing(tables)
        if keeps { _ = try await warehouse.prepare([MetricTable.sums, MetricTable.sources]) }
        let counts = try await concurrentMap(tables, width: workers) { table in
            try await storedRows(table, first, last, facts)
        }
        let known = try await knownSources()
        var all: [String: TableSums] = [:]
        var kept: [String: Set<GameDate>] = [:]
        for (table, counts) in zip(tables, counts) {
            let wanted = sources(table, facts, counts)
            let known = known[table.name] ?? [:]
            let stale = wanted.keys.filter { known[$0] != wanted[$0] || wanted[$0] == "" }.sorted()
            let fresh = try await compute(table, table.dateColumn, stale, facts)
            if keeps { try await store(table.name, fresh, wanted) }
            all[table.name] = TableSums(rows: counts, byDate: fresh)
            kept[table.name] = Set(wanted.keys).subtracting(stale)
        }
        try await merge(into: &all, kept)
        return all
    }

    /// Checks ask tables by name; one that is stored in another form is left as it is, rows and all.
    private func createMissing(_ tables: [TableDefinition]) async throws {
        let stored = try await warehouse.query("SELECT name FROM sqlite_schema WHERE type = 'table'", limit: nil)
        let names = Set((0..<stored.count).compactMap { stored.vectors[0].text($0) })
        let missing = tables.map(\.schema).filter { !names.contains($0.name) }
        if !missing.isEmpty { _ = try await warehouse.prepare(missing) }
    }

    /// The sums of one table.
    package func sums(_ table: TableDefinition, _ facts: RangeFacts) async throws -> TableSums {
        try await sums([table], facts)[table.name] ?? TableSums()
    }

    /// Rows of each date that has any, as they stand in the table.
    private func storedRows(
        _ table: TableDefinition, _ first: GameDate, _ last: GameDate, _ facts: RangeFacts
    ) async throws -> [GameDate: Int] {
        let column = table.dateColumn
        let dates = try await warehouse.scan(
            table.schema, columns: [column], .range(column: column, first.dayNumber...last.dayNumber))
        let counts = dates.vectors[0].integers.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        return counts.reduce(into: [:]) { rows, day in
            let date = GameDate(dayNumber: day.key)
            if facts.days[date] != nil { rows[date] = day.value }
        }
    }

    /// What the sums of each date with rows must be made from; empty where the ledger knows nothing of the rows, so that
    /// they are read each time.
    private func sources(_ table: TableDefinition, _ facts: RangeFacts, _ counts: [GameDate: Int]) -> [GameDate: String]
    {
        func units(_ name: String) -> [GameDate: RangeFacts.UnitFact] {
            Dictionary(uniqueKeysWithValues: (facts.units[name] ?? []).map { ($0.unit.date, $0) })
        }
        let own = units(table.name)
        let isAsOf = table.planned.kind == .asOf
        let players = isAsOf ? units(PlayerGameSummary.name) : [:]
        return counts.reduce(into: [:]) { sources, entry in
            guard let unit = own[entry.key], unit.wasAttempted, unit.rowsRecorded == entry.value else {
                sources[entry.key] = ""
                return
            }
            var source = "\(unit.inputDigest)/\(unit.outputDigest)/\(Metric.version)"
            // Of what was known before, it is measured how much of what then was played it covers.
            if isAsOf {
                let finals = (facts.days[entry.key]?.finals ?? []).sorted().map { "\($0)" }.joined(separator: ";")
                source += "/\(finals)/\(players[entry.key]?.outputDigest ?? "")"
            }
            sources[entry.key] = source
        }
    }

    /// What the kept sums were made from, by table and date; none where none are kept or all are made anew.
    private func knownSources() async throws -> [String: [GameDate: String]] {
        guard !recomputes, try await isThere() else { return [:] }
        let batch = try await warehouse.scan(
            MetricTable.sources, columns: ["table_name", "unit_date", "source"], .all)
        let (names, texts) = (batch["table_name"].texts, batch["source"].texts)
        var known: [String: [GameDate: String]] = [:]
        for (row, day) in batch["unit_date"].integers.enumerated() {
            known[names[row], default: [:]][GameDate(dayNumber: day)] = texts[row]
        }
        return known
    }

    /// Whether any sums are kept: a reader makes no table.
    private func isThere() async throws -> Bool {
        let names = [MetricTable.sums, MetricTable.sources].map { "'\($0.name)'" }.joined(separator: ", ")
        let found = try await warehouse.query(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN (\(names))", limit: 1)
        return found.vectors.first?.integer(0) == 2
    }

    private func compute(
        _ table: TableDefinition, _ column: String, _ dates: [GameDate], _ facts: RangeFacts
    ) async throws -> [GameDate: [String: MetricSum]] {
        let pieces = stride(from: 0, to: dates.count, by: MetricStore.stretch).map {
            Array(dates[$0..<min($0 + MetricStore.stretch, dates.count)])
        }
        let metrics = Metric.all(of: table.schema)
        let parts = try await concurrentMap(pieces, width: workers) { dates in
            try await UnitReader.read(warehouse, table.schema, column, dates, facts).map { unit in
                (unit.date, metrics.map { ($0.name, MetricSum($0.values(unit))) })
            }
        }
        return parts.flatMap(\.self).reduce(into: [:]) { sums, part in
            sums[part.0] = Dictionary(uniqueKeysWithValues: part.1)
        }
    }

    /// Keeps new sums. A warehouse to which somebody else writes is not waited for: the next validation makes them again.
    private func store(_ table: String, _ fresh: [GameDate: [String: MetricSum]], _ wanted: [GameDate: String])
        async throws
    {
        let kept = fresh.filter { wanted[$0.key]?.isEmpty == false }
        guard !kept.isEmpty else { return }
        var sums = RowWriter(MetricTable.sums.columns)
        var sources = RowWriter(MetricTable.sources.columns)
        for (date, metrics) in kept.sorted(by: { $0.key < $1.key }) {
            for (name, sum) in metrics.sorted(by: { $0.key < $1.key }) {
                sums.put(table)
                sums.put(date)
                sums.put(name)
                sums.put(sum.numerator)
                sums.put(sum.denominator)
                sums.put(sum.minimum)
                sums.put(sum.maximum)
                sums.endRow()
            }
            sources.put(table)
            sources.put(date)
            sources.put(wanted[date])
            sources.endRow()
        }
        let batches = (sums.batch, sources.batch)
        do {
            try await warehouse.transaction { transaction in
                try await transaction.apply(.upsert(MetricTable.sums, batches.0))
                try await transaction.apply(.upsert(MetricTable.sources, batches.1))
            }
        } catch let error as StorageError where error.code == .busy {
            return
        }
    }

    /// Takes up the kept sums of some dates of each table.
    private func merge(into sums: inout [String: TableSums], _ kept: [String: Set<GameDate>]) async throws {
        if kept.allSatisfy(\.value.isEmpty) { return }
        let batch = try await warehouse.scan(
            MetricTable.sums, columns: MetricTable.sums.columns.map(\.name), .all)
        let (tables, metrics) = (batch["table_name"].texts, batch["metric"].texts)
        let days = batch["unit_date"].integers
        let (numerators, denominators) = (batch["numerator"].reals, batch["denominator"].reals)
        let (minima, maxima) = (batch["minimum"], batch["maximum"])
        // Few names, of which a text is made once each.
        var names: [Int: String] = [:]
        func name(_ row: Int) -> String {
            let range = metrics.range(row)
            let hash = metrics.bytes.withUnsafeBytes { rowHash(UnsafeRawBufferPointer(rebasing: $0[range])) }
            if let known = names[hash] { return known }
            names[hash] = metrics[row]
            return metrics[row]
        }
        var start = 0
        while start < days.count {
            var end = start + 1
            while end < days.count, days[end] == days[start], tables.isRepeated(end) { end += 1 }
            let (table, date) = (tables[start], GameDate(dayNumber: days[start]))
            if kept[table]?.contains(date) == true {
                var own: [String: MetricSum] = [:]
                for row in start..<end {
                    var sum = MetricSum()
                    sum.numerator = numerators[row]
                    sum.denominator = denominators[row]
                    sum.minimum = minima.real(row)
                    sum.maximum = maxima.real(row)
                    own[name(row)] = sum
                }
                sums[table]?.byDate[date] = own
            }
            start = end
        }
    }
}

/// The sums of a table, date by date.
package struct TableSums: Sendable {
    /// Stored rows of each date that has any.
    package var rows: [GameDate: Int] = [:]
    package var byDate: [GameDate: [String: MetricSum]] = [:]

    package init(rows: [GameDate: Int] = [:], byDate: [GameDate: [String: MetricSum]] = [:]) {
        self.rows = rows
        self.byDate = byDate
    }

    /// A metric over all dates, summed in their order: in another the last digits are others.
    package func total(_ metric: String) -> MetricSum {
        byDate.keys.sorted().reduce(into: MetricSum()) { if let sum = byDate[$1]?[metric] { $0.merge(sum) } }
    }

    /// Dates on which rows lack a metric, in order.
    package func lacking(_ metric: String) -> [GameDate] {
        byDate.filter { ($0.value[metric]?.lacking ?? 0) > 0 }.keys.sorted()
    }
}

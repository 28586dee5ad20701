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

    /// Dates whose rows are read together.
    private static let stretch = 60

    package init(_ warehouse: any Warehouse, workers: Int, recomputes: Bool = false) {
        self.warehouse = warehouse
        self.workers = workers
        self.recomputes = recomputes
    }

    /// The sums of a table on the dates of the range, and how many rows of each date are stored.
    package func sums(_ table: TableDefinition, _ facts: RangeFacts) async throws -> TableSums {
        guard let first = facts.dates.first, let last = facts.dates.last, let column = table.schema.dateColumn else {
            return TableSums()
        }
        _ = try await warehouse.prepare([table.schema, MetricTable.sums, MetricTable.sources])
        let counts = try await storedRows(table.schema, column, first, last, facts)
        let wanted = sources(table.name, facts, counts)
        let known = recomputes ? [:] : try await knownSources(table.name)
        let stale = wanted.keys.filter { known[$0] != wanted[$0] || wanted[$0] == "" }.sorted()
        let fresh = try await compute(table, column, stale, facts)
        try await store(table.name, fresh, wanted)
        var sums = TableSums(rows: counts, byDate: fresh)
        try await merge(table.name, into: &sums, dates: Set(wanted.keys).subtracting(stale))
        return sums
    }

    /// Rows of each date that has any, as they stand in the table.
    private func storedRows(
        _ schema: TableSchema, _ column: String, _ first: GameDate, _ last: GameDate, _ facts: RangeFacts
    ) async throws -> [GameDate: Int] {
        let batch = try await warehouse.scan(
            schema, columns: [column], .range(column: column, first.dayNumber...last.dayNumber))
        let counts = batch[column].integers.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        return counts.reduce(into: [:]) { result, entry in
            let date = GameDate(dayNumber: entry.key)
            if facts.days[date] != nil { result[date] = entry.value }
        }
    }

    /// What the sums of each date with rows must be made from; empty where the ledger knows nothing of the rows, so that
    /// they are read each time.
    private func sources(_ table: String, _ facts: RangeFacts, _ counts: [GameDate: Int]) -> [GameDate: String] {
        let units = Dictionary(uniqueKeysWithValues: (facts.units[table] ?? []).map { ($0.unit.date, $0) })
        return counts.reduce(into: [:]) { sources, entry in
            guard let unit = units[entry.key], unit.wasAttempted, unit.rowsRecorded == entry.value else {
                sources[entry.key] = ""
                return
            }
            sources[entry.key] = "\(unit.inputDigest)/\(unit.outputDigest)/\(Metric.version)"
        }
    }

    private func knownSources(_ table: String) async throws -> [GameDate: String] {
        let batch = try await warehouse.scan(
            MetricTable.sources, columns: ["table_name", "unit_date", "source"], .all)
        let (names, texts) = (batch["table_name"].texts, batch["source"].texts)
        var known: [GameDate: String] = [:]
        for (row, day) in batch["unit_date"].integers.enumerated() where names[row] == table {
            known[GameDate(dayNumber: day)] = texts[row]
        }
        return known
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

    private func merge(_ table: String, into sums: inout TableSums, dates: Set<GameDate>) async throws {
        guard let first = dates.min(), let last = dates.max() else { return }
        let batch = try await warehouse.scan(
            MetricTable.sums, columns: MetricTable.sums.columns.map(\.name),
            .range(column: "unit_date", first.dayNumber...last.dayNumber))
        let (names, metrics) = (batch["table_name"].texts, batch["metric"].texts)
        let days = batch["unit_date"].integers
        let (numerators, denominators) = (batch["numerator"].reals, batch["denominator"].reals)
        let (minima, maxima) = (batch["minimum"], batch["maximum"])
        for row in 0..<batch.count where names[row] == table {
            let date = GameDate(dayNumber: days[row])
            guard dates.contains(date) else { continue }
            var sum = MetricSum()
            sum.numerator = numerators[row]
            sum.denominator = denominators[row]
            sum.minimum = minima.real(row)
            sum.maximum = maxima.real(row)
            sums.byDate[date, default: [:]][metrics[row]] = sum
        }
    }
}

/// The sums of a table, date by date.
package struct TableSums: Sendable {
    /// Stored rows of each date that has any.
    package var rows: [GameDate: Int] = [:]
    package var byDate: [GameDate: [String: MetricSum]] = [:]

    /// A metric over all dates.
    package func total(_ metric: String) -> MetricSum {
        byDate.values.reduce(into: MetricSum()) { if let sum = $1[metric] { $0.merge(sum) } }
    }

    /// Dates on which rows lack a metric, in order.
    package func lacking(_ metric: String) -> [GameDate] {
        byDate.filter { ($0.value[metric]?.lacking ?? 0) > 0 }.keys.sorted()
    }
}

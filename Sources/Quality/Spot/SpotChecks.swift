import Basketball
import Documents
import Pipeline
import Storage

/// Works stored rows out again by a slow path that shares no code with the pipeline.
protocol SlowPath {
    /// The expected values of a stored row, column by name; columns that are not among them are not compared. Nil where the
    /// raw tables have no such row.
    mutating func expected(_ schema: TableSchema, _ batch: ColumnBatch, _ row: Int) async throws -> [String: JSONValue]?
}

extension Check {
    /// Random stored rows of a summary held against the slow path, column by column.
    ///
    /// - Parameter entity: the key column, behind the game, that a row is about.
    static func spotChecks(entity: String, of population: String) -> Check {
        .single("spot_checks") { context in
            let sample = try await SpotSample(context, context.table)
            return try await sample.measure(
                of: population, SlowSummaries(warehouse: context.warehouse, entity: entity))
        }
    }

    /// Random stored rows of each table of stage 4 that has a slow path.
    static func spotChecksOfPast() -> Check {
        Check(name: "spot_checks") { context in
            var samples: [(table: String, sample: SpotSample)] = []
            for table in context.tables where SlowStage4.tables.contains(table.name) {
                samples.append((table.name, try await SpotSample(context, table)))
            }
            // The past is read once for all that was drawn.
            let path = try await SlowStage4(context.warehouse, samples.flatMap(\.sample.picks))
            var answers: [(String, Measurement)] = []
            for (table, sample) in samples { answers.append((table, try await sample.measure(of: "rows", path))) }
            return answers
        }
    }
}

/// Rows of a table, drawn by a seed.
struct SpotSample {
    /// A drawn row.
    struct Pick {
        let batch: ColumnBatch
        let row: Int
    }

    let picks: [Pick]
    private let schema: TableSchema
    private let seed: UInt64
    /// Rows that there are.
    private let total: Int

    init(_ context: GateContext, _ table: TableDefinition) async throws {
        schema = table.schema
        seed = context.options.seed
        let units = context.sums(of: table.name).rows.sorted { $0.key < $1.key }
        total = units.reduce(0) { $0 + $1.value }
        var random = SplitMix64(seed: seed)
        var numbers: Set<Int> = []
        while numbers.count < min(context.options.spotChecks, total) {
            numbers.insert(Int(random.next() % UInt64(total)))
        }
        var picks: [Pick] = []
        var rest = numbers.sorted()[...]
        var start = 0
        for (date, rows) in units {
            let own = rest.prefix { $0 < start + rows }
            rest = rest.dropFirst(own.count)
            defer { start += rows }
            if own.isEmpty { continue }
            let batch = try await context.warehouse.scan(
                schema, columns: schema.columns.map(\.name),
                .range(column: table.dateColumn, date.dayNumber...date.dayNumber))
            picks += own.map { $0 - start }.filter { $0 < batch.count }.map { Pick(batch: batch, row: $0) }
        }
        self.picks = picks
    }

    /// Holds the drawn rows against what a slow path gives.
    func measure(of population: String, _ path: some SlowPath) async throws -> Measurement {
        guard !picks.isEmpty else {
            return .none(total > 0 ? "none were asked for" : "no rows in the range", of: population)
        }
        var path = path
        var failing: [FailingRow] = []
        for pick in picks {
            let key = UnitReader.key(schema, pick.batch, pick.row)
            let faults = try await faults(pick, &path)
            if let first = faults.first {
                failing.append(FailingRow(key, faults.count > 1 ? "\(first), and \(faults.count - 1) more" : first))
            }
        }
        return .ratio(
            Double(picks.count - failing.count), Double(picks.count), of: "sampled \(population)",
            note: "seed \(seed)", failing: failing)
    }

    /// The columns that differ.
    private func faults<Path: SlowPath>(_ pick: Pick, _ path: inout Path) async throws -> [String] {
        guard let expected = try await path.expected(schema, pick.batch, pick.row) else {
            return ["the tables that it is made from give no such row"]
        }
        return schema.columns.enumerated().compactMap { index, column in
            guard let wanted = expected[column.name] else { return nil }
            let stored = SlowRow.value(pick.batch.vectors[index], pick.row)
            return stored.agrees(with: wanted)
                ? nil : "\(column.name) is \(stored.line), recomputed \(wanted.line)"
        }
    }
}

/// Rows of 3.1 to 3.3, from the raw tables.
struct SlowSummaries: SlowPath {
    let warehouse: any Warehouse
    /// The key column, behind the game, that a row is about.
    let entity: String
    private var games: [String: SlowGame] = [:]

    init(warehouse: any Warehouse, entity: String) {
        self.warehouse = warehouse
        self.entity = entity
    }

    mutating func expected(_ schema: TableSchema, _ batch: ColumnBatch, _ row: Int) async throws -> [String: JSONValue]?
    {
        let id = GameID.text(batch["game_id"].integers[row])
        if games[id] == nil { games[id] = try await SlowGame(warehouse, id: id) }
        guard let game = games[id] else { return nil }
        return SlowTables.row(schema.name, game, id: id, entity: batch[entity].integers[row])
    }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators": the same numbers on every machine.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

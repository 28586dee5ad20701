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
            try await SpotSample(context, context.table).measure(of: population) { _ in
                SlowSummaries(warehouse: context.warehouse, entity: entity)
            }
        }
    }

    /// Random stored rows of each table of stage 4 that has a slow path.
    static func spotChecksOfPast() -> Check {
        Check(name: "spot_checks") { context in
            var answers: [(String, Measurement)] = []
            for table in context.tables where SlowStage4.tables.contains(table.name) {
                let measurement = try await SpotSample(context, table).measure(of: "rows") { rows in
                    try await SlowStage4(context.warehouse, rows)
                }
                answers.append((table.name, measurement))
            }
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

    private let context: GateContext
    private let schema: TableSchema
    private let total: Int
    private var dates: [(date: GameDate, rows: [Int])] = []

    init(_ context: GateContext, _ table: TableDefinition) {
        self.context = context
        schema = table.schema
        let units = context.sums(of: table.name).rows.sorted { $0.key < $1.key }
        total = units.reduce(0) { $0 + $1.value }
        var random = SplitMix64(seed: context.options.seed)
        var numbers: Set<Int> = []
        while numbers.count < min(context.options.spotChecks, total) {
            numbers.insert(Int(random.next() % UInt64(total)))
        }
        var rest = numbers.sorted()[...]
        var start = 0
        for (date, rows) in units {
            let own = rest.prefix { $0 < start + rows }
            if !own.isEmpty { dates.append((date, own.map { $0 - start })) }
            rest = rest.dropFirst(own.count)
            start += rows
        }
    }

    /// Holds the drawn rows against what a slow path gives.
    func measure<Path: SlowPath>(of population: String, _ path: ([Pick]) async throws -> Path) async throws
        -> Measurement
    {
        guard !dates.isEmpty else {
            return .none(total > 0 ? "none were asked for" : "no rows in the range", of: population)
        }
        let picks = try await picks()
        var path = try await path(picks)
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
            note: "seed \(context.options.seed)", failing: failing)
    }

    private func picks() async throws -> [Pick] {
        guard let column = schema.dateColumn else { return [] }
        var picks: [Pick] = []
        for (date, rows) in dates {
            let batch = try await context.warehouse.scan(
                schema, columns: schema.columns.map(\.name), .range(column: column, date.dayNumber...date.dayNumber))
            picks += rows.filter { $0 < batch.count }.map { Pick(batch: batch, row: $0) }
        }
        return picks
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

import Basketball
import Documents
import Storage

extension Check {
    /// Random stored rows held against the slow path, column by column.
    ///
    /// - Parameter entity: the key column, behind the game, that a row is about.
    static func spotChecks(entity: String, of population: String) -> Check {
        .single("spot_checks") { context in
            let units = context.sums.rows.sorted { $0.key < $1.key }
            let total = units.reduce(0) { $0 + $1.value }
            guard total > 0, context.options.spotChecks > 0 else {
                return .none(total > 0 ? "none were asked for" : "no rows in the range", of: population)
            }
            var random = SplitMix64(seed: context.options.seed)
            var picks: [GameDate: Set<Int>] = [:]
            var numbers: Set<Int> = []
            while numbers.count < min(context.options.spotChecks, total) {
                numbers.insert(Int(random.next() % UInt64(total)))
            }
            for number in numbers.sorted() {
                var number = number
                for (date, rows) in units {
                    if number < rows {
                        picks[date, default: []].insert(number)
                        break
                    }
                    number -= rows
                }
            }
            var failing: [FailingRow] = []
            var checked = 0
            for (date, rows) in picks.sorted(by: { $0.key < $1.key }) {
                for (key, faults) in try await compare(context, date, rows.sorted(), entity) {
                    checked += 1
                    if let first = faults.first {
                        failing.append(
                            FailingRow(key, faults.count > 1 ? "\(first), and \(faults.count - 1) more" : first))
                    }
                }
            }
            return .ratio(
                Double(checked - failing.count), Double(checked), of: "sampled \(population)",
                note: "seed \(context.options.seed)", failing: failing)
        }
    }

    /// The key of each row and the columns that differ.
    private static func compare(_ context: GateContext, _ date: GameDate, _ rows: [Int], _ entity: String) async throws
        -> [(key: [FailingRow.KeyValue], faults: [String])]
    {
        let schema = context.table.schema
        guard let column = schema.dateColumn else { return [] }
        let batch = try await context.warehouse.scan(
            schema, columns: schema.columns.map(\.name), .range(column: column, date.dayNumber...date.dayNumber))
        var found: [([FailingRow.KeyValue], [String])] = []
        var games: [String: SlowGame] = [:]
        for row in rows where row < batch.count {
            let id = GameID.text(batch["game_id"].integers[row])
            let key = UnitReader.key(schema, batch, row)
            if games[id] == nil { games[id] = try await SlowGame(context.warehouse, id: id) }
            guard let game = games[id],
                let expected = SlowTables.row(schema.name, game, id: id, entity: batch[entity].integers[row])
            else {
                found.append((key, ["the raw tables have no such row"]))
                continue
            }
            var faults: [String] = []
            for (index, column) in schema.columns.enumerated() {
                guard let wanted = expected[column.name] else { continue }
                let stored = SlowRow.value(batch.vectors[index], row)
                if !stored.agrees(with: wanted) {
                    faults.append("\(column.name) is \(stored.line), recomputed \(wanted.line)")
                }
            }
            found.append((key, faults))
        }
        return found
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

import Basketball
import Documents
import Pipeline
import Storage

/// A list of checks that together say GO or NO-GO. A gate is added by one file that makes one, and a line in `all`.
package struct Gate: Sendable {
    package let name: String
    /// What it judges, in a sentence.
    package let meaning: String
    /// Tables whose units it judges.
    package let tables: [String]
    /// Tables for whose rows it asks; where none of them expects any, there is nothing to judge.
    package let expects: [String]
    /// Tables of whose rows sums are wanted.
    package let measures: [String]
    package let checks: [Check]

    package init(
        name: String, meaning: String, tables: [String], expects: [String]? = nil, measures: [String]? = nil,
        checks: [Check]
    ) {
        self.name = name
        self.meaning = meaning
        self.tables = tables
        self.expects = expects ?? tables
        self.measures = measures ?? tables
        self.checks = checks
    }

    /// Every gate, in the order of the pipeline. What is asked of accuracy stands in the thresholds already; its gate
    /// comes with the model.
    package static let all: [Gate] = [
        teamOffense, teamDefense, playerSummary, preflight, precompute, features, leakage,
    ]

    /// The gate of a name; nil when there is none.
    package static func named(_ name: String) -> Gate? { all.first { $0.name == name } }
}

/// One question of a gate: what is measured. What is asked of it stands in the thresholds.
package struct Check: Sendable {
    /// The name of its threshold.
    package let name: String
    /// Answers, one for each subject; usually one.
    let measure: @Sendable (GateContext) async throws -> [(subject: String, Measurement)]

    /// A check with one answer.
    static func single(_ name: String, _ measure: @escaping @Sendable (GateContext) async throws -> Measurement)
        -> Check
    {
        Check(name: name) { [("", try await measure($0))] }
    }

    /// The same question of each table of the gate.
    static func each(_ check: Check) -> Check {
        Check(name: check.name) { context in
            var answers: [(String, Measurement)] = []
            for table in context.tables {
                for (_, measurement) in try await check.measure(context.of(table)) {
                    answers.append((table.name, measurement))
                }
            }
            return answers
        }
    }
}

/// What checks may look at.
package struct GateContext: Sendable {
    let warehouse: any Warehouse
    let facts: RangeFacts
    /// The gate's tables; there is at least one.
    let tables: [TableDefinition]
    /// Sums by table.
    let measured: [String: TableSums]
    let options: GateOptions
    /// What is asked of a check of the gate.
    let asked: @Sendable (String) -> Thresholds.Effective

    /// The table of a gate that has one.
    var table: TableDefinition { tables[0] }
    var sums: TableSums { sums(of: table.name) }

    func sums(of table: String) -> TableSums { measured[table] ?? TableSums() }

    /// The same for one table alone.
    func of(_ table: TableDefinition) -> GateContext {
        GateContext(
            warehouse: warehouse, facts: facts, tables: [table], measured: measured, options: options,
            asked: asked)
    }
}

/// How thorough a validation is.
package struct GateOptions: Sendable, Hashable {
    /// Makes every sum anew, holds all rows against the ledger's digests, and compares with the baseline.
    package var isFull: Bool
    /// Rows that are recomputed by a slow, separate path.
    package var spotChecks: Int
    /// Where the random choice of rows starts.
    package var seed: UInt64
    /// The pinned baseline to compare with; nil is the newest.
    package var baseline: String?
    /// Dates on which leakage is looked for.
    package var proofDates: Int
    /// Whether sums of metrics are kept for the next validation; whoever does not hold the lease keeps none.
    package var keepsSums: Bool
    package var workers: Int

    package init(
        isFull: Bool = false, spotChecks: Int = 20, seed: UInt64 = 20_261_124, baseline: String? = nil,
        proofDates: Int = 3, keepsSums: Bool = true, workers: Int = 2
    ) {
        self.isFull = isFull
        self.spotChecks = spotChecks
        self.seed = seed
        self.baseline = baseline
        self.proofDates = proofDates
        self.keepsSums = keepsSums
        self.workers = workers
    }
}

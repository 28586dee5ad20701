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
    package let checks: [Check]

    /// Every gate, in the order of the pipeline.
    package static let all: [Gate] = [teamOffense, teamDefense, playerSummary]

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
}

/// What checks may look at.
package struct GateContext: Sendable {
    let warehouse: any Warehouse
    let facts: RangeFacts
    let table: TableDefinition
    let sums: TableSums
    let options: GateOptions
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
    package var workers: Int

    package init(
        isFull: Bool = false, spotChecks: Int = 20, seed: UInt64 = 20_261_124, baseline: String? = nil,
        workers: Int = 2
    ) {
        self.isFull = isFull
        self.spotChecks = spotChecks
        self.seed = seed
        self.baseline = baseline
        self.workers = workers
    }
}

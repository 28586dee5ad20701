import Basketball
import Pipeline
import Planning
import Storage

/// The three proofs that nothing leaked from the future (`engine.md` section 4).
package enum Proof: String, Sendable, CaseIterable {
    /// Every result dated on D or later is corrupted: the features of D stay the same bytes.
    case perturbation
    /// Everything dated on D or later is cut off: the same bytes.
    case truncation
    /// The day's results are shuffled among its players: the same bytes.
    case labelPermutation = "label_permutation"

    /// A value that should not have changed.
    package struct Finding: Sendable, Hashable {
        package let proof: Proof
        package let table: String
        package let date: GameDate
        package let column: String
        /// Key of the row, as `player_id 1629029`.
        package let entity: String
        package let clean: String
        package let tampered: String
    }

    /// What proving came to.
    package struct Report: Sendable {
        package let seed: UInt64
        package let dates: [GameDate]
        /// Tables whose rows on each date were compared.
        package let tables: [String]
        /// Comparisons of a table's rows on a date, by proof.
        package var comparisons: [Proof: Int] = [:]
        /// Comparisons in which bytes differed, by proof.
        package var failures: [Proof: Int] = [:]
        /// One finding for each table and proof that failed, and no more than twenty.
        package var findings: [Finding] = []
        /// Units whose stored rows are not those that the clean past gives.
        package var foreign: [Unit] = []

        /// Whether every comparison of every proof passed, and there was one.
        package var passed: Bool {
            failures.isEmpty && foreign.isEmpty && Proof.allCases.allSatisfy { comparisons[$0, default: 0] > 0 }
        }
    }

    /// Dates to prove, drawn by a seed from those on which an as-of table has rows; in order.
    package static func sample(_ states: UnitStates, dates: [GameDate], count: Int, seed: UInt64) -> [GameDate] {
        let candidates = dates.filter { date in
            Registry.tables.contains { table in
                table.planned.kind == .asOf && (states.ledger[Unit(table.name, date)]?.rowsWritten ?? 0) > 0
            }
        }
        var random = ProofRandom(seed: seed)
        var pool = candidates
        var chosen: [GameDate] = []
        while chosen.count < count, !pool.isEmpty { chosen.append(pool.remove(at: random.below(pool.count))) }
        return chosen.sorted()
    }

    /// Runs all proofs on some dates.
    ///
    /// - Parameters:
    ///   - leak: for tests of the proofs alone.
    ///   - progress: called when a date is done.
    package static func run(
        _ warehouse: any Warehouse, _ states: UnitStates, dates: [GameDate], seed: UInt64, workers: Int,
        leak: Leak? = nil, progress: @escaping @Sendable (GameDate) -> Void = { _ in }
    ) async throws -> Report {
        let bench = try await ProofBench(warehouse, states, dates: dates, workers: 1, leak: leak)
        var report = Report(seed: seed, dates: dates, tables: bench.tables.map(\.name))
        let parts = try await concurrentMap(dates, width: workers) { date in
            let part = try await prove(bench, states, date, seed: seed)
            progress(date)
            return part
        }
        for part in parts {
            for (proof, count) in part.comparisons { report.comparisons[proof, default: 0] += count }
            for finding in part.findings {
                report.failures[finding.proof, default: 0] += 1
                let isNew = !report.findings.contains { $0.proof == finding.proof && $0.table == finding.table }
                if isNew, report.findings.count < 20 { report.findings.append(finding) }
            }
            report.foreign += part.foreign
        }
        return report
    }

    private struct Part: Sendable {
        var comparisons: [Proof: Int] = [:]
        var findings: [Finding] = []
        var foreign: [Unit] = []
    }

    private static func prove(_ bench: ProofBench, _ states: UnitStates, _ date: GameDate, seed: UInt64) async throws
        -> Part
    {
        var part = Part()
        let material = bench.material(date)
        let clean = try await bench.rows(date, material)
        for table in bench.tables {
            let unit = Unit(table.name, date)
            guard let rows = clean[table.name], let entry = states.ledger[unit], entry.rowsWritten > 0 else { continue }
            if !entry.isOf(rows, rows: 0..<rows.count, digest: "\(RowsDigest(rows))") { part.foreign.append(unit) }
        }
        let mixed = seed &+ UInt64(bitPattern: Int64(date.dayNumber)) &* 0x9E37_79B9
        for proof in Proof.allCases {
            let tampered =
                switch proof {
                case .perturbation: material.perturbed(date, seed: mixed)
                case .truncation: material.truncated(date)
                case .labelPermutation: material.permuted(date, seed: mixed)
                }
            let rows = try await bench.rows(date, tampered)
            for table in bench.tables {
                guard let before = clean[table.name], let after = rows[table.name] else { continue }
                part.comparisons[proof, default: 0] += 1
                if CanonicalRows.digest(before) == CanonicalRows.digest(after) { continue }
                part.findings.append(difference(proof, table, date, before, after))
            }
        }
        return part
    }

    /// The first value that differs.
    private static func difference(
        _ proof: Proof, _ table: TableDefinition, _ date: GameDate, _ a: ColumnBatch, _ b: ColumnBatch
    ) -> Finding {
        let key = table.schema.key.dropFirst().first ?? table.dateColumn
        func finding(_ column: String, _ entity: String, _ clean: String, _ tampered: String) -> Finding {
            Finding(
                proof: proof, table: table.name, date: date, column: column, entity: entity, clean: clean,
                tampered: tampered)
        }
        for row in 0..<min(a.count, b.count) {
            let entity = "\(key) \(a[key].integers[row])"
            if a[key].integers[row] != b[key].integers[row] {
                return finding(key, entity, "\(a[key].integers[row])", "\(b[key].integers[row])")
            }
            for (place, column) in a.columns.enumerated() {
                let (left, right) = (text(a.vectors[place], row), text(b.vectors[place], row))
                if left != right { return finding(column.name, entity, left, right) }
            }
        }
        return finding(key, "number of rows", "\(a.count)", "\(b.count)")
    }

    private static func text(_ vector: ColumnVector, _ row: Int) -> String {
        if vector.isNull(row) { return "NULL" }
        return switch vector.type {
        case .text: vector.texts[row]
        case .real: "\(vector.reals[row])"
        default: "\(vector.integers[row])"
        }
    }
}

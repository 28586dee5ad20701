import Basketball
import Pipeline
import Planning
import Quality
import Simulation
import Storage
import TestSupport
import Testing

extension Lab {
    /// Asks gates about a range; about all that is loaded without any.
    func judge(
        _ gates: [Gate] = Gate.all, _ range: DateRange? = nil, thresholds: Thresholds? = nil,
        options: GateOptions = GateOptions()
    ) async throws -> [GateReport] {
        let states = try await states()
        let span = try #require(range ?? states.calendar.span)
        let facts = try await RangeFacts.settled(
            warehouse, states, dates: Array(span.dates), for: gates, workers: options.workers)
        return try await GateRunner(warehouse, try thresholds ?? Thresholds(), options).run(gates, facts)
    }

    /// One check of one gate.
    func check(_ gate: Gate, _ name: String, options: GateOptions = GateOptions()) async throws -> CheckResult {
        let report = try #require(try await judge([gate], options: options).first)
        return try #require(report.results.first { $0.name == name }, "\(report.results.map(\.name))")
    }

    /// Rewrites a file of the simulated league, line by line, without its header.
    func rewrite(_ file: String, _ change: (Int, [String]) -> [String]) throws {
        let lines = try text(file).split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        let changed = lines.dropFirst().enumerated().map { index, line in
            change(index, line.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
                .joined(separator: ",")
        }
        try folder.write("files/\(file)", ([lines[0]] + changed).joined(separator: "\n") + "\n")
    }

    func text(_ file: String) throws -> String {
        String(decoding: try folder.read("files/\(file)"), as: UTF8.self)
    }

    /// Replaces the rows of one date of a computed table behind the ledger's back.
    func plant(_ table: String, _ date: GameDate, _ rows: ColumnBatch) async throws {
        let schema = try #require(Registry.table(table)).schema
        try await warehouse.transaction { try await $0.apply(.replace(schema, [date], rows)) }
    }

    /// The stored rows of one date.
    func rows(_ table: String, _ date: GameDate) async throws -> ColumnBatch {
        let schema = try #require(Registry.table(table)).schema
        let column = try #require(schema.dateColumn)
        return try await warehouse.scan(
            schema, columns: schema.columns.map(\.name), .range(column: column, date.dayNumber...date.dayNumber))
    }
}

extension ColumnBatch {
    /// The same rows with other values in some integer columns.
    func with(_ name: String, _ values: [Int?]) -> ColumnBatch {
        var changed = self
        guard let index = columns.firstIndex(where: { $0.name == name }) else { return self }
        var vector = ColumnVector(columns[index].type)
        for value in values { vector.append(value) }
        changed.vectors[index] = vector
        return changed
    }
}

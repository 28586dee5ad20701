import Pipeline

extension Gate {
    /// Before stage 4: is what it reads complete?
    package static let preflight = Gate(
        name: "preflight", meaning: "Is every input of stage 4 complete on every date that it reads?",
        tables: Preflight.tables, expects: Preflight.stage4.map(\.name), measures: [], checks: [.inputsComplete()])
}

extension Check {
    /// Units of each input that are complete, of those that stage 4 reads.
    static func inputsComplete() -> Check {
        Check(name: "inputs_complete") { context in
            let preflight = try await Preflight(context.warehouse, context.facts, workers: context.options.workers)
            return preflight.inputs.map { input in
                let rows = input.gaps.map { gap in
                    FailingRow(
                        [.init("table", input.table), .init("date", "\(gap.unit.date)")],
                        "\(gap.state); needed by \(gap.neededBy.joined(separator: ", "))")
                }
                return (
                    input.table,
                    .ratio(
                        Double(input.complete), Double(input.expected), of: "units in reach of stage 4",
                        note: "read by \(input.readers.joined(separator: ", "))", failing: rows)
                )
            }
        }
    }
}

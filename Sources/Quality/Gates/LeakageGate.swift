import Pipeline

extension Gate {
    /// Does any feature know of the games that it predicts? The one gate that computes tables again.
    package static let leakage = Gate(
        name: "leakage", meaning: "Do the proofs hold that nothing leaked from the future?",
        tables: Registry.tables.filter { $0.planned.kind == .asOf }.map(\.name), measures: [], checks: [.proofs()])
}

import Foundation

/// An exponentially weighted mean of games, the latest with weight 1 and each one before with less: half after eight games.
///
/// `sum(x_k w_k) / sum(w_k)`, `w_k = 0.5^(k/8)`, k = 0 for the latest; kept as two running sums, so that a game costs the
/// same however long a career is.
struct Decay: Sendable {
    private var sum = 0.0
    private var weight = 0.0

    /// `0.5^(1/8)`.
    private static let factor = pow(0.5, 1.0 / 8)

    /// Takes up a later game; one without a value ages the others and adds nothing.
    mutating func add(_ value: Double?) {
        sum *= Decay.factor
        weight *= Decay.factor
        guard let value else { return }
        sum += value
        weight += 1
    }

    /// Nil before the first value.
    var mean: Double? { weight > 0 ? sum / weight : nil }
}

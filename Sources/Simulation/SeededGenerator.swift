/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed on every machine and with every compiler.
///
/// The standard library's own random numbers may change from release to release, so ranges are drawn here too.
package struct SeededGenerator: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number of a closed range, each equally likely (but for a bias of less than 2^-32).
    package mutating func integer(_ range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound + 1)
        return range.lowerBound + Int(((next() >> 32) &* width) >> 32)
    }

    /// True so many times in a thousand.
    package mutating func chance(_ thousandths: Int) -> Bool { integer(0...999) < thousandths }

    /// A bell-shaped number around a centre, at most `spread` away: the mean of three equally likely ones.
    package mutating func around(_ center: Int, _ spread: Int) -> Int {
        let sum = integer(-spread...spread) + integer(-spread...spread) + integer(-spread...spread)
        return center + sum / 3
    }

    /// A position, each as likely as its weight.
    package mutating func pick(weights: [Int]) -> Int {
        var rest = integer(0...max(0, weights.reduce(0, +) - 1))
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }

    /// The items in another order.
    package mutating func shuffled<Item>(_ items: [Item]) -> [Item] {
        var items = items
        for index in items.indices.reversed() { items.swapAt(index, integer(0...index)) }
        return items
    }
}

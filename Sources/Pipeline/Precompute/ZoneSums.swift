import Basketball

/// Makes and attempts by zone, summed over games.
package struct ZoneSums: Sendable, Hashable {
    private var makes = SIMD4<Int32>()
    private var tries = SIMD4<Int32>()

    package init() {}

    mutating func add(_ zone: ShotZone, makes made: Int, attempts: Int) {
        makes[zone.place] += Int32(made)
        tries[zone.place] += Int32(attempts)
    }

    mutating func add(_ other: ZoneSums) {
        makes &+= other.makes
        tries &+= other.tries
    }

    func attempts(_ zone: ShotZone) -> Int { Int(tries[zone.place]) }

    /// Attempts of all zones.
    var total: Int { Int(tries.wrappedSum()) }

    /// Makes / attempts, 0-1; nil without attempts.
    func accuracy(_ zone: ShotZone) -> Double? {
        let attempts = tries[zone.place]
        return attempts > 0 ? Double(makes[zone.place]) / Double(attempts) : nil
    }

    /// Share of all attempts, percent; nil without any.
    func rate(_ zone: ShotZone) -> Double? {
        let all = total
        return all > 0 ? 100 * Double(tries[zone.place]) / Double(all) : nil
    }
}

extension ShotZone {
    /// Position in the order paint, mid_range, three_pt.
    fileprivate var place: Int {
        switch self {
        case .paint: 0
        case .midRange: 1
        case .three: 2
        }
    }
}

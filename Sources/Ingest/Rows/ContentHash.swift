import Basketball
import Storage

/// Gathers a row's values and hashes them: the same content has the same hash in whatever file it stands.
struct ContentHasher {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(512) }

    mutating func start() { bytes.removeAll(keepingCapacity: true) }

    mutating func add(_ value: Int) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }

    mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add(_ stats: CountingStats) {
        for stat in Stat.allCases { add(stats[stat] ?? .min) }
    }

    func finish() -> Int { bytes.withUnsafeBytes { rowHash($0) } }
}

extension LogRow {
    /// Sets the hash from everything that is stored.
    mutating func seal(_ hasher: inout ContentHasher) {
        hasher.start()
        hasher.add(game.number)
        hasher.add(date.dayNumber)
        hasher.add(teamID)
        hasher.add(playerID)
        hasher.add(team)
        hasher.add(name)
        hasher.add(matchup.opponent)
        hasher.add(matchup.isHome ? 1 : 0)
        hasher.add(won.map { $0 ? 1 : 0 } ?? -1)
        hasher.add(minutes?.seconds ?? -1)
        hasher.add(minutes?.precision == .second ? 1 : 0)
        hasher.add(stats)
        hash = hasher.finish()
    }
}

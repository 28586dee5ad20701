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

import Storage

/// Everything that a unit read while it was computed, as digests in the order of reading.
///
/// Its SHA-256 is the unit's input digest: since a processor can read only through views that write here, it covers
/// exactly what was read, no more and no less.
final class ReadTrace {
    /// What was asked for that must not be read; the unit fails.
    var fault: String?
    private var words: UnsafeMutablePointer<UInt64>
    private var count = 0
    private var room = 8192

    init() { words = .allocate(capacity: room) }

    deinit { words.deallocate() }

    /// Notes some entries of an entity.
    @inline(__always) func add(_ entity: Int, _ count: Int, _ digest: Digest128) {
        let next = reserve(4)
        next[0] = UInt64(bitPattern: Int64(entity))
        next[1] = UInt64(bitPattern: Int64(count))
        next[2] = digest.high
        next[3] = digest.low
    }

    @inline(__always) func add(_ number: Int) { reserve(1)[0] = UInt64(bitPattern: Int64(number)) }

    func add(_ text: String) {
        add(text.utf8.count)
        var text = text
        add(text.withUTF8 { rowHash(UnsafeRawBufferPointer($0)) })
    }

    /// SHA-256 over the declaration and all that was read, in hexadecimal.
    func digest(declaration: String) -> String {
        add(declaration)
        return "\(SHA256Digest(of: UnsafeRawBufferPointer(start: words, count: 8 * count)))"
    }

    /// Room for some more words.
    @inline(__always) private func reserve(_ more: Int) -> UnsafeMutablePointer<UInt64> {
        if count + more > room { grow() }
        defer { count += more }
        return words + count
    }

    private func grow() {
        let wider = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * room)
        wider.moveInitialize(from: words, count: count)
        words.deallocate()
        words = wider
        room *= 2
    }
}

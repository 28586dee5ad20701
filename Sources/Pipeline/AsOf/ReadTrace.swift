import Storage

/// Everything that a unit read while it was computed, as digests in the order of reading.
///
/// Its SHA-256 is the unit's input digest: since a processor can read only through views that write here, it covers
/// exactly what was read, no more and no less.
final class ReadTrace {
    private var words: [UInt64] = []

    init() { words.reserveCapacity(4096) }

    /// Notes some entries of an entity.
    @inline(__always) func add(_ entity: Int, _ count: Int, _ digest: Digest128) {
        words.append(UInt64(bitPattern: Int64(entity)))
        words.append(UInt64(bitPattern: Int64(count)))
        words.append(digest.high)
        words.append(digest.low)
    }

    @inline(__always) func add(_ number: Int) { words.append(UInt64(bitPattern: Int64(number))) }

    func add(_ text: String) {
        add(text.utf8.count)
        var text = text
        add(text.withUTF8 { rowHash(UnsafeRawBufferPointer($0)) })
    }

    /// SHA-256 over the declaration and all that was read, in hexadecimal.
    func digest(declaration: String) -> String {
        add(declaration)
        return words.withUnsafeBytes { "\(SHA256Digest(of: $0))" }
    }
}

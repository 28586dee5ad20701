import Storage

/// Bytes of a file, allocated once and freed with the last reference.
///
/// `@unchecked Sendable` because the memory is written only before the block is handed on, and never after.
final class ByteBlock: @unchecked Sendable {
    private let memory: UnsafeMutableRawBufferPointer
    /// The bytes in use; valid while the block lives.
    private(set) var buffer: UnsafeBufferPointer<UInt8>

    /// Allocates room and lets `fill` write it.
    ///
    /// - Parameter fill: writes the bytes and returns how many there are.
    init<Failure: Error>(
        capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        memory = .allocate(byteCount: max(1, capacity), alignment: 16)
        buffer = UnsafeBufferPointer(start: nil, count: 0)
        let count = try fill(UnsafeMutableRawBufferPointer(rebasing: memory[..<capacity]))
        buffer = UnsafeBufferPointer(start: memory.baseAddress?.assumingMemoryBound(to: UInt8.self), count: count)
    }

    deinit { memory.deallocate() }

    var count: Int { buffer.count }
}

/// A file's uncompressed content and where it came from.
struct SourceFile: Sendable {
    /// The file on disk, as it was given.
    let path: String
    /// For people: the path, and behind it the member of an archive.
    let name: String
    let bytes: ByteBlock
    /// SHA-256 of the file's bytes on disk.
    let sha256: SHA256Digest
    /// XXH3-128 of the uncompressed content: the same content is known again in whatever file or packing.
    let contentDigest: String
}

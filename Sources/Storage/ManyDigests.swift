import CCrypto
import Synchronization

#if canImport(CMultiBuffer)
    import CMultiBuffer
#endif

/// SHA-256 of many short messages, several of them at once where the processor can: a message of some hundred bytes then takes
/// a fifth of the time.
enum ManyDigests {
    /// A digest, its first byte lowest in the first word.
    typealias Words = (UInt64, UInt64, UInt64, UInt64)

    /// Messages from which on it is worth to make several digests at once.
    private static let fewest = 8

    /// Calls a body with the digest of each message, in order.
    ///
    /// - Parameters:
    ///   - bytes: the messages, one behind the other.
    ///   - ends: where each ends.
    static func forEach(_ bytes: UnsafeRawPointer, _ ends: UnsafeBufferPointer<Int64>, _ body: (Words) -> Void) {
        let made = ends.count >= fewest && atOnce(bytes, ends, body)
        if made { return }
        var start = 0
        for end in ends {
            body(one(UnsafeRawBufferPointer(start: bytes + start, count: Int(end) - start)))
            start = Int(end)
        }
    }

    private static func one(_ message: UnsafeRawBufferPointer) -> Words {
        var context = SHA256_CTX()
        var hash: Words = (0, 0, 0, 0)
        let done = withUnsafeMutableBytes(of: &hash) { hash in
            SHA256_Init(&context) == 1 && SHA256_Update(&context, message.baseAddress, message.count) == 1
                && SHA256_Final(hash.baseAddress, &context) == 1
        }
        precondition(done, "the system's SHA-256 is not available")
        return (hash.0.littleEndian, hash.1.littleEndian, hash.2.littleEndian, hash.3.littleEndian)
    }

    #if canImport(CMultiBuffer)
        /// What the library works with: of one thread at a time, and costly to make.
        ///
        /// `@unchecked Sendable` because who takes one from `spare` has it alone until he puts it back.
        private struct Manager: @unchecked Sendable {
            let pointer: UnsafeMutablePointer<IMB_MGR>
        }

        /// Those that nobody uses at the moment.
        private static let spare = Mutex<[Manager]>([])

        /// - Returns: false, and the body is not called, where that cannot be done here.
        private static func atOnce(
            _ bytes: UnsafeRawPointer, _ ends: UnsafeBufferPointer<Int64>, _ body: (Words) -> Void
        ) -> Bool {
            guard let manager = spare.withLock({ $0.popLast() }) ?? multibuffer_make().map(Manager.init) else {
                return false
            }
            defer { spare.withLock { $0.append(manager) } }
            return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 4 * ends.count) { digests in
                let code = multibuffer_sha256(
                    manager.pointer, bytes.assumingMemoryBound(to: UInt8.self), ends.baseAddress, Int64(ends.count),
                    UnsafeMutableRawPointer(digests.baseAddress)?.assumingMemoryBound(to: UInt8.self))
                guard code == 0 else { return false }
                for place in ends.indices {
                    let first = 4 * place
                    body(
                        (
                            digests[first].littleEndian, digests[first + 1].littleEndian,
                            digests[first + 2].littleEndian,
                            digests[first + 3].littleEndian
                        ))
                }
                return true
            }
        }
    #else
        private static func atOnce(
            _ bytes: UnsafeRawPointer, _ ends: UnsafeBufferPointer<Int64>, _ body: (Words) -> Void
        ) -> Bool { false }
    #endif
}

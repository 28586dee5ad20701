import Foundation

/// A file descriptor that takes text: standard output for data, standard error for progress, logs and errors.
///
/// Nothing is buffered, and several writers may share a stream: what one call writes stays together up to the pipe's
/// own limit.
package struct TextStream: Sendable {
    /// Why a text could not be written.
    package enum Failure: Error, Equatable {
        /// The reader is gone, as after `| head`: no fault, the program ends quietly.
        case closed
        /// The system refused, with this `errno`.
        case system(Int32)
    }

    /// Standard output.
    package static let output = TextStream(descriptor: STDOUT_FILENO)
    /// Standard error.
    package static let error = TextStream(descriptor: STDERR_FILENO)

    /// The descriptor that is written to; it is not closed.
    package let descriptor: Int32

    /// A stream over an open descriptor.
    package init(descriptor: Int32) { self.descriptor = descriptor }

    /// Makes a closed pipe an error of `write` instead of the end of the process; called once, first of all.
    package static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

    /// Writes the whole text, however many calls it takes.
    package func write(_ text: String) throws(Failure) {
        try write(Array(text.utf8))
    }

    /// Writes bytes as they are.
    package func write(_ bytes: [UInt8]) throws(Failure) {
        let failure = bytes.withUnsafeBytes { bytes -> Failure? in
            var rest = bytes
            while let base = rest.baseAddress, !rest.isEmpty {
                let count = Foundation.write(descriptor, base, rest.count)
                if count >= 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                } else if let failure = recover(errno) {
                    return failure
                }
            }
            return nil
        }
        if let failure { throw failure }
    }

    /// Writes text that nobody needs to read; a failure is ignored, since there is nowhere left to tell it.
    package func show(_ text: String) {
        do { try write(text) } catch {}
    }

    /// Waits or retries where that helps, and gives what cannot be helped.
    private func recover(_ code: Int32) -> Failure? {
        switch code {
        case EINTR: return nil
        case EAGAIN:
            // Another process made the shared descriptor non-blocking: wait until it takes more.
            var descriptors = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&descriptors, 1, -1)
            return nil
        case EPIPE: return .closed
        default: return .system(code)
        }
    }
}

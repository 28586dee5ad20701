import Synchronization

/// Asks a run to end: what is in flight is finished and committed, nothing new begins.
package final class StopFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    package init() {}

    /// Asks; more than once is the same as once.
    package func request() { flag.store(true, ordering: .relaxed) }

    package var isRequested: Bool { flag.load(ordering: .relaxed) }
}

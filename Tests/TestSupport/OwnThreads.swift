import Dispatch
import Testing

/// Runs tests that wait for processes, or compute for long without a pause, on threads outside the pool that all other
/// tests share: that has as many threads as the machine has cores, and two such tests would hold both for minutes.
package struct OwnThreads: TestTrait, SuiteTrait, TestScoping {
    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(ThreadsOutsideThePool(), operation: function)
    }
}

extension Trait where Self == OwnThreads {
    package static var ownThreads: Self { Self() }
}

private final class ThreadsOutsideThePool: TaskExecutor {
    private let queue = DispatchQueue(label: "tests that block", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

import Dispatch
import Foundation
import Synchronization

/// What to do about the signals that ask the process to stop.
struct StopPolicy {
    enum Action: Equatable {
        case requestStop(ExitStatus)
        case terminate(ExitStatus)
    }

    private var isStopping = false

    /// The first signal asks for a clean stop, any later one ends the process.
    mutating func receive(_ signal: Int32) -> Action {
        let status: ExitStatus = signal == SIGTERM ? .terminated : .interrupted
        defer { isStopping = true }
        return isStopping ? .terminate(status) : .requestStop(status)
    }
}

/// Watches for SIGINT (Control-C) and SIGTERM while it exists.
///
/// The first signal calls `stopRequested`: the work under way ends, nothing new starts, and the process exits with the
/// status given. A second signal ends the process at once with 130 or 143, running no more code of ours. Even then the
/// warehouse stays consistent, because rows and their ledger entry are committed in one transaction: what was not
/// committed is undone when the warehouse is next opened, and its unit is simply run again.
///
///     let watcher = SignalWatcher { status in stop.request(status) }
///     defer { watcher.cancel() }
package final class SignalWatcher: Sendable {
    private static let signals = [SIGINT, SIGTERM]
    private let sources: Mutex<[any DispatchSourceSignal]>

    /// Starts watching.
    ///
    /// - Parameter stopRequested: called on a queue of its own with the status to exit with; it should only leave a note.
    package init(stopRequested: @escaping @Sendable (ExitStatus) -> Void) {
        let queue = DispatchQueue(label: "fullcourt.signals")
        let policy = Mutex(StopPolicy())
        // A source hears nothing before it is registered, and a signal that came meanwhile would be lost.
        let registered = DispatchGroup()
        let sources = SignalWatcher.signals.map { number in
            // Without this the default action would end the process before the source hears of the signal.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                switch policy.withLock({ $0.receive(number) }) {
                case .requestStop(let status): stopRequested(status)
                case .terminate(let status): _exit(status.rawValue)
                }
            }
            registered.enter()
            source.setRegistrationHandler { registered.leave() }
            source.resume()
            return source
        }
        registered.wait()
        self.sources = Mutex(sources)
    }

    /// Stops watching and gives the signals their usual effect again.
    package func cancel() {
        sources.withLock { sources in
            for source in sources { source.cancel() }
            if !sources.isEmpty { for number in SignalWatcher.signals { signal(number, SIG_DFL) } }
            sources = []
        }
    }

    deinit { cancel() }
}

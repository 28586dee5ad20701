import Documents
import Synchronization

/// Counts what is done and gives the numbers of a progress line when one is due: every tenth, or every 30 seconds.
final class ProgressMeter: Sendable {
    private struct State {
        var done = 0
        var failed = 0
        var rows = 0
        var toldTenths = 0
        var toldAt = 0.0
    }

    private let total: Int
    private let now: @Sendable () -> Double
    private let state = Mutex(State())

    /// - Parameter now: seconds since the start, never going back.
    init(total: Int, now: (@Sendable () -> Double)? = nil) {
        self.total = total
        let start = ContinuousClock.now
        self.now = now ?? { (ContinuousClock.now - start) / .seconds(1) }
    }

    /// Notes units that ended.
    func add(done: Int, failed: Int, rows: Int) -> [(String, JSONValue)]? {
        change {
            $0.done += done
            $0.failed += failed
            $0.rows += rows
        }
    }

    /// Notes how many units another process has left.
    func set(left: Int) -> [(String, JSONValue)]? { change { $0.done = max($0.done, total - left) } }

    private func change(_ body: (inout State) -> Void) -> [(String, JSONValue)]? {
        state.withLock { state in
            body(&state)
            let time = now()
            let tenths = total > 0 ? 10 * state.done / total : 10
            guard tenths > state.toldTenths || time - state.toldAt >= 30 else { return nil }
            state.toldTenths = tenths
            state.toldAt = time
            let rate = time > 0 && state.done > 0 ? Double(state.done) / time : nil
            let rounded = { (value: Double) -> JSONValue in .real((value * 10).rounded() / 10) }
            return [
                ("done", .integer(state.done)), ("total", .integer(total)),
                ("percent", .integer(total > 0 ? 100 * state.done / total : 100)),
                ("rate", rate.map(rounded) ?? .null),
                ("eta_seconds", rate.map { rounded(Double(total - state.done) / $0) } ?? .null),
                ("rows", .integer(state.rows)),
                (
                    "success_percent",
                    state.done > 0 ? rounded(100 * Double(state.done - state.failed) / Double(state.done)) : .null
                ),
            ]
        }
    }
}

import Synchronization

/// Shows on standard error how far a piece of work has come, and sums it up at the end.
///
/// On a terminal it is one line that is drawn again, ten times a second at most; elsewhere a line every 10 % or 30 s.
/// Any number of tasks may call it at once.
///
///     let progress = ProgressReporter("backfill", total: 240, terminal: terminal)
///     progress.record("done", rows: 512)
///     progress.finish()
package final class ProgressReporter: Sendable {
    private struct State {
        var snapshot: ProgressSnapshot
        var shownAt: Double
        var shownTenths: Int
        var barIsShown = false
        var isFinished = false
    }

    private let text: ProgressText
    private let mode: Terminal.ProgressMode
    private let width: Int
    private let first: Int
    private let start: Double
    private let now: @Sendable () -> Double
    private let write: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// Seconds between two drawings of the line on a terminal.
    private static let redrawInterval = 0.1
    /// Seconds after which a line is due elsewhere.
    private static let lineInterval = 30.0

    /// Starts the clock.
    ///
    /// - Parameters:
    ///   - label: what is being done, in a word or two.
    ///   - noun: what its units are called, in the plural.
    ///   - initial: how far the work was before it started here; what was done before does not count in the rate.
    ///   - now: seconds that never go back.
    ///   - write: takes the text; called by one task at a time.
    package init(
        _ label: String, noun: String = "units", initial: ProgressSnapshot, terminal: Terminal,
        now: @escaping @Sendable () -> Double = { ProgressReporter.seconds() },
        write: @escaping @Sendable (String) -> Void = { TextStream.error.show($0) }
    ) {
        text = ProgressText(label: label, noun: noun)
        mode = terminal.progress
        width = terminal.width
        first = initial.unitsDone
        start = now()
        self.now = now
        self.write = write
        let shownAt = mode == .bar ? -Double.infinity : start
        state = Mutex(State(snapshot: initial, shownAt: shownAt, shownTenths: ProgressReporter.tenths(initial)))
    }

    /// Starts the clock of work from its beginning.
    package convenience init(_ label: String, noun: String = "units", total: Int?, terminal: Terminal) {
        self.init(label, noun: noun, initial: ProgressSnapshot(total: total), terminal: terminal)
    }

    /// Takes a newer snapshot; one that comes late, after one with more units, is dropped.
    package func update(_ snapshot: ProgressSnapshot) {
        change { if snapshot.unitsDone >= $0.unitsDone { $0 = snapshot } }
    }

    /// Notes a unit that ended in a state.
    package func record(_ state: String, rows: Int = 0) { change { $0.record(state, rows: rows) } }

    /// Shows what is due though nothing happened: a long unit must not look like a halt.
    package func tick() { change { _ in } }

    /// Writes a line of its own without disturbing the progress; with `--quiet`, nothing.
    package func log(_ line: String) {
        guard mode != .none else { return }
        state.withLock { state in
            write((state.barIsShown ? "\r\u{1B}[K" : "") + line + "\n")
            if state.barIsShown { draw(&state, at: now()) }
        }
    }

    /// Sums up, once: later calls and later events do nothing. The note says why, when the work ended early.
    package func finish(_ note: String? = nil) {
        state.withLock { state in
            guard !state.isFinished else { return }
            state.isFinished = true
            guard mode != .none else { return }
            let summary = text.summary(state.snapshot, from: first, seconds: now() - start, note: note)
            write((state.barIsShown ? "\r\u{1B}[K" : "") + summary + "\n")
            state.barIsShown = false
        }
    }

    private func change(_ body: (inout ProgressSnapshot) -> Void) {
        state.withLock { state in
            guard !state.isFinished else { return }
            body(&state.snapshot)
            let time = now()
            let tenths = ProgressReporter.tenths(state.snapshot)
            switch mode {
            case .bar where time - state.shownAt >= ProgressReporter.redrawInterval: draw(&state, at: time)
            case .lines where tenths > state.shownTenths || time - state.shownAt >= ProgressReporter.lineInterval:
                write(text.line(state.snapshot, from: first, seconds: time - start) + "\n")
                state.shownAt = time
                state.shownTenths = tenths
            default: break
            }
        }
    }

    private func draw(_ state: inout State, at time: Double) {
        write("\r" + text.bar(state.snapshot, from: first, seconds: time - start, width: width) + "\u{1B}[K")
        state.shownAt = time
        state.barIsShown = true
    }

    private static func tenths(_ snapshot: ProgressSnapshot) -> Int { snapshot.fraction.map { Int($0 * 10) } ?? 0 }

    private static let origin = ContinuousClock.now

    /// Seconds since the first call.
    package static func seconds() -> Double { (ContinuousClock.now - origin) / .seconds(1) }
}

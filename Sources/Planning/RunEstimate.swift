/// How long units will take, going by what runs have measured.
package struct RunEstimate: Sendable, Hashable {
    /// Seconds; nil where nothing was ever measured.
    package let seconds: Double?
    /// What the number rests on, in a sentence.
    package let basis: String

    /// - Parameter runs: all runs of the warehouse, the oldest first.
    package init(units: Int, runs: [RunLog.Entry]) {
        let measured = runs.suffix(5).compactMap { run -> (units: Int, milliseconds: Int)? in
            guard let done = run.unitsDone, let time = run.milliseconds, done > 0 else { return nil }
            return (done, time)
        }
        let done = measured.reduce(0) { $0 + $1.units }
        let time = measured.reduce(0) { $0 + $1.milliseconds }
        guard units > 0 else {
            seconds = 0
            basis = "nothing to run"
            return
        }
        guard done > 0 else {
            seconds = nil
            basis = "no run has been measured in this warehouse; --sample 3 measures some dates"
            return
        }
        seconds = Double(time) / 1000 / Double(done) * Double(units)
        basis = "\(done) units of the last \(measured.count) run(s) took \(time) ms"
    }
}

import ArgumentParser
import Foundation

/// How many tasks work at the same time.
struct WorkerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Tasks at the same time; no result depends on it. Environment: FULLCOURT_WORKERS. (default: the cores)",
            valueName: "n"))
    var workers: Int?

    func validate() throws {
        if let workers, !(1...64).contains(workers) { throw ValidationError("--workers is 1 to 64") }
    }

    /// The number in effect.
    func count(_ global: GlobalOptions) throws -> Int {
        let flags = workers.map { [Settings.Flag(Settings.workers, $0, "--workers")] } ?? []
        let count = try global.settings(flags)[Settings.workers]
        return count > 0 ? count : ProcessInfo.processInfo.activeProcessorCount
    }
}

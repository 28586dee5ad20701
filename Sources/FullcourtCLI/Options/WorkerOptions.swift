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

    func count() throws -> Int {
        if let workers { return workers }
        guard let text = environment("FULLCOURT_WORKERS") else { return ProcessInfo.processInfo.activeProcessorCount }
        guard let number = Int(text), (1...64).contains(number) else {
            throw Fault("FULLCOURT_WORKERS is '\(text)'", remedy: "use a number from 1 to 64", status: .configuration)
        }
        return number
    }
}

import ArgumentParser

/// What the process tells its caller when it ends; the only place that knows the numbers.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    /// Everything done, or a gate says GO.
    case success = 0
    /// A gate says NO-GO.
    case noGo = 1
    /// Warnings, under `--strict`.
    case warnings = 2
    /// The engine or the data is at fault.
    case dataError = 3
    /// Some units failed or were blocked.
    case incomplete = 4
    /// The plan no longer matches the warehouse.
    case stalePlan = 5
    /// The command line makes no sense.
    case usage = 64
    /// Another run holds the lease.
    case leaseHeld = 75
    /// The configuration makes no sense.
    case configuration = 78
    /// Stopped by SIGINT (Control-C).
    case interrupted = 130
    /// Stopped by SIGTERM.
    case terminated = 143

    /// The same for ArgumentParser: `throw ExitStatus.incomplete.code` ends a verb without a message.
    package var code: ExitCode { ExitCode(rawValue) }
}

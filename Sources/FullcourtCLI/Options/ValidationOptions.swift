import ArgumentParser
import Documents
import Quality

extension Thresholds.Profile: ExpressibleByArgument {}

/// How thorough a validation is, and what it asks.
struct ValidationOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Read every row again, hold it against the ledger's digest, and compare with the pinned baseline."))
    var full = false

    @Option(help: "Which defaults hold: standard, or five-seasons with absolute numbers. (default: as thresholds.yaml)")
    var profile: Thresholds.Profile?

    @Option(
        help: ArgumentHelp("The file with what the gates ask. Environment: FULLCOURT_THRESHOLDS.", valueName: "path"))
    var thresholds: String?

    @Option(help: ArgumentHelp("The pinned baseline to compare with. (default: the newest)", valueName: "name"))
    var baseline: String?

    @Option(help: ArgumentHelp("Random rows that are recomputed by a slow, separate path.", valueName: "n"))
    var spotChecks = GateOptions().spotChecks

    @Option(help: ArgumentHelp("Random dates on which the gate leakage runs the proofs.", valueName: "n"))
    var proofDates = GateOptions().proofDates

    @Option(help: ArgumentHelp("Where the random choice of rows and dates starts.", valueName: "n"))
    var seed = GateOptions().seed

    func validate() throws {
        if !(0...10_000).contains(spotChecks) { throw ValidationError("--spot-checks is 0 to 10000") }
        if !(0...10_000).contains(proofDates) { throw ValidationError("--proof-dates is 0 to 10000") }
        if baseline != nil, !full { throw ValidationError("--baseline is compared only with --full") }
    }

    /// What the gates ask.
    func asked(_ global: GlobalOptions) throws -> Thresholds {
        let flags = thresholds.map { [Settings.Flag(Settings.thresholds, $0, "--thresholds")] } ?? []
        let settings = try global.settings(flags)
        return try Thresholds(
            file: OptionalFile.read(settings, Settings.thresholds, option: "--thresholds"), profile: profile)
    }

    func options(workers: Int) -> GateOptions {
        GateOptions(
            isFull: full, spotChecks: spotChecks, seed: seed, baseline: baseline, proofDates: proofDates,
            workers: workers)
    }
}

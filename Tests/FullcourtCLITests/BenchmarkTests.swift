import Foundation
import TestSupport
import Testing

/// The benchmark itself, on a tiny league: that it measures what it says, not how long anything takes.
@Suite(.ownThreads) struct BenchmarkTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scripts/bench").path

    private func bench(_ options: String, _ folder: TemporaryFolder) throws -> Program.Result {
        try Program.run(
            shell: """
                export BENCH_PROGRAM='\(Program.path)' BENCH_FOLDER='\(folder.path("bench"))'
                python3 -B '\(Self.script)' --simulated --teams 2 --games 4 --no-peer --runs 2 --warm-up 0 \(options)
                """, in: folder)
    }

    @Test func everyCaseIsMeasuredAndWritten() throws {
        let folder = try TemporaryFolder()
        let result = try bench("", folder)
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("SIMULATED") && result.output.contains("no ratios"))
        let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("bench/results/latest.json")))
        let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(document["simulated"] as? Bool == true)
        let cases = try #require(document["cases"] as? [[String: Any]])
        let names = cases.compactMap { $0["name"] as? String }
        #expect(
            Set(names).isSuperset(of: [
                "import", "backfill", "files_to_tables", "nine_tables", "season_stage4", "prove", "validate",
                "plan_unchanged", "correction",
            ]))
        var medians: [String: Double] = [:]
        for (name, one) in zip(names, cases) {
            let seconds = try #require(one["seconds"] as? [String: Double])
            let (least, median, most) = (seconds["min"] ?? 0, seconds["median"] ?? 0, seconds["max"] ?? 0)
            #expect(least > 0 && least <= median && median <= most, "\(name)")
            medians[name] = median
        }
        // Two rounds: the median of sums is the sum of medians.
        let sum = (medians["import"] ?? 0) + (medians["backfill"] ?? 0)
        #expect(abs((medians["files_to_tables"] ?? 0) - sum) < 1e-9)
        let amounts = try #require(document["amounts"] as? [String: Any])
        // Five seasons of four dates, in three tables.
        #expect(amounts["units"] as? Int == 60 && amounts["dates"] as? Int == 20)
    }

    @Test func aCaseThatThereIsNotIsNamedWithThoseThatThereAre() throws {
        let folder = try TemporaryFolder()
        let result = try bench("--cases imports", folder)
        #expect(result.status == 3 && result.error.contains("there is no case 'imports'; use some of peer, import"))
    }
}

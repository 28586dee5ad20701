import Foundation
import Pipeline
import Planning
import Storage

/// Watches a backfill that another process runs in the same warehouse, and waits for its end.
struct OtherWriter: Sendable {
    let warehouse: any Warehouse
    /// Seconds between two full looks.
    let pollInterval: Double
    /// Seconds without any change after which a run without an end is taken for dead.
    let deadAfter: Double
    let stop: StopFlag

    /// Seconds between two glances at the change counters: how soon a local change is noticed.
    private static let glance = 0.1

    /// Whether the newest run has begun and not ended.
    func isRunning() async throws -> Bool {
        _ = try await warehouse.prepare([RunLog.table])
        let runs = try await warehouse.scan(RunLog.table, columns: ["run_id", "finished_at"], .all)
        return runs.count > 0 && runs["finished_at"].isNull(runs.count - 1)
    }

    /// Waits until the other's run has ended, stands still for too long, or this one is asked to stop.
    ///
    /// - Parameter look: called at every full look, to tell how far it is.
    func follow(_ look: () async throws -> Void) async throws {
        var counters = try await warehouse.changeCounters()
        var still = 0.0
        var waited = 0.0
        while !stop.isRequested, try await isRunning() {
            try await look()
            waited = 0
            while !stop.isRequested, waited < pollInterval {
                try await Task.sleep(for: .seconds(OtherWriter.glance))
                waited += OtherWriter.glance
                let now = try await warehouse.changeCounters()
                if now != counters {
                    counters = now
                    still = 0
                    break
                }
                still += OtherWriter.glance
                if still >= deadAfter { return }
            }
        }
    }
}

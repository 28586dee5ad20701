import Foundation
import Pipeline
import Planning
import Storage

/// Waits while another process holds the lease. Whether that process lives, the lease itself knows.
struct LeaseFollower: Sendable {
    let warehouse: any Warehouse
    /// Seconds between two looks at how far it is, where nothing changes on this machine.
    let pollInterval: Double
    let stop: StopFlag

    /// Seconds between two glances at lease and change counters: how soon the end, or a local change, is noticed.
    private static let glance = 0.1
    /// Seconds between two looks at work that goes on.
    private static let patience = 1.0

    /// Waits until nobody holds the lease, or this process is asked to stop.
    ///
    /// - Parameter look: called now and then, to tell how far the other is.
    func follow(_ look: () async throws -> Void) async throws {
        var counters: [String: Int] = [:]
        var sinceLook = Double.infinity
        while !stop.isRequested, try await Lease.holder(warehouse) != nil {
            let now = try await warehouse.changeCounters()
            if sinceLook >= pollInterval || now != counters && sinceLook >= LeaseFollower.patience {
                counters = now
                sinceLook = 0
                try await look()
            }
            try await Task.sleep(for: .seconds(LeaseFollower.glance))
            sinceLook += LeaseFollower.glance
        }
    }
}

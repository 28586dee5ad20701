import Foundation
import Planning
import Storage
import TestSupport
import Testing

/// One writer, whoever and wherever he is (`engine.md` section 6).
@Suite struct LeaseTests {
    /// Puts a lease into a warehouse, as another process would have.
    private func plant(
        _ warehouse: any Warehouse, host: String, process: Int = 4711, start: Int = 99, heartbeat: Int
    ) async throws {
        _ = try await warehouse.prepare([Lease.table])
        var row = RowWriter(Lease.table.columns)
        for text in ["writer", "another", "backfill", host] { row.put(text) }
        row.put(process)
        row.put(start)
        row.put("2026-01-01T00:00:00Z")
        row.put(heartbeat)
        row.endRow()
        let rows = row.batch
        try await warehouse.transaction { try await $0.apply(.upsert(Lease.table, rows)) }
    }

    private var now: Int { Int(Date.now.timeIntervalSince1970) }

    /// The host of a lease that this very process takes: the name, and what differs after a restart.
    private func ownHost() async throws -> String {
        let warehouse = InMemoryWarehouse()
        let (lease, _) = try await Lease.take(warehouse, command: "test")
        let host = try await warehouse.rows(Lease.table)["host"].texts[0]
        try await lease.release()
        return host
    }

    @Test func freshHeartbeatOfAnotherHostIsRespected() async throws {
        let warehouse = try Lab().warehouse
        try await plant(warehouse, host: "elsewhere 1", heartbeat: now + 3600)
        let error = await #expect(throws: Lease.Held.self) { _ = try await Lease.take(warehouse, command: "import") }
        #expect(error?.owner.description == "fullcourt backfill, process 4711 on elsewhere since 2026-01-01T00:00:00Z")
        #expect(try await Lease.holder(warehouse)?.process == 4711)
    }

    @Test func silentOwnerOnAnotherHostIsTakenOverAndNamed() async throws {
        let warehouse = try Lab().warehouse
        try await plant(warehouse, host: "elsewhere 1", heartbeat: now - 40)
        #expect(try await Lease.holder(warehouse) == nil)
        let (lease, dead) = try await Lease.take(warehouse, command: "import")
        #expect(dead?.process == 4711 && dead?.description.contains("on elsewhere") == true)
        try await lease.release()
        #expect(try await warehouse.rows(Lease.table).isEmpty)
    }

    /// On this host the process itself is asked, whatever its heartbeat says: it may be stopped, or just gone.
    @Test func processOfThisHostIsAskedItself() async throws {
        let host = try await ownHost()
        let own = Int(ProcessInfo.processInfo.processIdentifier)
        // The number is in use, but by a process that was started at another time.
        let reused = try Lab().warehouse
        try await plant(reused, host: host, process: own, start: 1, heartbeat: now)
        #expect(try await Lease.take(reused, command: "import").takenFrom?.process == own)
        // After a restart of the machine the number means nothing.
        let restarted = try Lab().warehouse
        try await plant(restarted, host: host + "x", process: own, heartbeat: now - 40)
        #expect(try await Lease.take(restarted, command: "import").takenFrom != nil)
        // A living process that gave no sign of life for an hour still holds it.
        let living = try Lab().warehouse
        let (lease, _) = try await Lease.take(living, command: "backfill")
        let start = try await living.rows(Lease.table)["process_start"].integers[0]
        try await plant(living, host: host, process: own, start: start, heartbeat: now - 3600)
        await #expect(throws: Lease.Held.self) { _ = try await Lease.take(living, command: "import") }
        withExtendedLifetime(lease) {}
    }

    @Test func heartbeatIsWrittenAndStealsNothingBack() async throws {
        let warehouse = try Lab().warehouse
        let (lease, _) = try await Lease.take(warehouse, command: "backfill")
        let owner = try await warehouse.rows(Lease.table)["owner"].texts[0]
        try await lease.beat()
        #expect(try await warehouse.rows(Lease.table)["owner"].texts[0] == owner)
        // Somebody took it over, because this process was away for too long.
        try await plant(warehouse, host: "elsewhere 1", heartbeat: now)
        try await lease.beat()
        #expect(try await warehouse.rows(Lease.table)["owner"].texts[0] == "another")
        try await lease.release()
        #expect(try await warehouse.rows(Lease.table)["owner"].texts[0] == "another")
        // Nor does a beat come back after the release.
        let other = try Lab().warehouse
        let (second, _) = try await Lease.take(other, command: "backfill")
        try await second.release()
        try await second.beat()
        #expect(try await other.rows(Lease.table).isEmpty)
    }

    @Test func oneOfManyTakersGetsIt() async throws {
        let folder = try TemporaryFolder()
        let labs = try (0..<6).map { _ in try Lab(folder) }
        let taken = await withTaskGroup(of: HeldLease?.self) { group in
            for lab in labs { group.addTask { try? await Lease.take(lab.warehouse, command: "import").0 } }
            return await group.reduce(into: [HeldLease]()) { if let lease = $1 { $0.append(lease) } }
        }
        #expect(taken.count == 1)
    }
}

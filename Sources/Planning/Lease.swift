import Basketball
import Foundation
import Storage

/// The right to write: one process has it at a time, whatever it writes (`engine.md` section 6). Readers need none.
package enum Lease {
    package static let table = TableSchema(
        "lease", .system, key: ["name"],
        [
            Column("name", .text, "writer"), Column("owner", .text, "differs for every process that ever held it"),
            Column("command", .text), Column("host", .text, "name, and what differs after a restart of the machine"),
            Column("process", .integer), Column("process_start", .integer, "clock ticks since the machine's start"),
            Column("started_at", .text, "UTC"), Column("heartbeat_at", .integer, unit: "seconds since 1970"),
        ])

    /// Who holds a lease.
    package struct Owner: Sendable, Hashable {
        package let id: String
        package let command: String
        package let host: String
        package let process: Int
        let processStart: Int
        package let startedAt: String
        var heartbeat: Int

        /// `fullcourt backfill (process 4711 on host since 2026-11-25T01:02:03Z)`.
        package var description: String {
            "fullcourt \(command), process \(process) on \(host.prefix { $0 != " " }) since \(startedAt)"
        }
    }

    /// Somebody else holds it.
    package struct Held: Error, Sendable {
        package let owner: Owner
    }

    /// Seconds without a heartbeat after which an owner on another host counts as dead.
    static let patience = 30

    /// Takes the lease.
    ///
    /// - Returns: the lease, and the dead owner from whom it was taken over, if there was one.
    /// - Throws: `Held` at once when a living owner has it.
    package static func take(
        _ warehouse: any Warehouse, command: String
    ) async throws -> (HeldLease, takenFrom: Owner?) {
        _ = try await warehouse.prepare([table])
        // First as a reader: the owner may be inside a long transaction, for whose end a writer would wait.
        if let owner = owner(try await warehouse.scan(table, columns: table.columns.map(\.name), .all)), isAlive(owner)
        {
            throw Held(owner: owner)
        }
        let own = Owner(
            id: UUID().uuidString, command: command, host: ThisHost.name,
            process: Int(ProcessInfo.processInfo.processIdentifier),
            processStart: ThisHost.start(of: Int(ProcessInfo.processInfo.processIdentifier)) ?? 0,
            startedAt: Date.now.formatted(.iso8601), heartbeat: seconds())
        let dead = try await warehouse.transaction { transaction -> Owner? in
            let stored = owner(try await transaction.scan(table, columns: table.columns.map(\.name), .all))
            if let stored, isAlive(stored) { throw Held(owner: stored) }
            try await transaction.apply(.upsert(table, row(own)))
            return stored
        }
        return (HeldLease(warehouse, own), dead)
    }

    /// Who holds the lease now and is alive; nil when nobody is.
    package static func holder(_ warehouse: any Warehouse) async throws -> Owner? {
        let stored = owner(try await warehouse.scan(table, columns: table.columns.map(\.name), .all))
        return stored.flatMap { isAlive($0) ? $0 : nil }
    }

    /// Its process is there, or on another host it gave a sign of life lately.
    private static func isAlive(_ owner: Owner) -> Bool {
        if owner.host == ThisHost.name { return ThisHost.start(of: owner.process) == owner.processStart }
        return seconds() - owner.heartbeat <= patience
    }

    /// Gives a sign of life, unless somebody took the lease over meanwhile: it is his then.
    static func beat(_ warehouse: any Warehouse, _ own: Owner) async throws {
        var owner = own
        owner.heartbeat = seconds()
        let row = row(owner)
        try await warehouse.transaction { transaction in
            let stored = Lease.owner(try await transaction.scan(table, columns: table.columns.map(\.name), .all))
            if stored?.id == own.id { try await transaction.apply(.upsert(table, row)) }
        }
    }

    static func seconds() -> Int { Int(Date.now.timeIntervalSince1970) }

    static func owner(_ batch: ColumnBatch) -> Owner? {
        guard batch.count > 0 else { return nil }
        let v = batch.vectors
        return Owner(
            id: v[1].texts[0], command: v[2].texts[0], host: v[3].texts[0], process: v[4].integers[0],
            processStart: v[5].integers[0], startedAt: v[6].texts[0], heartbeat: v[7].integers[0])
    }

    static func row(_ owner: Owner) -> ColumnBatch {
        var writer = RowWriter(table.columns)
        writer.put("writer")
        writer.put(owner.id)
        writer.put(owner.command)
        writer.put(owner.host)
        writer.put(owner.process)
        writer.put(owner.processStart)
        writer.put(owner.startedAt)
        writer.put(owner.heartbeat)
        writer.endRow()
        return writer.batch
    }
}

/// A lease in our hands: gives signs of life until it is given back.
package final class HeldLease: Sendable {
    private let warehouse: any Warehouse
    private let own: Lease.Owner
    private let beating: Task<Void, Never>

    init(_ warehouse: any Warehouse, _ own: Lease.Owner) {
        self.warehouse = warehouse
        self.own = own
        beating = Task {
            while (try? await Task.sleep(for: .seconds(5))) != nil {
                // A beat that cannot be written is followed by another.
                try? await Lease.beat(warehouse, own)
            }
        }
    }

    /// Gives a sign of life now, unless the lease is somebody else's by now.
    package func beat() async throws { try await Lease.beat(warehouse, own) }

    /// Gives it back.
    package func release() async throws {
        beating.cancel()
        let keys = try Lease.table.columns(named: Lease.table.key)
        var writer = RowWriter(keys)
        writer.put("writer")
        writer.endRow()
        let batch = writer.batch
        let own = own
        try await warehouse.transaction { transaction in
            let names = Lease.table.columns.map(\.name)
            let stored = Lease.owner(try await transaction.scan(Lease.table, columns: names, .all))
            if stored?.id == own.id { try await transaction.apply(.delete(Lease.table, batch)) }
        }
    }
}

/// What the operating system tells of this machine and its processes.
private enum ThisHost {
    /// The host's name and an id that changes when it is started anew.
    static let name: String = {
        let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
        return "\(ProcessInfo.processInfo.hostName) \(boot.filter { !$0.isWhitespace })"
    }()

    /// When a process was started, in clock ticks since the machine's start (field 22 of `/proc/PID/stat`); nil when
    /// there is no such process.
    static func start(of process: Int) -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        // A zombie holds nothing any more.
        guard fields.count > 19, fields[0] != "Z" else { return nil }
        return Int(fields[19])
    }
}

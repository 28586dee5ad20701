import Foundation
import Pipeline
import Planning
import Storage

extension GlobalOptions {
    /// Opens the warehouse, which must be there, takes the lease, and gives both back whatever happens.
    ///
    /// - Throws: `Lease.Held` when another process writes.
    func writing<Result: Sendable>(
        _ command: String, _ body: (SQLiteWarehouse) async throws -> Result
    ) async throws -> Result {
        let warehouse = try open()
        let result: Result
        do {
            result = try await holding(warehouse, command) { try await body(warehouse) }
        } catch {
            try? await warehouse.close()
            throw error
        }
        try await warehouse.close()
        return result
    }

    /// For what is worth keeping but is an answer without it: takes the lease if nobody has it, and says whether it did.
    func storing<Result>(
        _ warehouse: any Warehouse, _ command: String, _ body: (_ holdsLease: Bool) async throws -> Result
    ) async throws -> Result {
        let lease: HeldLease
        do { lease = try await take(warehouse, command) } catch let held as Lease.Held {
            tell("\(held.owner.description) is writing: nothing of this is kept")
            return try await body(false)
        }
        return try await releasing(lease) { try await body(true) }
    }

    /// Takes the lease of an open warehouse for the time of the body.
    func holding<Result>(
        _ warehouse: any Warehouse, _ command: String, _ body: () async throws -> Result
    ) async throws -> Result {
        try await releasing(take(warehouse, command), body)
    }

    private func take(_ warehouse: any Warehouse, _ command: String) async throws -> HeldLease {
        let (lease, dead) = try await Lease.take(warehouse, command: command)
        if let dead { warn("took over from \(dead.description), which is gone") }
        do { try await warehouse.modernise(RawTable.all + Registry.tables.map(\.schema)) } catch {
            try? await lease.release()
            throw error
        }
        return lease
    }

    /// Gives a lease back whatever happens.
    private func releasing<Result>(_ lease: HeldLease, _ body: () async throws -> Result) async throws -> Result {
        do {
            let result = try await body()
            try await lease.release()
            return result
        } catch {
            try? await lease.release()
            throw error
        }
    }
}

extension Lease.Held: Described {
    package var message: String { "another process is writing: \(owner.description)" }
    package var remedy: String? { "wait until it is done; reading is possible meanwhile" }
    package var exitStatus: ExitStatus { .leaseHeld }
}

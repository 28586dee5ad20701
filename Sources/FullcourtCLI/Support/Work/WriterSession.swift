import Foundation
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

    /// Takes the lease of an open warehouse for the time of the body.
    func holding<Result>(
        _ warehouse: any Warehouse, _ command: String, _ body: () async throws -> Result
    ) async throws -> Result {
        let (lease, dead) = try await Lease.take(warehouse, command: command)
        if let dead { warn("took over from \(dead.description), which is gone") }
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

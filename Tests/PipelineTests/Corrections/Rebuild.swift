import Pipeline
import Planning
import TestSupport
import Testing

/// A fresh warehouse with the same raw rows, computed as a whole, has the same bytes, made of the same readings.
func expectRebuild(_ lab: Lab, _ when: String = "") async throws {
    let fresh = try Lab()
    try await lab.warehouse.copyRaw(to: fresh.warehouse)
    try await fresh.backfill()
    let (own, rebuilt) = (try await lab.manifest(), try await fresh.manifest())
    #expect(own.disagreements.isEmpty)
    let (ledger, anew) = (try await Ledger(lab.warehouse), try await Ledger(fresh.warehouse))
    for entry in anew.all where entry.rowsWritten > 0 {
        #expect(ledger[entry.unit]?.inputDigest == entry.inputDigest, "what \(entry.unit) read \(when)")
    }
    guard own.lines != rebuilt.lines else { return }
    let difference = Set(own.lines).symmetricDifference(rebuilt.lines).map { "\($0.table) \($0.date)" }
    Issue.record("\(Set(difference).sorted()) differ from a rebuild \(when)")
}

import Foundation
import Testing

@testable import FullcourtCLI

@Suite struct StopPolicyTests {
    @Test(arguments: [(SIGINT, FullcourtCLI.ExitStatus.interrupted), (SIGTERM, .terminated)])
    func firstSignalAsksAndEveryLaterOneEnds(signal: Int32, status: FullcourtCLI.ExitStatus) {
        var policy = StopPolicy()
        #expect(policy.receive(signal) == .requestStop(status))
        #expect(policy.receive(signal) == .terminate(status))
        #expect(policy.receive(signal) == .terminate(status))
    }

    /// What counts is the signal that came last.
    @Test func signalsMayDiffer() {
        var policy = StopPolicy()
        #expect(policy.receive(SIGINT) == .requestStop(.interrupted))
        #expect(policy.receive(SIGTERM) == .terminate(.terminated))
    }
}

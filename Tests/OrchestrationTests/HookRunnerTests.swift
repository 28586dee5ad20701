import Documents
import Foundation
import TestSupport
import Testing

@testable import Orchestration

/// What is said of hooks that could not be told.
@Suite(.ownThreads, .timeLimit(.minutes(5))) struct HookRunnerTests {
    private static let event = RunEvent(
        kind: .runFinished, run: 1, sequence: 1, at: "2026-11-28T00:00:00Z", phase: "", fields: [])

    private func reason(_ field: String, _ target: String, timeout: Double) async throws -> String? {
        let hook = try Hook(
            .object([("events", .array([.string("run_finished")])), (field, .string(target))]), place: nil)
        return await HookRunner([hook], timeout: timeout).tell(Self.event).first?.reason
    }

    @Test func commandsThatEndBadlyOrNever() async throws {
        #expect(try await reason("command", "cat > /dev/null", timeout: 60) == nil)
        #expect(try await reason("command", "exit 3", timeout: 60) == "ended with 3")
        #expect(try await reason("command", "kill -KILL $$", timeout: 60) == "was ended by signal 9")
        #expect(try await reason("command", "exec sleep 3600", timeout: 0.2) == "did not end within 0.2 s")
    }

    /// The kernel takes the connection, and nobody ever reads from it.
    @Test func addressesThatDoNotAnswer() async throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bare in
                bind(descriptor, bare, length) == 0 && listen(descriptor, 4) == 0
                    && getsockname(descriptor, bare, &length) == 0
            }
        }
        try #require(bound)
        let port = UInt16(bigEndian: address.sin_port)
        let silent = try await reason("url", "http://127.0.0.1:\(port)/a path?text=\"run\"", timeout: 0.5)
        #expect(silent?.hasPrefix("curl: (28) ") == true, "\(silent ?? "told")")
        let refused = try await reason("url", "http://127.0.0.1:1/", timeout: 60)
        #expect(refused?.hasPrefix("curl: (7) ") == true, "\(refused ?? "told")")
    }
}

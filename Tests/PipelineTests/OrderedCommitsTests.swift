import Synchronization
import TestSupport
import Testing

@testable import Pipeline

/// Pieces are stored in their order, whatever the order in which they are computed, several in one commit when they wait.
@Suite struct OrderedCommitsTests {
    private struct Broken: Error {}

    /// What happened, in order.
    private final class Log: Sendable {
        private let state = Mutex<(commits: [[Int]], computing: Int, most: Int, storing: Bool)>(([], 0, 0, false))

        var commits: [[Int]] { state.withLock { $0.commits } }
        var most: Int { state.withLock { $0.most } }

        func begin() {
            state.withLock {
                $0.computing += 1
                $0.most = max($0.most, $0.computing)
            }
        }
        func end() { state.withLock { $0.computing -= 1 } }
        func store(_ pieces: [Int]) {
            let alone = state.withLock { state -> Bool in
                defer { state.storing = true }
                return !state.storing
            }
            #expect(alone, "two commits at a time")
            state.withLock { state in
                state.commits.append(pieces)
                state.storing = false
            }
        }
    }

    @Test(arguments: [1, 2, 5]) func storedInOrderAndEachOnce(workers: Int) async throws {
        let log = Log()
        let commits = OrderedCommits<Int, Int, [Int]>(workers: workers, stop: StopFlag()) { piece in
            log.begin()
            // Later pieces of a group are done first.
            for _ in 0..<(7 - piece % 7) * 20 { await Task.yield() }
            log.end()
            return piece
        } stage: {
            $0
        } commit: {
            log.store($0)
            for _ in 0..<400 { await Task.yield() }
        }
        var stored: [Int] = []
        try await commits.run(Array(0..<200)) { stored.append($0) }
        #expect(stored == Array(0..<200) && log.commits.flatMap(\.self) == stored)
        #expect(log.commits.allSatisfy { (1...8).contains($0.count) })
        #expect(log.most <= workers)
        // While one is stored others wait, and go together.
        if workers > 1 { #expect(log.commits.count < 200) }
    }

    @Test func stopFinishesWhatWasBegun() async throws {
        let (log, stop) = (Log(), StopFlag())
        let commits = OrderedCommits<Int, Int, [Int]>(workers: 3, stop: stop) { piece in
            if piece == 20 { stop.request() }
            return piece
        } stage: {
            $0
        } commit: {
            log.store($0)
        }
        var stored: [Int] = []
        try await commits.run(Array(0..<200)) { stored.append($0) }
        #expect(stored == Array(0..<stored.count) && stored.count > 20 && stored.count <= 20 + 32)
        #expect(log.commits.flatMap(\.self) == stored)
    }

    @Test func faultEndsTheRunAndNothingBehindItIsStored() async throws {
        let log = Log()
        let commits = OrderedCommits<Int, Int, [Int]>(workers: 2, stop: StopFlag()) { piece in
            if piece == 31 { throw Broken() }
            return piece
        } stage: {
            $0
        } commit: {
            log.store($0)
        }
        await #expect(throws: Broken.self) { try await commits.run(Array(0..<200)) { _ in } }
        let stored = log.commits.flatMap(\.self)
        #expect(stored == Array(0..<stored.count) && stored.count <= 31)
        let failing = OrderedCommits<Int, Int, [Int]>(workers: 2, stop: StopFlag()) {
            $0
        } stage: {
            $0
        } commit: {
            if $0.contains(9) { throw Broken() }
        }
        var told: [Int] = []
        await #expect(throws: Broken.self) { try await failing.run(Array(0..<50)) { told.append($0) } }
        #expect(told == Array(0..<told.count) && told.count <= 9)
    }
}

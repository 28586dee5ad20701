import Simulation
import Synchronization
import Testing

@testable import FullcourtCLI

/// Progress without a clock and without a terminal: both are given.
@Suite struct ProgressTests {
    /// A clock that is set by hand, and what was written.
    private final class Stage: Sendable {
        let time = Mutex(0.0)
        let lines = Mutex<[String]>([])

        func reporter(_ snapshot: ProgressSnapshot, _ flags: Terminal.Flags = .init(), terminal: Bool)
            -> ProgressReporter
        {
            ProgressReporter(
                "work", initial: snapshot,
                terminal: Terminal(outputIsTerminal: terminal, errorIsTerminal: terminal, flags: flags),
                now: { self.time.withLock { $0 } }, write: { text in self.lines.withLock { $0.append(text) } })
        }

        var written: [String] { lines.withLock { $0 } }
        func pass(_ seconds: Double) { time.withLock { $0 += seconds } }
    }

    @Test func aLogGetsALineEveryTenPercentAndOneSummary() {
        let stage = Stage()
        let progress = stage.reporter(ProgressSnapshot(total: 200), terminal: false)
        for _ in 0..<200 {
            stage.pass(1.0 / 64)
            progress.record("written", rows: 3)
        }
        progress.finish()
        progress.finish()
        progress.record("written")
        #expect(stage.written.count == 11)
        #expect(stage.written[0] == "work: 10%, 20/200 units, 64.0 units/s, ETA 0:03, written 20, 60 rows\n")
        #expect(stage.written[10] == "work: 200 of 200 units in 3.1 s, 64.0 units/s, written 200, 600 rows\n")
    }

    @Test func aLongUnitIsNoSilence() {
        let stage = Stage()
        let progress = stage.reporter(ProgressSnapshot(total: 2), terminal: false)
        for _ in 0..<9 {
            stage.pass(10)
            progress.tick()
        }
        #expect(stage.written.count == 3)
        #expect(stage.written.allSatisfy { $0.contains("0/2 units") && $0.contains("ETA -") })
    }

    @Test func aTerminalIsDrawnTenTimesASecondAtMost() {
        let stage = Stage()
        let progress = stage.reporter(ProgressSnapshot(total: 10_000), terminal: true)
        for _ in 0..<10_000 {
            stage.pass(0.001)
            progress.record("written")
        }
        progress.finish("stopped")
        #expect((80...101).contains(stage.written.count))
        #expect(stage.written.last?.hasPrefix("\r\u{1B}[Kwork: 10000 of 10000") == true)
        #expect(stage.written.last?.hasSuffix("; stopped\n") == true)
    }

    @Test func quietIsSilentAndNoProgressHasTheSummary() {
        for (flags, lines) in [(Terminal.Flags(quiet: true), 0), (Terminal.Flags(noProgress: true), 1)] {
            let stage = Stage()
            let progress = stage.reporter(ProgressSnapshot(total: 10), flags, terminal: false)
            for _ in 0..<10 { progress.record("written") }
            progress.finish()
            #expect(stage.written.count == lines)
        }
    }

    @Test func lateSnapshotsAreDropped() {
        let stage = Stage()
        let progress = stage.reporter(ProgressSnapshot(total: 10), terminal: false)
        progress.update(ProgressSnapshot(unitsDone: 7, total: 10))
        progress.update(ProgressSnapshot(unitsDone: 5, total: 10))
        progress.finish()
        #expect(stage.written.last?.contains("7 of 10") == true)
    }

    @Test(arguments: 0..<40) func theLineOfATerminalNeverWraps(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = ProgressText(label: "backfill", noun: "units")
        let total = random.integer(0...1_000_000)
        let done = random.integer(0...max(1, total))
        let snapshot = ProgressSnapshot(
            unitsDone: done, total: random.chance(800) ? total : nil, counts: [.init("written", done)],
            rows: random.integer(0...9_999_999))
        for width in 10...200 {
            let bar = text.bar(snapshot, from: 0, seconds: Double(random.integer(0...100_000)) / 10, width: width)
            #expect(bar.displayWidth < width, "seed \(seed), width \(width): \(bar)")
        }
    }

    @Test(arguments: [(0, "0:00"), (0.2, "0:01"), (59.5, "1:00"), (3_723, "1:02:03"), (-5, "0:00")])
    func durations(seconds: Double, text: String) { #expect(ProgressText.duration(seconds) == text) }
}

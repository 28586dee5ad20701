import Basketball
import Foundation
import Simulation
import Storage
import TestSupport
import Testing

@testable import Ingest

/// Spoiled files of every format: no crash, no hang, bounded memory, and every rejection with its place and reason.
///
/// 16 seeds x 6,400 = 102,400 inputs are read, checked and put together; some go through a whole import.
@Suite(.timeLimit(.minutes(5)), .ownThreads) struct FuzzTests {
    static let inputsOfASeed = 6_400
    private static let importsOfASeed = 12

    /// Each seed in a process of its own: in this one, other tests need memory meanwhile.
    @Test(arguments: FuzzSeeds.all.indices) func spoiledFilesAreReadOrRefusedWithReason(_ number: Int) async {
        await #expect(processExitsWith: .success) { [number] in
            let before = try Memory.peak()
            let accepted = FuzzTests.accepted(number, inputs: FuzzTests.inputsOfASeed)
            // A mutator that only ever makes rubbish proves nothing; what is packed has a checksum and is nearly always refused.
            let name = FuzzSeeds.all[number].name
            let least = name.hasPrefix("packed") ? 1 : FuzzTests.inputsOfASeed / 20
            #expect(accepted >= least, "\(name): \(accepted) rows accepted")
            let growth = try Memory.peak() - before
            #expect(growth < 200 << 20, "\(name): memory grew by \(growth >> 20) MiB")
        }
    }

    /// Reads inputs made of a seed's bytes; rows that were accepted.
    fileprivate static func accepted(_ number: Int, inputs: Int) -> Int {
        let (name, seed) = FuzzSeeds.all[number]
        var mutator = Mutator(seed: UInt64(number) + 1)
        var accepted = 0
        for iteration in 0..<inputs {
            let other = FuzzSeeds.all[(number + iteration) % FuzzSeeds.all.count].bytes
            let bytes = mutator.spoil(seed, with: other)
            do throws(ImportError) {
                accepted += try read(bytes, "\(name), iteration \(iteration)")
            } catch {
                let isPlaced = error.file != nil && !error.message.isEmpty
                #expect(isPlaced, "\(name), iteration \(iteration): \(error)")
            }
        }
        return accepted
    }

    /// Reads bytes as a named file; rows that were accepted.
    private static func read(_ bytes: [UInt8], _ place: String) throws(ImportError) -> Int {
        let disk = try ByteBlock(capacity: bytes.count) { memory throws(ImportError) in
            memory.copyBytes(from: bytes)
            return bytes.count
        }
        guard disk.count > 0 else { return 0 }
        let opened = try SourceReader.tables(try SourceOpener.expand(disk, "fuzz"), isNamed: true)
        var all: [ParsedFile] = []
        for (position, (source, start)) in opened.sources.enumerated() {
            let file = try SourceReader(format: nil, workers: 1).recognise(source, start, position: position)
            let parsed: ParsedFile
            do { parsed = try file.format.parse(file.input) } catch let error as ImportError { throw error } catch {
                Issue.record("\(place): \(error) is no error of ours")
                continue
            }
            check(parsed, place)
            all.append(parsed)
        }
        return assemble(all, place)
    }

    /// Every line is a row or is rejected, with its line and reason.
    private static func check(_ parsed: ParsedFile, _ place: String) {
        var rows = parsed.players.count + parsed.shots.count + parsed.people.count + parsed.schedule.count
        rows += parsed.fixtures.count + parsed.playerLines.count + parsed.gameLines.count
        rows += parsed.teams.count - (parsed.rowsBesides["team_boxscores"] ?? 0)
        if rows + parsed.rejected.count != parsed.rowsIn {
            Issue.record("\(place): \(parsed.rowsIn) lines, \(rows) rows, \(parsed.rejected.count) rejected")
        }
        for row in parsed.rejected where row.rule.isEmpty || row.expected.isEmpty || row.origin.line < 2 {
            Issue.record("\(place): rejected without place or reason: \(row)")
        }
    }

    /// Puts rows together as an import does, down to the columns that it would write.
    private static func assemble(_ parsed: [ParsedFile], _ place: String) -> Int {
        let none = ColumnBatch(RawTable.players)
        func empty(_ table: TableSchema, _ sources: TableSchema, _ isTeams: Bool) -> StoredTable {
            StoredTable(lines: ColumnBatch(table), sources: ColumnBatch(sources), isTeams: isTeams, kinds: [:])
        }
        let stored = StoredLines(
            teams: empty(RawTable.teamBoxScores, SourceTable.teamBoxScores, true),
            players: empty(RawTable.playerBoxScores, SourceTable.playerBoxScores, false))
        var assembly = BoxScoreAssembly(games: [:], sources: GameSources(), stored: stored)
        assembly.assemble(
            teams: parsed.flatMap(\.teams), players: parsed.flatMap(\.players), schedule: parsed.flatMap(\.schedule))
        let files = Array(0..<max(1, parsed.count))
        let batches = BoxScoreBatches(games: assembly.games, sources: files)
        let teams = batches.teams(BoxScoreMerge(assembly.teams, stored: stored.teams).lines)
        let players = batches.players(BoxScoreMerge(assembly.players, stored: stored.players).lines)
        var count = teams.count + players.count + BoxScoreBatches.games(Array(assembly.games.values)).count
        for row in assembly.rejected where row.rule.isEmpty || row.expected.isEmpty {
            Issue.record("\(place): rejected without reason: \(row)")
        }
        for (position, file) in parsed.enumerated() where !file.shots.isEmpty {
            var parts = file
            let shots = ShotAssembly(&parts, file: position, sourceID: 1, directory: GameDirectory(assembly.games))
            count += shots.pieces.reduce(file.shots.count) { $0 + ShotBatch(shots, $1).rows.count }
        }
        let people = PeopleMerge.merge(parsed.flatMap(\.people), stored: none, precedenceOfSource: [:])
        count += PeopleMerge.batch(people, sources: files).count
        // A box score that does not say its date has no game here; its lines were good all the same.
        return count
            + parsed.reduce(0) { $0 + $1.players.count + $1.fixtures.count + $1.playerLines.count + $1.gameLines.count }
    }

    /// A sample goes all the way into a warehouse that has the good files, which stays whole.
    @Test(arguments: FuzzSeeds.all.indices) func spoiledFilesLeaveTheWarehouseWhole(_ number: Int) async throws {
        let (name, seed) = FuzzSeeds.all[number]
        let lab = try Lab()
        let sample = Sample()
        try await lab.importFiles([
            try lab.folder.write("l.csv", sample.logPlayers), try lab.folder.write("t.csv", sample.logTeams),
        ])
        var mutator = Mutator(seed: 1000 + UInt64(number))
        for iteration in 0..<FuzzTests.importsOfASeed {
            let bytes = mutator.spoil(seed, with: FuzzSeeds.all[iteration % FuzzSeeds.all.count].bytes)
            let path = try lab.folder.write("\(iteration).csv", bytes)
            do {
                let report = try await lab.importFiles([path])
                for table in report.tables where !["teams", "games"].contains(table.name) {
                    let accounted = table.new + table.unchanged + table.corrected + table.merged + table.quarantined
                    #expect(table.rowsIn == accounted, "\(name), iteration \(iteration): \(table)")
                }
                #expect(try await lab.importFiles([path]).changed == false, "\(name), iteration \(iteration)")
            } catch let error as ImportErrors {
                #expect(!error.errors.isEmpty && error.errors.allSatisfy { $0.file != nil })
            } catch let error as ImportError {
                #expect(error.file != nil, "\(error)")
            }
        }
        let check = try await lab.warehouse.query("SELECT integrity_check FROM pragma_integrity_check", limit: 1)
        #expect(check.vectors[0].text(0) == "ok")
        #expect(try await lab.count("SELECT count(*) FROM games") ?? 0 > 0)
    }

    /// Files that expand a thousandfold: the sum counts, and is known before the first of them is expanded too far.
    @Test func bombsAreRefusedBeforeTheyGoOff() async throws {
        let lab = try Lab()
        let blank = MalformedTests.gzip([UInt8](repeating: 10, count: 30 << 20))
        let large = MalformedTests.gzip([UInt8](repeating: 10, count: 70 << 20))
        let cases: [(String, [UInt8])] = [
            ("one.csv.gz", large), ("one.zip", Packing.zip(gzipped: [("a.csv", large)])),
            ("three.zip", Packing.zip(gzipped: ["a.csv", "b.csv", "c.csv"].map { ($0, blank) })),
            ("joined.csv.gz", blank + blank + blank),
        ]
        for (name, bytes) in cases {
            let path = try lab.folder.write(name, bytes)
            let errors = await #expect(throws: ImportErrors.self) { try await lab.importFiles([path]) }
            #expect(
                errors?.errors.first?.code == .tooLarge, "\(name): \(errors?.errors.first?.description ?? "no error")")
            #expect(errors?.errors.first?.file?.hasPrefix(path) == true)
        }
        let fits = try lab.folder.write(
            "fits.zip", Packing.zip(gzipped: [("a.csv", MalformedTests.gzip(Array(Sample().logTeams.utf8)))]))
        #expect(try await lab.importFiles([fits]).quarantined == 0)
    }
}

/// Memory of this process.
enum Memory {
    /// The most it ever held, in bytes.
    static func peak() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
    }
}

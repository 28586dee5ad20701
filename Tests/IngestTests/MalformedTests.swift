import Foundation
import Ingest
import Simulation
import Storage
import TestSupport
import Testing

/// Files that are no files of ours: a clear error, and nothing of the import is visible.
@Suite struct MalformedTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let name: String
        /// Makes the file's bytes from a good file.
        let spoil: @Sendable ([UInt8]) -> [UInt8]
        let code: ImportError.Code
        let says: String

        init(
            _ description: String, name: String = "bad.csv", _ code: ImportError.Code, says: String,
            _ spoil: @escaping @Sendable ([UInt8]) -> [UInt8]
        ) {
            testDescription = description
            self.name = name
            self.code = code
            self.says = says
            self.spoil = spoil
        }
    }

    static func text(_ bytes: [UInt8], _ change: (String) -> String) -> [UInt8] {
        Array(change(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    static let cases = [
        Case("empty file", .empty, says: "empty") { _ in [] },
        Case("blank file", .empty, says: "empty") { _ in Array("\n \n".utf8) },
        Case("wrong delimiter", .unknownFormat, says: "separated by ';'") { text($0) { $0.replacing(",", with: ";") } },
        Case("tabs", .unknownFormat, says: "separated by tabs") { text($0) { $0.replacing(",", with: "\t") } },
        Case("missing column", .unknownFormat, says: "MATCHUP") { text($0) { $0.replacing("MATCHUP", with: "GAME") } },
        Case("unknown columns", .unknownFormat, says: "no known format") { _ in Array("a,b,c\n1,2,3\n".utf8) },
        Case("NUL bytes", .encoding, says: "NUL") { $0 + [0, 10] },
        Case("Latin-1", .encoding, says: "not UTF-8") { $0 + [0x4A, 0xF8, 0x72, 10] },
        Case("UTF-16", .encoding, says: "UTF-16") { [0xFF, 0xFE] + $0.flatMap { [$0, 0] } },
        Case("a line of 10 MB", .content, says: "longest allowed") {
            $0 + Array(repeating: 65, count: 10_000_000) + [10]
        },
        Case("truncated gzip", name: "bad.csv.gz", .damaged, says: "cut short or damaged") {
            Array(gzip($0).dropLast(20))
        },
        Case("changed gzip", name: "bad.csv.gz", .damaged, says: "cut short or damaged") { bytes in
            var packed = gzip(bytes)
            packed[packed.count / 2] ^= 0x55
            return packed
        },
        Case("truncated zip", name: "bad.zip", .damaged, says: "zip archive") { _ in
            [0x50, 0x4B, 0x03, 0x04] + Array(repeating: 7, count: 90)
        },
    ]

    @Test(arguments: cases) func isRefusedAndNothingIsImported(_ bad: Case) async throws {
        let lab = try Lab()
        let league = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 4))
        try league.write(to: lab.folder.path("files"))
        let good = Array(league.files[0].text.utf8)
        let path = try lab.folder.write("files/\(bad.name)", bad.spoil(good))
        let errors = await #expect(throws: ImportErrors.self) {
            try await lab.importFiles([lab.folder.path("files")])
        }
        let error = try #require(errors?.errors.first)
        #expect(errors?.errors.count == 1)
        #expect(error.code == bad.code)
        #expect("\(error)".contains(bad.says), "\(error)")
        #expect(error.file == path)
        _ = try await lab.warehouse.prepare(RawTable.all)
        for table in RawTable.all { #expect(try await lab.rows(table).isEmpty, "\(table.name)") }
    }

    @Test func allFaultyFilesAreNamedAtOnce() async throws {
        let lab = try Lab()
        try lab.folder.write("files/a.csv", "")
        try lab.folder.write("files/b.csv", "x,y\n")
        let errors = await #expect(throws: ImportErrors.self) { try await lab.importFiles([lab.folder.path("files")]) }
        #expect(errors?.errors.count == 2)
    }

    @Test func folderWithoutDataAndMissingPathAreErrors() async throws {
        let lab = try Lab()
        try lab.folder.write("docs/README.md", "hello")
        for path in ["docs", "nothing"] {
            let errors = await #expect(throws: ImportErrors.self) { try await lab.importFiles([lab.folder.path(path)]) }
            #expect(errors?.errors.first?.file == lab.folder.path(path))
        }
    }

    @Test func shuffledColumnsAndCaseDoNotMatter() async throws {
        let league = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 4))
        let plain = try Lab()
        let shuffled = try Lab()
        for (index, file) in league.files.enumerated() where index < 2 {
            try await plain.importFiles([try plain.folder.write("\(index).csv", file.text)])
            let lines = file.text.split(separator: "\n").enumerated().map { number, line in
                let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                let turned = (Array(fields.dropFirst(7)) + fields.prefix(7)).joined(separator: ",")
                return number == 0 ? turned.lowercased() : turned
            }
            try await shuffled.importFiles([try shuffled.folder.write("\(index).csv", lines.joined(separator: "\r\n"))])
        }
        for table in [RawTable.games, RawTable.teamBoxScores, RawTable.playerBoxScores] {
            #expect(try await plain.digest(table) == shuffled.digest(table))
        }
    }

    @Test func errorInAShotFileUndoesTheGameLogsToo() async throws {
        let lab = try Lab()
        let league = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 4))
        try league.write(to: lab.folder.path("files"))
        // Every x ten times too far: the coordinates fit no known scale, which shows only after the logs are written.
        let lines = league.files[2].text.split(separator: "\n").enumerated().map { number, line in
            guard number > 0 else { return String(line) }
            var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            fields[20] = "777"
            return fields.joined(separator: ",")
        }
        try lab.folder.write("files/shots/NBA_2024_Shots.csv", lines.joined(separator: "\n"))
        await #expect(throws: ImportError.self) { try await lab.importFiles([lab.folder.path("files")]) }
        for table in RawTable.all + ProvenanceTable.all { #expect(try await lab.rows(table).isEmpty, "\(table.name)") }
    }

    /// Packs bytes as the gzip program does.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        do {
            let folder = try TemporaryFolder()
            let path = try folder.write("x", bytes)
            try run("/usr/bin/gzip", ["-n", path])
            return Array(try Data(contentsOf: URL(fileURLWithPath: path + ".gz")))
        } catch {
            Issue.record(error)
            return []
        }
    }
}

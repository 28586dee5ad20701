import Foundation
import Simulation
import TestSupport
import Testing

/// Files that cannot be read, through the program: exit code 3, the file's name, and nothing of the import anywhere.
@Suite(.ownThreads) struct MalformedProgramTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let name: String
        let bytes: [UInt8]
        let says: String

        init(_ description: String, name: String = "bad.csv", _ bytes: some Sequence<UInt8>, says: String) {
            testDescription = description
            self.name = name
            self.bytes = Array(bytes)
            self.says = says
        }
    }

    private static let good = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 2)).files[0].text

    private static let farShots = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 2)).files[2].text
        .split(separator: "\n").enumerated().map { number, line in
            guard number > 0 else { return String(line) }
            var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            fields[20] = "777"
            return fields.joined(separator: ",")
        }.joined(separator: "\n")

    static let cases = [
        Case("empty", [], says: "empty"), Case("foreign columns", "a,b\n1,2\n".utf8, says: "no known format"),
        Case("semicolons", good.replacing(",", with: ";").utf8, says: "separated by ';'"),
        Case("missing column", good.replacing("MATCHUP", with: "GAME").utf8, says: "MATCHUP"),
        Case("NUL", Array(good.utf8) + [0, 10], says: "NUL"),
        Case("Latin-1", Array(good.utf8) + [0xF8, 10], says: "not UTF-8"),
        Case("long line", Array(good.utf8) + Array(repeating: 65, count: 10_000_000), says: "longest allowed"),
        Case("no gzip", name: "bad.csv.gz", [0x1F, 0x8B, 8, 0] + "short".utf8, says: "cut short or damaged"),
        // Found only when the logs are written already.
        Case(
            "shots of no known court", name: "shots/NBA_2024_Shots.csv", farShots.utf8, says: "none of the known scales"
        ),
        Case("no zip", name: "bad.zip", "PK\u{3}\u{4}short".utf8, says: "zip archive"),
    ]

    @Test(arguments: cases) func endsWithThreeAndNothingIsImported(_ bad: Case) throws {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 2)).write(to: folder.path("files"))
        try folder.write("files/\(bad.name)", bad.bytes)
        let new = folder.path("new.sqlite")
        let result = try Program.run(["import", folder.path("files"), "--warehouse", new])
        #expect(result.status == 3 && result.output.isEmpty)
        #expect(result.error.contains(bad.name) && result.error.contains(bad.says), "\(result.error)")
        #expect(result.error.contains("Nothing was imported"))
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left == ["files"])
    }

    @Test func aFormatThatIsNotTheFilesIsRefused() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("box.csv", Self.good)
        for format in ["league-game-log-teams", "season-shots"] {
            let result = try Program.run(["import", file, "--format", format, "--warehouse", folder.path("w.sqlite")])
            #expect(result.status == 3 && result.error.contains("not a \(format) file"), "\(result.error)")
            #expect(!FileManager.default.fileExists(atPath: folder.path("w.sqlite")))
        }
    }

    @Test func aWarehouseThatIsThereKeepsWhatItHad() throws {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 2)).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        let counts = ["query", "SELECT (SELECT count(*) FROM shots), (SELECT count(*) FROM imports)"]
        let before = try Program.run(counts + ["--warehouse", path]).output
        let other = SimulatedLeague(
            LeagueOptions(seed: 2, seasons: [.init(startYear: 2021)], teams: 2, gamesPerTeam: 2))
        try other.write(to: folder.path("more"))
        try folder.write("more/bad.csv", "a,b\n")
        #expect(try Program.run(["import", folder.path("more"), "--warehouse", path]).status == 3)
        #expect(try Program.run(counts + ["--warehouse", path]).output == before)
    }

    @Test func aWarehouseWhereNoneCanBeIsNamedAsItWasGiven() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("box.csv", Self.good)
        for path in [folder.path("nowhere/w.sqlite"), folder.path] {
            let result = try Program.run(["import", file, "--warehouse", path])
            #expect(
                result.status == 3 && result.error.contains("cannot open the warehouse (\(path))"), "\(result.error)")
        }
    }

    @Test func aReaderThatGoesAwayIsNoFault() throws {
        let folder = try TemporaryFolder()
        try SimulatedLeague(LeagueOptions(teams: 4, gamesPerTeam: 20)).write(to: folder.path("files"))
        let path = folder.path("w.sqlite")
        #expect(try Program.run(["import", folder.path("files"), "--warehouse", path]).status == 0)
        // More than a pipe holds, and a reader that takes one line.
        let result = try Program.run(shell: "fullcourt export shots --warehouse w.sqlite | head -n 1", in: folder)
        #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
        #expect(result.output.split(separator: "\n").count == 1)
    }
}

import Foundation
import TestSupport
import Testing

/// A table cannot read what it must not: the compiler refuses (`engine.md` section 4). Sources are compiled against the
/// modules of this very build, with its testing access, which is what a file of `Pipeline` could see.
@Suite(.ownThreads, .enabled(if: Compiler.isPresent, "swiftc or the modules of this build are not there"))
struct HistoryMisuseTests {
    /// A table of three inputs, and the body of its `rows`.
    private static func source(_ name: String, _ body: String, reader: String? = nil) -> String {
        """
        import Basketball
        import Planning
        @testable import Pipeline

        enum \(name): AsOfTable {
            static let name = "\(name)"
            static let stage = PlannedTable.Stage.precompute
            static let version = 1
            static let meaning = ""
            static let noun = "player-games"
            static let key = ["player_id"]
            static let columns: [ColumnRule<\(name)Row>] = [.date("game_date") { GameDate(dayNumber: $0.value) }]
            static let sameDay: [any SameDayRow.Type] = [\(name)Candidate.self]
            struct PlayerGame: PlayerGameRow {
                static let playerColumns = ["points"]
                static let teamColumns: [String] = []
                let points: Int?
                init(_ cells: InputCells) { points = cells.integer(0) }
            }
            static func rows(_ day: AsOfDay<Self>) -> AsOfRows<\(name)Row> {
                var result = AsOfRows<\(name)Row>()
                func keep(_ value: Int) { result.rows.append(\(name)Row(value)) }
        \(body)
                return result
            }
        }
        final class \(name)Row {
            let value: Int
            init(_ value: Int) { self.value = value }
        }
        struct \(name)Candidate: SameDayRow {
            typealias Reader = \(reader ?? name)
            static let table = "upcoming_player_game_context"
            static let columns = ["player_id"]
            let player: Int
            init(_ cells: InputCells) { player = cells.integer(0) ?? 0 }
        }
        """
    }

    struct Misuse: Sendable {
        let name: String
        let body: String
        let error: String
    }

    static let misuses = [
        Misuse(
            name: "ReadsTheResults", body: "keep(day.results.count)", error: "has no member 'results'"),
        Misuse(
            name: "ReadsTheGamesScore", body: "keep(day.teams[0].game.points)",
            error: "has no member 'points'"),
        Misuse(
            name: "AsksWhetherItWasPlayed", body: "if day.teams[0].game.isFinal { keep(1) }",
            error: "has no member 'isFinal'"),
        Misuse(
            name: "ReadsUntilToday", body: "keep(day.player(1).season(through: day.date).count)",
            error: "cannot call value of non-function type"),
        Misuse(
            name: "ReadsALaterDate", body: "keep(day.player(1, before: day.date + 1).season.count)",
            error: "extra argument 'before' in call"),
        Misuse(
            name: "ReadsAfterwards", body: "keep(day.player(1).after(day.date).count)",
            error: "has no member 'after'"),
        Misuse(
            name: "ReadsAnUndeclaredColumn", body: "keep(day.player(1).season[0].assists)",
            error: "has no member 'assists'"),
        Misuse(
            name: "ReadsACellByName", body: "keep(day.player(1).season[0].cells[\"assists\"])",
            error: "has no member 'cells'"),
        Misuse(
            name: "ReadsAnUndeclaredTable", body: "for row in day.rows(ReadsTheResultsCandidate.self) { _ = row }",
            error: "requires the types"),
        Misuse(
            name: "ReadsARawTable", body: "_ = day.rows(GameBox.self)", error: "conform to 'SameDayRow'"),
        Misuse(name: "ReadsBirthdates", body: "_ = day.birthdate(of: 1)", error: "conform to 'ReadsPeople'"),
        Misuse(
            name: "ReadsLines", body: "_ = day.pointsLine(of: 1, in: day.teams[0].game)",
            error: "conform to 'ReadsPlayerLines'"),
        Misuse(name: "ReadsTheHistory", body: "_ = day.history", error: "'history' is inaccessible"),
        Misuse(name: "ReadsTheStore", body: "_ = day.player(1).store", error: "'store' is inaccessible"),
        Misuse(
            name: "ReadsTheViews", body: "_ = day.views.players.rows", error: "'views' is inaccessible"),
        Misuse(
            name: "MovesTheDate", body: "var other = day; other.date = day.date + 1",
            error: "'date' is a 'let' constant"),
    ]

    private static let legal = source(
        "IsLegal",
        """
                for candidate in day.rows(IsLegalCandidate.self) {
                    for game in day.player(candidate.player).last(10) { keep(game.points ?? 0) }
                }
        """)

    @Test func eachMisuseIsRefusedAndWhatIsLegalIsNot() throws {
        let folder = try TemporaryFolder()
        var files = [try folder.write("IsLegal.swift", Self.legal)]
        for misuse in Self.misuses {
            files.append(try folder.write("\(misuse.name).swift", Self.source(misuse.name, "        " + misuse.body)))
        }
        let errors = try Compiler.errors(of: files)
        #expect(errors["IsLegal.swift"] == nil, "\(errors["IsLegal.swift"] ?? [])")
        for misuse in Self.misuses {
            let found = errors["\(misuse.name).swift"] ?? []
            #expect(found.contains { $0.contains(misuse.error) }, "\(misuse.name): \(found)")
        }
    }

    /// The control alone compiles to the end.
    @Test func legalTableCompiles() throws {
        let folder = try TemporaryFolder()
        #expect(try Compiler.errors(of: [folder.write("IsLegal.swift", Self.legal)]).isEmpty)
    }
}

/// `swiftc -typecheck` against the modules of this build.
enum Compiler {
    private static let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    private static let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
        url.deletingLastPathComponent()
    }

    /// `swiftc` of the search path.
    private static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/swiftc" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    static var isPresent: Bool {
        path != nil && FileManager.default.fileExists(atPath: "\(products)/Modules/Pipeline.swiftmodule")
    }

    /// Errors by the name of the file that they are in; those of no file under an empty name.
    static func errors(of files: [String]) throws -> [String: [String]] {
        let checkouts = "\(root.path)/.build/checkouts/GRDB.swift/Sources/GRDBSQLite/module.modulemap"
        let maps =
            ["CCrypto", "CMultiBuffer", "CXXHash"].map { "\(root.path)/Sources/\($0)/module.modulemap" } + [checkouts]
        // SwiftPM names a package after its folder, in the letters of an identifier.
        let package = String(root.lastPathComponent.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "")
        process.arguments =
            ["-typecheck", "-wmo", "-swift-version", "6", "-package-name", package, "-I", "\(products)/Modules"]
            + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] } + files
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        var errors: [String: [String]] = [:]
        for line in text.split(separator: "\n") {
            guard
                let range = line.range(of: " error: ") ?? (line.hasPrefix("error: ") ? line.range(of: "error: ") : nil)
            else { continue }
            let file = line[..<range.lowerBound].split(separator: ":").first.map { URL(fileURLWithPath: String($0)) }
            errors[file?.lastPathComponent ?? "", default: []].append(String(line[range.upperBound...]))
        }
        if process.terminationStatus != 0, errors.isEmpty { errors[""] = [text] }
        return errors
    }
}

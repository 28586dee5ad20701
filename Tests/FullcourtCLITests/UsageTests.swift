import Foundation
import TestSupport
import Testing

/// Every mistake that a user can make on the command line: the exit code, and words that say what to do.
@Suite(.ownThreads) struct UsageTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let arguments: [String]
        let status: Int32
        let says: String
        var testDescription: String { arguments.joined(separator: " ") }

        init(_ arguments: [String], _ status: Int32, _ says: String) {
            self.arguments = arguments
            self.status = status
            self.says = says
        }
    }

    static let cases = [
        Case(["status"], 3, "Run 'fullcourt import' first"), Case(["frobnicate"], 64, "'fullcourt --help' lists them"),
        Case(["backfil", "--season", "2023-24"], 64, "Did you mean backfill?\n"),
        Case(["plan", "--from", "yesterday"], 64, "yesterday"),
        Case(["plan", "--from", "2024-02-01", "--to", "2024-01-01"], 64, "is after"),
        Case(["plan", "--season", "2023-24", "--from", "2024-01-01"], 64, "not several of them"),
        Case(["plan", "--season", "2023-25"], 64, "2023-25"),
        Case(["plan", "--dates", "2024-01-01,x"], 64, "'x' is no date"),
        Case(["backfill", "--workers", "0"], 64, "1 to 64"), Case(["import"], 64, "paths"),
        Case(["import", "x.csv", "--format", "season-shot"], 64, "did you mean season-shots?"),
        Case(["import", "x.csv", "--format", "excel"], 64, "use one of"),
        Case(["import", "no-such-file.csv"], 3, "no such file or folder"),
        Case(["explain", "player_game_sumary", "2023-11-20"], 64, "Did you mean player_game_summary?"),
        Case(["export", "gamez"], 64, "Did you mean games?"),
        Case(["simulate", "x", "--teams", "7"], 64, "even number"),
        Case(["schema", "zzz"], 64, "there is no table 'zzz'"),
    ]

    @Test(arguments: cases) func mistakesAreExplained(_ mistake: Case) throws {
        let folder = try TemporaryFolder()
        let result = try Program.run(
            mistake.arguments, environment: ["FULLCOURT_WAREHOUSE": folder.path("none.sqlite")])
        #expect(result.status == mistake.status, "\(result.error)")
        #expect(result.error.contains(mistake.says), "\(result.error)")
        #expect(result.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.path("none.sqlite")))
    }

    @Test func everyVerbHasHelpWithExamples() throws {
        let verbs = [
            "import", "simulate", "demo", "plan", "backfill", "status", "coverage", "explain", "query", "export",
            "manifest", "schema", "init", "config", "validate", "baseline", "report", "run", "doctor",
            "graph", "ledger",
        ]
        let all = try Program.run(["--help"])
        #expect(all.status == 0)
        for verb in verbs {
            #expect(all.output.contains("  \(verb) "), "\(verb)")
            let help = try Program.run([verb, "--help"])
            #expect(help.status == 0 && help.output.contains("EXAMPLES:"), "\(verb)")
            #expect(help.output.contains("fullcourt \(verb)"), "\(verb)")
        }
        #expect(try Program.run(["--version"]).output == "0.1.0\n")
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completionsAreGenerated(shell: String) throws {
        let script = try Program.run(["--generate-completion-script", shell])
        #expect(script.status == 0 && script.output.contains("backfill"))
    }

    @Test func queryThatWritesIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("w.sqlite")
        let lab = try Lab(folder, name: "w.sqlite")
        withExtendedLifetime(lab) {}
        let result = try Program.run(["query", "DROP TABLE change_counters", "--warehouse", path])
        #expect(result.status == 64 && result.error.contains("only reading is allowed"))
        let wrong = try Program.run(["query", "SELEC 1", "--warehouse", path])
        #expect(wrong.status == 64 && wrong.error.contains("syntax error"))
    }
}

import Basketball
import Foundation
import Ingest
import Simulation
import Storage
import TestSupport
import Testing

/// What an import makes of content that it has seen in another form.
@Suite struct CorrectionTests {
    private let log = "files/game_logs_players/player_gamelogs_2023-24.csv"

    /// Moves one assist in the first player's line of a simulated league.
    private func correct(_ lab: Lab) throws {
        var lines = try String(contentsOfFile: lab.folder.path(log), encoding: .utf8).split(separator: "\n").map(
            String.init)
        var fields = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let assists = 23
        fields[assists] = "\((Int(fields[assists]) ?? 0) + 1)"
        lines[1] = fields.joined(separator: ",")
        try lab.folder.write(log, lines.joined(separator: "\n") + "\n")
    }

    @Test func oneChangedBoxScoreIsOneCorrection() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 4, gamesPerTeam: 4))
        try correct(lab)
        let report = try await lab.importFiles([lab.folder.path("files")])
        #expect(report.tables.reduce(0) { $0 + $1.corrected } == 1)
        #expect(report.tables.allSatisfy { $0.new == 0 && $0.quarantined == 0 })
        let kept = try await lab.rows(ProvenanceTable.corrections)
        #expect(kept.count == 1)
        #expect(kept["table_name"].text(0) == "player_boxscores")
        #expect(kept["changed"].text(0) == "assists")
        #expect(kept["import_id"].integer(0) == 2)
        #expect(kept["old_row"].text(0)?.contains("\"assists\":") == true)
    }

    @Test func correctedWarehouseHasTheSameInputsAsAFreshOne() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 4, gamesPerTeam: 4))
        try correct(lab)
        try await lab.importFiles([lab.folder.path("files")])
        let fresh = try Lab()
        try await fresh.importFiles([lab.folder.path("files")])
        for table in RawTable.all { #expect(try await lab.digest(table) == fresh.digest(table), "\(table.name)") }
    }

    @Test func changedShotIsOneCorrectionAndALostShotIsKept() async throws {
        let lab = try await Lab.simulated(LeagueOptions(teams: 4, gamesPerTeam: 4))
        let file = lab.folder.path("files/shots/NBA_2024_Shots.csv")
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
        var changed = lines
        changed[4] = changed[4].replacing("Jump Shot", with: "Hook Shot").replacing("Layup Shot", with: "Hook Shot")
            .replacing("Dunk Shot", with: "Hook Shot").replacing("Pullup Jump shot", with: "Hook Shot")
        try lab.folder.write("changed.csv", changed.joined(separator: "\n"))
        let report = try await lab.importFiles([lab.folder.path("changed.csv")])
        #expect(report.tables.first { $0.name == "shots" }?.corrected == 1)
        let before = try await lab.digest(RawTable.shots)
        try lab.folder.write("fewer.csv", lines.dropLast().joined(separator: "\n"))
        let second = try await lab.importFiles([lab.folder.path("fewer.csv")])
        #expect(second.notes.contains { $0.contains("fewer shots") })
        let shots = try await lab.rows(RawTable.shots).count
        #expect(shots == lines.count - 1)
        // The corrected shot was in that file as it was before, so it is corrected back; nothing is lost.
        #expect(try await lab.digest(RawTable.shots) != before)
    }

    @Test func truncatedSeasonCompletedLaterEqualsTheWhole() async throws {
        let options = LeagueOptions(seed: 8, teams: 4, gamesPerTeam: 8)
        let whole = try await Lab.simulated(options)
        let lab = try Lab()
        let league = SimulatedLeague(options)
        try league.write(to: lab.folder.path("files"))
        for index in [0, 1] {
            let lines = league.files[index].text.split(separator: "\n")
            let header = "\(lines[0])\n"
            let half = lines.dropFirst().prefix { !$0.contains(",0022300009,") }
            try await lab.importFiles([try lab.folder.write("half\(index).csv", header + half.joined(separator: "\n"))])
        }
        try await lab.importFiles([lab.folder.path("files")])
        for table in [RawTable.games, RawTable.teamBoxScores, RawTable.playerBoxScores, RawTable.gameInputs] {
            #expect(try await whole.digest(table) == lab.digest(table), "\(table.name)")
        }
    }
}

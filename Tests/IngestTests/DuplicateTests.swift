import Ingest
import Simulation
import Storage
import TestSupport
import Testing

/// A key that comes twice: one row stays, the other is kept in quarantine, and which is which depends on no order.
@Suite struct DuplicateTests {
    private let league = SimulatedLeague(LeagueOptions(seed: 4, teams: 2, gamesPerTeam: 2))

    /// The players' log with its second line again, changed or not, in front or at the end.
    private func imported(conflicting: Bool, first: Bool) async throws -> (Lab, ImportReport) {
        let lab = try Lab()
        try league.write(to: lab.folder.path("files"))
        var lines = league.files[0].text.split(separator: "\n").map(String.init)
        var fields = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let assists = 23
        if conflicting { fields[assists] = "\((Int(fields[assists]) ?? 0) + 5)" }
        lines.insert(fields.joined(separator: ","), at: first ? 1 : lines.count)
        try lab.folder.write("files/game_logs_players/player_gamelogs_2023-24.csv", lines.joined(separator: "\n"))
        return (lab, try await lab.importFiles([lab.folder.path("files")]))
    }

    @Test(arguments: [(false, "duplicate_row"), (true, "conflicting_duplicate")])
    func oneStaysAndTheOtherIsQuarantined(conflicting: Bool, rule: String) async throws {
        var digests: Set<SHA256Digest> = []
        for first in [true, false] {
            let (lab, report) = try await imported(conflicting: conflicting, first: first)
            #expect(report.refusals.map(\.rule) == [rule] && report.quarantined == 1)
            digests.insert(try await lab.digest(RawTable.playerBoxScores))
        }
        #expect(digests.count == 1)
    }
}

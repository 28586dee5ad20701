import Ingest
import Simulation
import Storage
import TestSupport
import Testing

/// The rules at the door: a line that breaks one is quarantined with the rule's name, and the rest of the file is not.
@Suite struct RowRuleTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let rule: String
        /// Changes by column name of a line that keeps all rules.
        let changes: [String: String]
        var testDescription: String { "\(rule) \(changes)" }

        init(_ rule: String, _ changes: [String: String]) {
            self.rule = rule
            self.changes = changes
        }
    }

    static let cases = [
        Case("counting_stat", ["AST": "-1"]), Case("counting_stat", ["BLK": "x"]),
        Case("counting_stat", ["STL": "2.5"]),
        Case("makes_within_attempts", ["FTM": "5", "FTA": "4"]),
        Case("threes_within_field_goals", ["FGM": "1", "FG3M": "2", "FG3A": "3"]),
        Case("points_identity", ["PTS": "99"]), Case("rebounds_identity", ["REB": "77"]),
        Case("minutes", ["MIN": "12:99"]), Case("minutes", ["MIN": "-3"]), Case("minutes", ["MIN": "MM:SS"]),
        Case("minutes_within_game", ["MIN": "90"]), Case("game_id", ["GAME_ID": "99"]),
        Case("game_date", ["GAME_DATE": "2023-13-01"]), Case("game_date", ["GAME_DATE": "2023-10-26"]),
        Case("matchup", ["MATCHUP": "ASH against BAY"]), Case("result", ["WL": "T"]),
        Case("identifier", ["PLAYER_ID": "Ann"]), Case("identifier", ["PLAYER_ID": "2147483648"]),
        Case("name", ["PLAYER_NAME": ""]),
        Case("team_in_game", ["TEAM_ID": "5"]),
    ]

    @Test(arguments: cases) func brokenRuleQuarantinesTheLineAlone(_ broken: Case) async throws {
        let lab = try Lab()
        let league = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 2))
        try league.write(to: lab.folder.path("files"))
        var lines = league.files[0].text.split(separator: "\n").map(String.init)
        let header = lines[0].split(separator: ",").map(String.init)
        var fields = lines[2].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for (name, value) in broken.changes { fields[try #require(header.firstIndex(of: name))] = value }
        lines[2] = fields.joined(separator: ",")
        try lab.folder.write("files/game_logs_players/player_gamelogs_2023-24.csv", lines.joined(separator: "\n"))
        let report = try await lab.importFiles([lab.folder.path("files")])
        let quarantine = try await lab.rows(ProvenanceTable.quarantine)
        #expect(quarantine.count == 1)
        #expect(quarantine["rule"].text(0) == broken.rule)
        #expect(quarantine["source_text"].text(0) == lines[2])
        #expect(quarantine["source_row"].integer(0) == 3)
        #expect(report.tables.first { $0.name == "player_boxscores" }?.new == lines.count - 2)
    }

    @Test func aGameOfOneTeamIsQuarantinedWhole() async throws {
        let lab = try Lab()
        let league = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 2))
        let lines = league.files[0].text.split(separator: "\n")
        let text = lines.filter { $0.hasPrefix("SEASON_ID") || $0.contains(",ASH,") }.joined(separator: "\n")
        let report = try await lab.importFiles([try lab.folder.write("one.csv", text)])
        #expect(report.refusals.map(\.rule) == ["both_teams_present"])
        #expect(try await lab.rows(RawTable.games).isEmpty)
    }

    @Test func secondGameOfATeamOnADateIsQuarantined() async throws {
        let lab = try Lab()
        let league = SimulatedLeague(LeagueOptions(teams: 2, gamesPerTeam: 1))
        for index in [0, 1] {
            let doubled = league.files[index].text.split(separator: "\n")
            let again = doubled.dropFirst().map { $0.replacing("0022300001", with: "0022300999") }
            try lab.folder.write(
                "files/\(index).csv", (doubled.map { String($0) } + again.map { String($0) }).joined(separator: "\n"))
        }
        let report = try await lab.importFiles([lab.folder.path("files")])
        #expect(Set(report.refusals.map(\.rule)) == ["one_game_a_day"])
        #expect(try await lab.count("SELECT count(*) FROM games") == 1)
    }

    @Test func columnThatStandsTwiceIsNamed() async throws {
        let lab = try Lab()
        let sample = Sample()
        let twice = sample.logPlayers.split(separator: "\n").enumerated().map { $1 + ($0 == 0 ? ",pts" : ",99") }
        let report = try await lab.importFiles([
            try lab.folder.write("log.csv", twice.joined(separator: "\n")),
            try lab.folder.write("t.csv", sample.logTeams),
        ])
        #expect(
            report.notes.contains { $0.hasSuffix("columns that stand more than once, of which the first counts: PTS") })
        #expect(report.refusals.isEmpty)
    }
}

import Ingest
import Storage
import TestSupport
import Testing

/// Several sources of one game: merged by column, in any order, with what each says kept.
@Suite struct MergeTests {
    static let tables = RawTable.all + SourceTable.all

    /// Files of one game; the playoff file disagrees in an assist and says whole minutes.
    private func files(_ lab: Lab) throws -> [String] {
        let sample = Sample()
        var other = sample
        other.lines[1].assists = 9
        return [
            try lab.folder.write("log.csv", sample.logPlayers), try lab.folder.write("teams.csv", sample.logTeams),
            try lab.folder.write("v3.csv", sample.boxScoreV3()), try lab.folder.write("p.csv", other.playoffs),
        ]
    }

    private func digests(_ lab: Lab) async throws -> [SHA256Digest] {
        var digests: [SHA256Digest] = []
        for table in MergeTests.tables { digests.append(try await lab.digest(table)) }
        return digests
    }

    @Test func eachColumnComesFromTheSourceThatKnowsItBest() async throws {
        let lab = try Lab()
        try await lab.importFiles(try files(lab))
        let row = try await lab.warehouse.query(
            "SELECT minutes, minutes_precision, started, comment, assists, plus_minus, origin FROM player_boxscores "
                + "WHERE player_id = 101", limit: nil)
        #expect(row.vectors[0].real(0) == Double(1507) / 60, "minutes of v3, the most precise")
        #expect(row.vectors[1].text(0) == "second")
        #expect(row.vectors[2].integer(0) == 1, "started of a box score: the log does not know")
        #expect(row.vectors[3].isNull(0))
        #expect(row.vectors[4].integer(0) == 3, "counting stats of the log")
        #expect(row.vectors[5].integer(0) == 1)
        #expect(row.vectors[6].text(0) == "game_log")
        let absent = try await lab.warehouse.query(
            "SELECT comment, started, minutes, points, origin FROM player_boxscores WHERE player_id = 105", limit: nil)
        #expect(absent.vectors[0].text(0) == "DNP - Coach's Decision")
        #expect(absent.vectors[1].integer(0) == 0)
        #expect(absent.vectors[2].isNull(0) && absent.vectors[3].isNull(0), "zeros of who did not play are no results")
        #expect(absent.vectors[4].text(0) == "box_score")
    }

    @Test func disagreementsAreListedAndCanBeQueried() async throws {
        let lab = try Lab()
        let report = try await lab.importFiles(try files(lab))
        #expect(
            report.notes.contains { $0.contains("assists 3 (game_log) against 9 (playoff_box_score)") },
            "\(report.notes)")
        let found = try await lab.rows(SourceTable.disagreements)
        let assists = (0..<found.count).filter {
            found["statistic"].texts[$0] == "assists" && found["entity_id"].integers[$0] == 101
        }
        #expect(assists.count == 1)
        #expect(assists.first.map { found["other_value"].integers[$0] } == 9)
    }

    /// Every order of four files, together and one import each, gives the same tables.
    @Test func orderOfFilesAndImportsDoesNotMatter() async throws {
        var expected: [SHA256Digest]?
        for (number, order) in [
            [0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2], [3, 0, 2, 1], [2, 3, 1, 0],
        ]
        .enumerated() {
            for apart in [false, true] {
                let lab = try Lab()
                let paths = try files(lab)
                let ordered = order.map { paths[$0] }
                if apart {
                    for path in ordered { try await lab.importFiles([path]) }
                } else {
                    try await lab.importFiles(ordered)
                }
                let digests = try await digests(lab)
                if let expected {
                    for (table, pair) in zip(MergeTests.tables, zip(digests, expected)) {
                        #expect(pair.0 == pair.1, "order \(number), apart \(apart): \(table.name)")
                    }
                } else {
                    expected = digests
                }
            }
        }
    }

    @Test func secondImportOfEachSourceChangesNothing() async throws {
        let lab = try Lab()
        let paths = try files(lab)
        try await lab.importFiles(paths)
        for path in paths + [lab.folder.path("log.csv")] {
            #expect(try await lab.importFiles([path]).changed == false, "\(path)")
        }
    }

    @Test func correctionOfOneSourceIsMergedWithTheOthers() async throws {
        let lab = try Lab()
        try await lab.importFiles(try files(lab))
        var corrected = Sample()
        corrected.lines[1].assists = 4
        try await lab.importFiles([try lab.folder.write("log.csv", corrected.logPlayers)])
        #expect(try await lab.count("SELECT assists FROM player_boxscores WHERE player_id = 101") == 4)
        #expect(try await lab.count("SELECT started FROM player_boxscores WHERE player_id = 101") == 1)
        let fresh = try Lab()
        for path in try files(fresh) { try await fresh.importFiles([path]) }
        try await fresh.importFiles([try fresh.folder.write("log.csv", corrected.logPlayers)])
        #expect(try await digests(lab) == digests(fresh))
    }
}

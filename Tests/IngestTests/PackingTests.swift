import Foundation
import Ingest
import Storage
import TestSupport
import Testing

/// Archives of several files, and files of no use among them.
@Suite struct PackingTests {
    @Test func archiveOfSeveralFilesEqualsTheFiles() async throws {
        let sample = Sample()
        let files = [("logs/a.csv", sample.logPlayers), ("logs/b.csv", sample.logTeams), ("s.json", sample.schedule())]
        let packed = try Lab()
        let archive = Packing.zip(files.map { ($0.0, Array($0.1.utf8)) } + [("README.md", Array("hello".utf8))])
        let report = try await packed.importFiles([try packed.folder.write("all.zip", archive)])
        #expect(report.files.count == 3)
        #expect(report.notes.contains { $0.contains("README.md is no data file") })
        let plain = try Lab()
        for (name, text) in files { try await plain.importFiles([try plain.folder.write(name, text)]) }
        for table in MergeTests.tables {
            #expect(try await plain.digest(table) == packed.digest(table), "\(table.name)")
        }
    }

    @Test func sameContentTwiceInAnArchiveIsReadOnce() async throws {
        let lab = try Lab()
        let text = Array(Sample().logTeams.utf8)
        let report = try await lab.importFiles([
            try lab.folder.write("a.zip", Packing.zip([("a.csv", text), ("b.csv", text)]))
        ])
        #expect(report.files.count == 1)
        #expect(report.notes.contains { $0.contains("has the same content") })
    }

    @Test func unusedColumnsAndNamedFormatsWorkForEveryFormat() async throws {
        let lab = try Lab()
        let path = try lab.folder.write("p.csv", Sample().playoffs)
        let errors = await #expect(throws: ImportErrors.self) {
            try await lab.importFiles([path], format: "league-schedule")
        }
        #expect(errors?.errors.first.map { "\($0)".contains("it lacks") } == true)
        #expect(try await lab.importFiles([path], format: "playoff-box-scores").quarantined == 0)
    }
}

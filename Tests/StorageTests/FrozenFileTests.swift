import Foundation
import TestSupport
import Testing

@testable import Storage

/// A file that is read as one that nobody changes is looked at after each read.
@Suite struct FrozenFileTests {
    @Test(arguments: ["touched", "longer", "replaced", "log", "gone"]) func changeIsSeen(change: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("w.sqlite", "some bytes")
        let past = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)]
        try FileManager.default.setAttributes(past, ofItemAtPath: file)
        let frozen = FrozenFile(file)
        try frozen.check(file)
        switch change {
        case "touched": try FileHandle(forWritingTo: URL(fileURLWithPath: file)).write(contentsOf: Data("S".utf8))
        case "longer":
            try folder.write("w.sqlite", "some bytes more")
            try FileManager.default.setAttributes(past, ofItemAtPath: file)
        case "replaced":
            try folder.write("other", "some bytes")
            try FileManager.default.setAttributes(past, ofItemAtPath: folder.path("other"))
            #expect(rename(folder.path("other"), file) == 0)
        case "log": try folder.write("w.sqlite-wal", "")
        default: try folder.remove("w.sqlite")
        }
        #expect(throws: StorageError.self) { try frozen.check(file) }
    }
}

import Foundation
import Storage

/// A folder of evidence, its checksums, and one digest over them.
package enum EvidenceBundle {
    /// Lines of `SHA-256  name`, as `sha256sum -c` reads them.
    package static let sumsName = "SHA256SUMS"
    /// The digest of `SHA256SUMS`: whoever knows it can tell whether any byte of the bundle was changed.
    package static let rootName = "ROOT"
    /// What stands before the times in a text that has any: all in front of it is the same from run to run.
    package static let timesMark = "<!-- times: what follows differs from run to run -->"

    /// Writes a bundle. It appears complete or not at all.
    ///
    /// - Parameter folder: must not be there, be empty, or hold an earlier bundle.
    /// - Returns: the root digest.
    package static func write(_ evidence: Evidence, to folder: String) throws -> String {
        try checkTarget(folder)
        let files: [(String, String)] = [
            ("evidence.json", evidence.json.text + "\n"), ("report.html", evidence.html),
            ("report.md", evidence.markdown), ("times.json", evidence.times.json.text + "\n"),
            ("units.csv", evidence.unitsCSV),
        ]
        let sums = files.map { "\(SHA256Digest(of: $0.1))  \($0.0)\n" }.joined()
        let root = "\(SHA256Digest(of: sums))"
        let temporary = "\(folder).new-\(ProcessInfo.processInfo.processIdentifier)"
        let manager = FileManager.default
        do {
            try manager.createDirectory(atPath: temporary, withIntermediateDirectories: true)
            for (name, text) in files + [(sumsName, sums), (rootName, root + "\n")] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(temporary)/\(name)"))
            }
            if manager.fileExists(atPath: folder) { try manager.removeItem(atPath: folder) }
            try manager.moveItem(atPath: temporary, toPath: folder)
        } catch {
            try? manager.removeItem(atPath: temporary)
            throw QualityError(
                "cannot write the bundle: \(error.localizedDescription)", place: folder,
                remedy: "check that the folder can be written")
        }
        return root
    }

    private static func checkTarget(_ folder: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
        let names = isFolder.boolValue ? (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] : [""]
        guard isFolder.boolValue, names.isEmpty || names.contains(sumsName) && names.contains(rootName) else {
            throw QualityError(
                "this is no empty folder and no earlier report", place: folder, remedy: "name another with --out")
        }
    }

    /// Checks a bundle against its checksums, without any warehouse.
    ///
    /// - Parameter root: what the root digest must be; nil takes the bundle's own word.
    /// - Returns: what is wrong, each naming a file; empty when nothing is.
    /// - Throws: when there is no bundle at all.
    package static func verify(_ folder: String, root: String? = nil) throws -> [String] {
        guard let sums = contents("\(folder)/\(sumsName)") else {
            throw QualityError("there is no report: \(sumsName) is missing", place: folder)
        }
        var faults: [String] = []
        let found = "\(SHA256Digest(of: sums))"
        let recorded = contents("\(folder)/\(rootName)")
        if recorded.map({ String(decoding: $0, as: UTF8.self) }) != found + "\n" {
            faults.append(
                recorded == nil ? "\(rootName) is missing" : "\(rootName) or \(sumsName) was changed: they do not agree"
            )
        }
        if let root, root.lowercased() != found {
            faults.append("\(sumsName) has the root digest \(found), not the one given")
        }
        var listed: Set<String> = [sumsName, rootName]
        for line in String(decoding: sums, as: UTF8.self).split(separator: "\n") {
            guard line.utf8.count > 66 else {
                faults.append("\(sumsName) has a line that is no checksum")
                continue
            }
            let name = String(line.dropFirst(66))
            listed.insert(name)
            guard let bytes = contents("\(folder)/\(name)") else {
                faults.append("\(name) is missing")
                continue
            }
            if "\(SHA256Digest(of: bytes))" != line.prefix(64) { faults.append("\(name) was changed") }
        }
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() where !listed.contains(name) {
            faults.append("\(name) was added")
        }
        return faults
    }

    private static func contents(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map(Array.init)
    }
}

import Foundation

/// Finds the files that a user's paths stand for.
enum SourceDiscovery {
    /// A file to read.
    struct Item: Sendable {
        let path: String
        /// Given by name, not found in a folder: what cannot be used is then an error.
        let isNamed: Bool
    }

    /// What was found.
    struct Found {
        /// Files to read, each once, in the order of their paths.
        var files: [Item] = []
        /// Files in folders that no importer reads, such as a README.
        var ignored: [String] = []
    }

    private static let extensions: Set = ["csv", "gz", "zip", "txt", "tsv", "json", "yaml", "yml"]

    /// Files as they were given; of a folder, every data file in it and below, hidden ones left out.
    static func find(_ paths: [String]) throws(ImportErrors) -> Found {
        var found = Found()
        var errors: [ImportError] = []
        for path in paths {
            if path == SourceOpener.standardInput {
                found.files.append(Item(path: path, isNamed: true))
                continue
            }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                errors.append(
                    ImportError(.notFound, "no such file or folder", file: path, remedy: "check the spelling"))
                continue
            }
            guard isFolder.boolValue else {
                found.files.append(Item(path: path, isNamed: true))
                continue
            }
            var (inside, faults, seen): ([String], [ImportError], Set<String>) = ([], [], [])
            walk(path, &seen, &inside, &faults)
            errors += faults
            let data = inside.filter(isData)
            found.ignored += inside.filter { !isData($0) }
            if data.isEmpty, faults.isEmpty {
                errors.append(
                    ImportError(
                        .unknownFormat,
                        "the folder holds no file that can be imported (csv, json or yaml, plain or .gz or .zip)",
                        file: path, remedy: "name a folder with game logs, shots or player information"))
            }
            found.files += data.map { Item(path: $0, isNamed: false) }
        }
        guard errors.isEmpty else { throw ImportErrors(errors: errors) }
        var seen: Set<String> = []
        // A file that is given by name and again with its folder is named.
        found.files.sort { ($0.path, $0.isNamed ? 0 : 1) < ($1.path, $1.isNamed ? 0 : 1) }
        found.files = found.files.filter { item in
            seen.insert(
                item.path == SourceOpener.standardInput
                    ? item.path : URL(fileURLWithPath: item.path).standardizedFileURL.path
            ).inserted
        }
        return found
    }

    static func isData(_ path: String) -> Bool {
        extensions.contains((path as NSString).pathExtension.lowercased())
    }

    /// Finds every file of a folder and below, in the order of paths, also behind links to folders.
    ///
    /// - Parameters:
    ///   - seen: folders that were walked, by where they really are, so that links in circles end.
    ///   - faults: takes folders that may not be read, and links that lead nowhere.
    private static func walk(
        _ folder: String, _ seen: inout Set<String>, _ files: inout [String], _ faults: inout [ImportError]
    ) {
        guard seen.insert(URL(fileURLWithPath: folder).resolvingSymlinksInPath().path).inserted else { return }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            faults.append(
                ImportError(.unreadable, "the folder cannot be read", file: folder, remedy: "check its permissions"))
            return
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = (folder as NSString).appendingPathComponent(name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                faults.append(
                    ImportError(.notFound, "the link leads nowhere", file: path, remedy: "mend it or take it away"))
                continue
            }
            if isFolder.boolValue { walk(path, &seen, &files, &faults) } else { files.append(path) }
        }
    }
}

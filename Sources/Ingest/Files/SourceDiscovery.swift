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
            let inside = walk(path)
            let data = inside.filter(isData)
            found.ignored += inside.filter { !isData($0) }
            if data.isEmpty {
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

    private static func walk(_ folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.sorted().filter { name in !name.split(separator: "/").contains { $0.hasPrefix(".") } }
            .map { (folder as NSString).appendingPathComponent($0) }
            .filter { path in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            }
    }
}

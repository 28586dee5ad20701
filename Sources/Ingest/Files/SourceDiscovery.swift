import Foundation

/// Finds the files that a user's paths stand for.
enum SourceDiscovery {
    /// What was found.
    struct Found {
        /// Files to read, each once, in the order of their paths.
        var files: [String] = []
        /// Files in folders that no importer reads, such as a README.
        var ignored: [String] = []
    }

    private static let extensions: Set = ["csv", "gz", "zip", "txt", "tsv"]

    /// Files as they were given; of a folder, every data file in it and below, hidden ones left out.
    static func find(_ paths: [String]) throws(ImportErrors) -> Found {
        var found = Found()
        var errors: [ImportError] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                errors.append(
                    ImportError(.notFound, "no such file or folder", file: path, remedy: "check the spelling"))
                continue
            }
            guard isFolder.boolValue else {
                found.files.append(path)
                continue
            }
            let inside = walk(path)
            let data = inside.filter(isData)
            found.ignored += inside.filter { !isData($0) }
            if data.isEmpty {
                errors.append(
                    ImportError(
                        .unknownFormat, "the folder holds no file that can be imported (csv, plain or .gz or .zip)",
                        file: path, remedy: "name a folder with game logs, shots or player information"))
            }
            found.files += data
        }
        guard errors.isEmpty else { throw ImportErrors(errors: errors) }
        var seen: Set<String> = []
        found.files = found.files.filter { seen.insert(URL(fileURLWithPath: $0).standardizedFileURL.path).inserted }
        found.files.sort()
        return found
    }

    private static func isData(_ path: String) -> Bool {
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

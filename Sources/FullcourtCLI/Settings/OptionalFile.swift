import Documents
import Foundation

/// A file that need not be there, unless somebody named it.
enum OptionalFile {
    /// Path and text; nil where nobody named a file and there is none of the usual name.
    ///
    /// - Parameter option: how a user names it, for messages.
    static func read(named: String?, standard: String, option: String) throws(DocumentError) -> (
        path: String, text: String
    )? {
        let path = named ?? standard
        guard FileManager.default.fileExists(atPath: path) else {
            guard named != nil else { return nil }
            throw DocumentError(
                "there is no such file", place: path, remedy: "check \(option), or write one with 'fullcourt init'")
        }
        do {
            return (path, try String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw DocumentError("cannot read the file as UTF-8 text", place: path, remedy: "check \(option)")
        }
    }

    /// The file that a setting names. It must be there when a flag or the environment names it, and need not when it is the
    /// default, which `fullcourt.yaml` may repeat.
    static func read(_ settings: Settings, _ key: SettingKey<String>, option: String) throws(DocumentError) -> (
        path: String, text: String
    )? {
        let path = settings[key]
        let standard = key.setting.standard.string ?? path
        let isOptional =
            switch settings.origin(key) {
            case .standard: true
            case .file: path == standard || path.hasSuffix("/\(standard)")
            case .flag, .environment: false
            }
        return try read(named: isOptional ? nil : path, standard: path, option: option)
    }
}

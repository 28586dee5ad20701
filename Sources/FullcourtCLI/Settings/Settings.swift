import Documents
import Foundation

/// The settings in effect: flag before environment before file before default; each knows where its value is from.
package struct Settings: Sendable {
    /// Where a value is from.
    package enum Origin: Sendable, Equatable, CustomStringConvertible {
        case flag(String)
        case environment(String)
        case file(String, line: Int)
        case standard

        package var description: String {
            switch self {
            case .flag(let name): "flag \(name)"
            case .environment(let name): "environment \(name)"
            case .file(let path, let line): "\(path) line \(line)"
            case .standard: "default"
            }
        }
    }

    /// A setting with its value.
    package struct Resolved: Sendable {
        package let setting: Setting
        package let value: JSONValue
        package let origin: Origin
    }

    /// A value that the command line gives.
    package struct Flag: Sendable {
        let key: String
        let value: JSONValue
        let name: String

        package init<Value>(_ key: SettingKey<Value>, _ value: Value, _ name: String) {
            self.key = key.setting.name
            self.value = value.json
            self.name = name
        }
    }

    /// In the declared order.
    package let resolved: [Resolved]
    private let values: [String: Resolved]

    /// The file that is read when none is named, if it is there.
    package static let standardFile = "fullcourt.yaml"

    /// Resolves all settings.
    ///
    /// - Parameters:
    ///   - file: the file's text and path; nil where there is none.
    /// - Throws: what is wrong in the file or in a variable, with its place.
    package init(flags: [Flag], environment: [String: String], file: (path: String, text: String)?)
        throws(DocumentError)
    {
        let checked = try file.map { file throws(DocumentError) in try Settings.shape.read(file.text, file: file.path) }
        var resolved: [Resolved] = []
        for setting in Settings.declared {
            if let flag = flags.last(where: { $0.key == setting.name }) {
                resolved.append(Resolved(setting: setting, value: flag.value, origin: .flag(flag.name)))
            } else if let text = environment[setting.environment], !text.isEmpty {
                guard let value = setting.shape.value(text) else {
                    throw DocumentError(
                        "\(setting.environment) is '\(text)'", place: "environment",
                        remedy: "give \(setting.shape.expectation)")
                }
                resolved.append(Resolved(setting: setting, value: value, origin: .environment(setting.environment)))
            } else if let path = file?.path, let checked,
                let value = checked.value[path: setting.name.split(separator: ".").map(String.init)]
            {
                let origin = Origin.file(path, line: checked.lines[setting.name] ?? 1)
                let meant = setting.isPath ? Settings.relative(value, to: path) : value
                resolved.append(Resolved(setting: setting, value: meant, origin: origin))
            } else {
                resolved.append(Resolved(setting: setting, value: setting.standard, origin: .standard))
            }
        }
        self.resolved = resolved
        values = Dictionary(uniqueKeysWithValues: resolved.map { ($0.setting.name, $0) })
    }

    /// The value of a setting.
    package subscript<Value>(key: SettingKey<Value>) -> Value {
        guard let found = values[key.setting.name], let value = Value(json: found.value) else {
            preconditionFailure("setting \(key.setting.name) is not among Settings.declared")
        }
        return value
    }

    /// Where the value of a setting is from.
    package func origin<Value>(_ key: SettingKey<Value>) -> Origin { values[key.setting.name]?.origin ?? .standard }

    /// What `fullcourt.yaml` looks like: the dotted keys as groups of keys.
    package static let shape: Shape = {
        var fields: [Field] = []
        var groups: [String: [Field]] = [:]
        for setting in declared {
            let parts = setting.name.split(separator: ".").map(String.init)
            let field = Field(
                parts[parts.count - 1], setting.shape, default: setting.standard,
                "\(setting.meaning) Environment: \(setting.environment).")
            guard parts.count == 2 else {
                fields.append(field)
                continue
            }
            groups[parts[0], default: []].append(field)
            let group = Field.group(parts[0], groups[parts[0]] ?? [], "Settings of \(parts[0]).")
            if let index = fields.firstIndex(where: { $0.key == parts[0] }) {
                fields[index] = group
            } else {
                fields.append(group)
            }
        }
        return .record(fields)
    }()

    /// A path that a file gives, seen from the current folder.
    private static func relative(_ value: JSONValue, to file: String) -> JSONValue {
        guard let path = value.string, !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return value }
        return .string("\(file[...slash])\(path)")
    }
}

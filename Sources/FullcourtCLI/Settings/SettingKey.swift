import Documents

/// A setting: its key, type, default, name in the environment and meaning. The parser of `fullcourt.yaml`, `config show`,
/// the file that `init` writes and the JSON Schema are made from it.
///
///     static let workers = SettingKey("workers", .integer(0...64), default: 0, "tasks at the same time")
package struct SettingKey<Value: SettingValue>: Sendable {
    package let setting: Setting

    /// - Parameters:
    ///   - name: dotted, such as `bootstrap.mode`.
    ///   - isPath: a relative path in a file is meant from the file's folder.
    init(_ name: String, _ shape: Shape, default standard: Value, isPath: Bool = false, _ meaning: String) {
        setting = Setting(name: name, shape: shape, standard: standard.json, isPath: isPath, meaning: meaning)
    }
}

/// A setting without the type of its value.
package struct Setting: Sendable {
    package let name: String
    package let shape: Shape
    package let standard: JSONValue
    package let isPath: Bool
    package let meaning: String

    /// `FULLCOURT_BOOTSTRAP_MODE`.
    package var environment: String {
        "FULLCOURT_" + String(name.map { $0 == "." ? "_" : $0 }).uppercased()
    }
}

/// A type that settings can have.
package protocol SettingValue: Sendable {
    var json: JSONValue { get }
    init?(json: JSONValue)
}

extension String: SettingValue {
    package var json: JSONValue { .string(self) }
    package init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self = text
    }
}

extension Int: SettingValue {
    package var json: JSONValue { .integer(self) }
    package init?(json: JSONValue) {
        guard let number = json.integer else { return nil }
        self = number
    }
}

extension Double: SettingValue {
    package var json: JSONValue { .real(self) }
    package init?(json: JSONValue) {
        guard let number = json.number else { return nil }
        self = number
    }
}

extension Array: SettingValue where Element: SettingValue {
    package var json: JSONValue { .array(map(\.json)) }
    package init?(json: JSONValue) {
        guard let items = json.array else { return nil }
        self = items.compactMap { Element(json: $0) }
    }
}

extension Dictionary: SettingValue where Key == String, Value: SettingValue {
    package var json: JSONValue { .object(sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }) }
    package init?(json: JSONValue) {
        guard let members = json.members else { return nil }
        self = members.reduce(into: [:]) { $0[$1.0] = Value(json: $1.1) }
    }
}

import Documents

/// The levels in effect, each with where it is from and what the default is.
package struct Thresholds: Sendable {
    /// Which set of defaults holds.
    package enum Profile: String, Sendable, CaseIterable {
        /// Relative to the schedule: true for any range.
        case standard
        /// Adds absolute numbers, true for five seasons only.
        case fiveSeasons = "five-seasons"
    }

    /// A threshold in effect.
    package struct Effective: Sendable {
        package let threshold: Threshold
        package let levels: Threshold.Levels
        /// What the profile asks.
        package let standard: Threshold.Levels
        /// `default`, `profile five-seasons` or file and line.
        package let origin: String

        /// Whether a person made it ask less than the profile does.
        package var isLowered: Bool {
            threshold.isLaxer(levels.fail, than: standard.fail) || threshold.isLaxer(levels.warn, than: standard.warn)
        }

        package var asksSomething: Bool { levels.warn != nil || levels.fail != nil }
    }

    package let profile: Profile
    /// In the declared order.
    package let effective: [Effective]
    package let accuracy: AccuracyTiers
    private let byName: [String: Effective]

    /// The defaults of a profile, changed by what a file says.
    ///
    /// - Parameters:
    ///   - file: path and text of `thresholds.yaml`; nil where there is none.
    ///   - profile: chosen on the command line; else the file's.
    /// - Throws: an unknown key with the nearest known one, a value of the wrong kind; with file and line.
    package init(file: (path: String, text: String)? = nil, profile chosen: Profile? = nil) throws(DocumentError) {
        let read = try file.map { file throws(DocumentError) in
            try Thresholds.shape.read(file.text, file: file.path)
        }
        let written = read?.value ?? .object([])
        let profile = chosen ?? written["profile"]?.string.flatMap(Profile.init) ?? .standard
        self.profile = profile
        effective = Threshold.declared.map { threshold in
            let special = profile == .fiveSeasons ? threshold.fiveSeasons : nil
            let standard = special ?? threshold.standard
            var levels = standard
            var origin = special == nil ? "default" : "profile \(profile.rawValue)"
            for (key, path) in [("warn", \Threshold.Levels.warn), ("fail", \Threshold.Levels.fail)] {
                let names = ["gates", threshold.gate, threshold.check, key]
                guard let file, let read, let value = written[path: names] else { continue }
                levels[keyPath: path] = value.number
                // A file that only repeats the default, as init writes it, does not hide what a profile asks.
                if levels[keyPath: path] == threshold.standard[keyPath: path] {
                    levels[keyPath: path] = standard[keyPath: path]
                } else {
                    origin = "\(file.path) line \(read.lines[names.joined(separator: ".")] ?? 1)"
                }
            }
            return Effective(threshold: threshold, levels: levels, standard: standard, origin: origin)
        }
        byName = Dictionary(uniqueKeysWithValues: effective.map { ($0.threshold.name, $0) })
        accuracy = AccuracyTiers(Thresholds.shape.filled(written)["accuracy"] ?? .object([]))
    }

    /// The threshold of a check; traps where none is declared, which is a mistake of the program.
    package subscript(gate: String, check: String) -> Effective {
        guard let found = byName["\(gate).\(check)"] else {
            preconditionFailure("no threshold \(gate).\(check) is declared")
        }
        return found
    }

    /// What `thresholds.yaml` looks like.
    package static let shape: Shape = {
        var gates: [Field] = []
        for name in Threshold.declared.map(\.gate) where !gates.contains(where: { $0.key == name }) {
            let checks = Threshold.declared.filter { $0.gate == name }.map(field)
            gates.append(Field.group(name, checks, "Gate \(name)."))
        }
        return .record([
            Field(
                "profile", .text(choices: Profile.allCases.map(\.rawValue)), default: .string("standard"),
                "five-seasons adds absolute numbers, which are true for five seasons only. --profile comes before it."),
            Field.group("gates", gates, "What each gate asks of its checks. A level that is null asks nothing."),
            AccuracyTiers.field,
        ])
    }()

    /// A whole number without decimals.
    private static func number(_ value: Double) -> JSONValue {
        value == value.rounded() ? .integer(Int(value)) : .real(value)
    }

    private static func field(_ threshold: Threshold) -> Field {
        func level(_ key: String, _ value: Double?) -> Field {
            let range: ClosedRange<Double> = threshold.scale == .share ? 0...1 : 0...(.infinity)
            return Field(key, .optional(.number(range)), default: value.map(number) ?? .null, "")
        }
        let side = threshold.direction == .atLeast ? "at least" : "at most"
        return Field.group(
            threshold.check, [level("warn", threshold.standard.warn), level("fail", threshold.standard.fail)],
            "\(threshold.meaning) (\(threshold.scale.unit), \(side))")
    }
}

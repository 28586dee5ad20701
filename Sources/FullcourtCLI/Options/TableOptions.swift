import ArgumentParser
import Pipeline

/// Which computed tables.
struct TableOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Tables, separated by commas. (default: all)", valueName: "table,..."))
    var tables: String?

    /// The tables in the registry's order.
    func selected() throws -> [TableDefinition] {
        guard let tables else { return Registry.tables }
        let names = tables.split(separator: ",").map(String.init)
        let chosen = try names.map { try TableOptions.table($0).name }
        return Registry.tables.filter { chosen.contains($0.name) }
    }

    /// A computed table by name.
    static func table(_ name: String) throws -> TableDefinition {
        if let table = Registry.table(name) { return table }
        let names = Registry.tables.map(\.name)
        let near = Nearest.name(to: name, among: names)
        throw Fault(
            "there is no table '\(name)'",
            remedy: near.map { "did you mean \($0)?" } ?? "use one of \(names.joined(separator: ", "))", status: .usage)
    }
}

/// Finds the name that was probably meant.
enum Nearest {
    /// The name with the fewest edits (Levenshtein), if they are few.
    static func name(to wrong: String, among names: [String]) -> String? {
        let scored = names.map { ($0, distance(Array(wrong.utf8), Array($0.utf8))) }
        guard let best = scored.min(by: { $0.1 < $1.1 }) else { return nil }
        if best.1 <= max(2, wrong.count / 3) { return best.0 }
        return names.first { $0.hasPrefix(wrong) && !wrong.isEmpty }
    }

    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let change = diagonal + (a[i] == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }
}

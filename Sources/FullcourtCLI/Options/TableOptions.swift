import ArgumentParser
import Documents
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

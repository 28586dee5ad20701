import ArgumentParser
import Documents
import Pipeline
import Planning

/// Which computed tables.
struct TableOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Tables, separated by commas: names, stage3, stage4, features or all; +name with all it reads, name+ with all "
                + "that read it. (default: all)", valueName: "table,..."))
    var tables: String?

    /// The tables in the registry's order.
    func selected() throws -> [TableDefinition] {
        guard let tables else { return Registry.tables }
        let chosen: [PlannedTable]
        do { chosen = try TableSelector.select(tables, among: Registry.planned) } catch {
            let near = Nearest.name(to: error.name, among: error.names)
            throw Fault(
                "there is no table '\(error.name)'",
                remedy: near.map { "did you mean \($0)?" } ?? "use one of \(error.names.joined(separator: ", "))",
                status: .usage)
        }
        guard !chosen.isEmpty else { throw Fault("--tables names no table", status: .usage) }
        return chosen.compactMap { Registry.table($0.name) }
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

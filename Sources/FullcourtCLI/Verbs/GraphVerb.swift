import ArgumentParser
import Documents
import Pipeline

/// `fullcourt graph`: which table is made from which.
struct GraphVerb: AsyncParsableCommand {
    /// How the graph is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case dot
        case mermaid
    }

    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draw which table is made from which.",
        discussion: """
            The graph comes from what the tables declare; nothing is read from a warehouse.

            EXAMPLES:
              fullcourt graph
              fullcourt graph --format dot | dot -Tsvg > tables.svg
              fullcourt graph --format mermaid
            """)

    @Option(help: "text, dot (Graphviz) or mermaid.")
    var format = Format.text

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let graph = TableGraph(Registry.tables.map { ($0.name, $0.reads) })
        guard try global.format() == .table else {
            return try TextStream.output.write(
                Output.render(
                    kind: "graph", rows: graph.edges.map(EdgeRow.init), format: try global.format(),
                    terminal: global.terminal))
        }
        switch format {
        case .text: try TextStream.output.write(graph.text)
        case .dot: try TextStream.output.write(graph.dot)
        case .mermaid: try TextStream.output.write(graph.mermaid)
        }
    }
}

/// Tables and what they read.
struct TableGraph {
    struct Edge: Hashable {
        let from: String
        let to: String
    }

    /// Computed tables in the registry's order.
    private let tables: [(name: String, reads: [String])]

    init(_ tables: [(String, [String])]) { self.tables = tables.map { (name: $0.0, reads: $0.1) } }

    /// One for each table that another reads.
    var edges: [Edge] { tables.flatMap { table in table.reads.map { Edge(from: $0, to: table.name) } } }

    private var raw: [String] {
        let computed = Set(tables.map(\.name))
        var seen: Set<String> = []
        return edges.map(\.from).filter { !computed.contains($0) && seen.insert($0).inserted }
    }

    /// Each computed table with what it reads below it, as a tree.
    var text: String {
        tables.map { table in
            table.name + "\n"
                + table.reads.enumerated().map { index, read in
                    "\(index == table.reads.count - 1 ? "└─" : "├─") \(read)\(raw.contains(read) ? " (raw)" : "")\n"
                }.joined()
        }.joined(separator: "\n")
    }

    var dot: String {
        var text = "digraph tables {\n  rankdir = LR;\n  node [shape = box, fontname = \"sans-serif\"];\n"
        for name in raw { text += "  \"\(name)\" [style = dashed];\n" }
        for table in tables { text += "  \"\(table.name)\";\n" }
        for edge in edges { text += "  \"\(edge.from)\" -> \"\(edge.to)\";\n" }
        return text + "}\n"
    }

    var mermaid: String {
        var text = "flowchart LR\n"
        for name in raw { text += "  \(name)([\(name)])\n" }
        for table in tables { text += "  \(table.name)[\(table.name)]\n" }
        for edge in edges { text += "  \(edge.from) --> \(edge.to)\n" }
        return text
    }
}

/// An edge.
private struct EdgeRow: Listing {
    static let columns = [ListingColumn("table"), ListingColumn("read_by")]
    let edge: TableGraph.Edge
    var cells: [Cell] { [.text(edge.from), .text(edge.to)] }
}

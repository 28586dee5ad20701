/// The column names of a file and where each one stands, whatever the order. Letters' case does not matter.
struct Header: Sendable {
    let names: [String]
    private let positions: [String: Int]

    init(_ names: [String]) {
        self.names = names
        var positions: [String: Int] = [:]
        for (index, name) in names.enumerated() where positions[name.uppercased()] == nil {
            positions[name.uppercased()] = index
        }
        self.positions = positions
    }

    func contains(_ name: String) -> Bool { positions[name] != nil }

    /// Position of a column that is known to be there; -1 when it is not.
    func index(_ name: String) -> Int { positions[name] ?? -1 }

    /// Names that stand more than once; the first column of the name counts.
    var repeated: [String] {
        Dictionary(grouping: names.filter { !$0.isEmpty }, by: { $0.uppercased() }).filter { $0.value.count > 1 }.keys
            .sorted()
    }

    /// Names that the format does not know.
    func unknown(to known: Set<String>) -> [String] {
        names.filter { !$0.isEmpty && !known.contains($0.uppercased()) }
    }
}

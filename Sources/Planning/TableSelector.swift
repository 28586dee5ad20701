import Basketball

/// Chooses tables by names and groups, in the grammar that dbt users know: `stage4`, `+player_daily_cache`, `x+`.
package enum TableSelector {
    /// A word that names no table.
    package struct Unknown: Error, Sendable {
        package let name: String
        /// Everything that could have been named.
        package let names: [String]
    }

    /// The tables that a selector stands for, in the registry's order.
    ///
    /// - Parameter text: words separated by commas: a table's name, a stage (`stage3`, `stage4`, `features`) or `all`; `+`
    ///   before a word adds all that its tables read, behind it all that read them.
    package static func select(_ text: String, among tables: [PlannedTable]) throws(Unknown) -> [PlannedTable] {
        var chosen: Set<String> = []
        for part in text.split(separator: ",") {
            var word = part[...].trimmingPrefix(while: \.isWhitespace)
            while word.last?.isWhitespace == true { word.removeLast() }
            let upstream = word.hasPrefix("+")
            let downstream = word.hasSuffix("+")
            if upstream { word.removeFirst() }
            if downstream, !word.isEmpty { word.removeLast() }
            let named = try base(String(word), tables)
            chosen.formUnion(named)
            if upstream { chosen.formUnion(closure(named, tables, downstream: false)) }
            if downstream { chosen.formUnion(closure(named, tables, downstream: true)) }
        }
        return tables.filter { chosen.contains($0.name) }
    }

    /// Some tables and all that they read, directly or not, in the registry's order.
    package static func upstream(of tables: [PlannedTable], among registry: [PlannedTable]) -> [PlannedTable] {
        let found = closure(Set(tables.map(\.name)), registry, downstream: false)
        return registry.filter { found.contains($0.name) }
    }

    private static func base(_ word: String, _ tables: [PlannedTable]) throws(Unknown) -> Set<String> {
        if word == "all" { return Set(tables.map(\.name)) }
        if let stage = PlannedTable.Stage.allCases.first(where: { $0.selector == word }) {
            return Set(tables.filter { $0.stage == stage }.map(\.name))
        }
        guard tables.contains(where: { $0.name == word }) else {
            throw Unknown(
                name: word, names: tables.map(\.name) + PlannedTable.Stage.allCases.map(\.selector) + ["all"])
        }
        return [word]
    }

    /// All tables that some read, or that read them, directly or not.
    private static func closure(
        _ names: Set<String>, _ tables: [PlannedTable], downstream: Bool
    ) -> Set<String> {
        var found = names
        // Each table stands behind those it reads.
        for table in downstream ? tables : tables.reversed() {
            let reads = Set(table.inputs.map(\.table))
            if downstream {
                if !reads.isDisjoint(with: found) { found.insert(table.name) }
            } else if found.contains(table.name) {
                found.formUnion(reads)
            }
        }
        return found
    }
}

extension PlannedTable.Stage {
    /// The word that selects it.
    package var selector: String {
        switch self {
        case .analytics: "stage3"
        case .precompute: "stage4"
        case .features: "features"
        }
    }
}

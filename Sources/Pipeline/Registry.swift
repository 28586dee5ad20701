import Storage

/// Every computed table, in an order in which each comes after those it reads.
package enum Registry {
    package static let tables: [TableDefinition] = [
        TableDefinition(TeamOffenseGameSummary.self),
        TableDefinition(TeamDefenseGameSummary.self),
        TableDefinition(PlayerGameSummary.self),
    ]

    /// The table of a name; nil when there is none.
    package static func table(_ name: String) -> TableDefinition? { tables.first { $0.name == name } }
}

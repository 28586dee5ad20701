import Planning
import Storage

/// Every computed table, in an order in which each comes after those it reads.
package enum Registry {
    package static let tables: [TableDefinition] = [
        TableDefinition(TeamOffenseGameSummary.self),
        TableDefinition(TeamDefenseGameSummary.self),
        TableDefinition(PlayerGameSummary.self),
        TableDefinition(UpcomingTeamGameContext.self),
        TableDefinition(UpcomingPlayerGameContext.self),
        TableDefinition(TeamDefenseZoneAnalysis.self),
        TableDefinition(PlayerShotZoneAnalysis.self),
        TableDefinition(PlayerCompositeFactors.self),
        TableDefinition(PlayerDailyCache.self),
        TableDefinition(MLFeatureStore.self),
    ]

    /// The table of a name; nil when there is none.
    package static func table(_ name: String) -> TableDefinition? { tables.first { $0.name == name } }

    /// What planning knows of all tables.
    package static let planned: [PlannedTable] = tables.map(\.planned)
}

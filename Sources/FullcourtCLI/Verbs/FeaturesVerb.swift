import ArgumentParser
import Basketball
import Documents
import Pipeline
import Planning
import Storage

/// `fullcourt features`: the catalogue, and one player's features by hand.
struct FeaturesVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features",
        abstract: "List the features that models read, or show one player's on one date.",
        discussion: """
            EXAMPLES:
              fullcourt features
              fullcourt features --output csv > catalogue.csv
              fullcourt features show "Luka Doncic" 2024-01-26
            """, subcommands: [ListFeatures.self, ShowFeatures.self], defaultSubcommand: ListFeatures.self)
}

/// `fullcourt features list`: the catalogue.
struct ListFeatures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List every feature: name, unit, range, source, meaning.",
        discussion: """
            EXAMPLES:
              fullcourt features list
            """)

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        try TextStream.output.write(
            Output.render(
                kind: "features", rows: FeatureCatalog.all.map(FeatureRow.init),
                summary: [("features", .integer(FeatureCatalog.all.count))], format: try global.format(),
                terminal: global.terminal))
    }
}

/// A feature of the catalogue.
private struct FeatureRow: Listing {
    static let columns = [
        ListingColumn("feature"), ListingColumn("type"), ListingColumn("unit"),
        ListingColumn("lowest", alignment: .right), ListingColumn("highest", alignment: .right),
        ListingColumn("required"), ListingColumn("source"), ListingColumn("meaning"),
    ]
    let feature: Feature

    var cells: [Cell] {
        [
            .text(feature.name), .text(feature.type.rawValue), .text(feature.unit.isEmpty ? nil : feature.unit),
            .real(feature.range.lowerBound), .real(feature.range.upperBound), .boolean(feature.isRequired),
            .text(feature.source), .text(feature.meaning),
        ]
    }
}

/// `fullcourt features show`: a player's features on a date, and the games of their windows.
struct ShowFeatures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show every stored feature of a player on a date, and the games before it.",
        discussion: """
            The games are the player's last before the date, the newest first, with what the windows read of them, so that \
            every number can be checked by hand. The player is a name in any spelling, or an id.

            EXAMPLES:
              fullcourt features show "Luka Doncic" 2024-01-26
              fullcourt features show 1629029 2024-01-26 --games 20
            """)

    @Argument(help: "A player's name, or id.")
    var player: String

    @Argument(help: ArgumentHelp("A league date.", valueName: "YYYY-MM-DD"))
    var date: GameDate

    @Option(help: ArgumentHelp("Games before the date to show.", valueName: "n"))
    var games = 10

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let output = try global.format()
        let warehouse = try global.open()
        let table = MLFeatureStore.name
        guard let schema = Registry.table(table)?.schema else { return }
        let rows = try await warehouse.scan(
            schema, columns: schema.columns.map(\.name), .range(column: "game_date", date.dayNumber...date.dayNumber))
        let row = try await find(rows, warehouse)
        let id = rows["player_id"].integers[row]
        let features = FeatureCatalog.all.map { feature in
            ShownFeature(feature: feature, value: Cell(rows[feature.name], row))
        }
        let past = try await warehouse.query(
            """
            SELECT game_date, season, team, opponent, iif(is_home, 'yes', 'no') AS is_home,
            CASE started WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS started, round(minutes_played, 2) AS minutes, points,
            fg_attempts, three_pt_attempts, ft_attempts, turnovers, round(usage_rate, 2) AS usage_rate, paint_attempts
            FROM player_game_summary WHERE player_id = \(id) AND game_date < '\(date)' AND NOT is_dnp
            ORDER BY game_date DESC LIMIT \(max(0, games))
            """, limit: nil)
        let game = try await warehouse.query(
            """
            SELECT team || iif(is_home, ' vs. ', ' @ ') || coalesce(o.tricode, '?') FROM upcoming_player_game_context
            LEFT JOIN teams AS o ON o.team_id = opponent_team_id WHERE game_date = '\(date)' AND player_id = \(id)
            """, limit: 1)
        try await warehouse.close()
        let known = features.count { $0.value.value != .null }
        var text = Output.render(
            kind: "features_show", rows: features,
            summary: [
                ("player", .text(rows["player_lookup"].texts[row])), ("player_id", .integer(id)),
                ("date", .text("\(date)")), ("game", .text(game.isEmpty ? nil : game.vectors[0].text(0))),
                ("known", .integer(known)), ("features", .integer(features.count)),
            ], format: output, terminal: global.terminal)
        if output == .table {
            let cells = (0..<past.count).map { line in past.vectors.map { Cell($0, line) } }
            text += "\ngames before \(date), the newest first:\n"
            text += Output.render(
                kind: "games", columns: ListingColumn.inferred(names: past.columns.map(\.name), rows: cells),
                rows: cells,
                format: .table, terminal: global.terminal)
        }
        try TextStream.output.write(text)
    }

    /// The row of the player who was meant.
    private func find(_ rows: ColumnBatch, _ warehouse: SQLiteWarehouse) async throws -> Int {
        guard !rows.isEmpty else {
            throw Fault(
                "there are no features on \(date)",
                remedy: "fullcourt explain \(MLFeatureStore.name) \(date) tells why")
        }
        let ids = rows["player_id"].integers
        if let id = Int(player), let row = ids.firstIndex(of: id) { return row }
        let lookup = playerLookup(player)
        let names = (0..<rows.count).map { rows["player_lookup"].texts[$0] }
        let found = names.indices.filter { names[$0] == lookup }
        if found.count == 1 { return found[0] }
        if found.count > 1 {
            throw Fault(
                "\(found.count) players of that name are candidates on \(date)",
                remedy: "give an id: \(found.map { "\(ids[$0])" }.joined(separator: ", "))", status: .usage)
        }
        throw try await NoCandidate(player, on: date, candidates: names).fault(warehouse)
    }
}

/// A feature with its value.
private struct ShownFeature: Listing {
    static let columns = [
        ListingColumn("feature"), ListingColumn("value", alignment: .right), ListingColumn("unit"),
        ListingColumn("source"), ListingColumn("meaning"),
    ]
    let feature: Feature
    let value: Cell

    var cells: [Cell] {
        [
            .text(feature.name), value, .text(feature.unit.isEmpty ? nil : feature.unit), .text(feature.source),
            .text(feature.meaning),
        ]
    }
}

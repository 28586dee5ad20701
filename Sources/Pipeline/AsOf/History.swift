import Basketball
import Planning
import Storage

/// All that is known of past games, in the form in which as-of tables read it. Made once a run, then shared by all units.
package final class History: Sendable {
    let index: GameIndex
    private let views: [String: any Sendable]
    let birthdates: [Int: GameDate]
    /// First year of the first season for whose dates it is made.
    let firstSeason: Int
    /// Last regular-season date of each season, by its first year.
    private let regularSeasonEnds: [Int: [Int32]]
    /// Only in tests of the proofs.
    let leak: Leak?

    /// The tables that it is made of, in the order in which `init` takes them.
    package static let sources = ["team_offense_game_summary", "team_defense_game_summary", "player_game_summary"]

    /// Columns that its skeleton is made of.
    private static let keys: [String: [String]] = [
        sources[0]: ["game_date", "game_id", "team_id"], sources[1]: ["game_date", "game_id", "team_id"],
        sources[2]: ["game_date", "game_id", "player_id", "team_id", "is_dnp"],
    ]

    /// The columns of a source that some tables read, each once.
    static func columns(of source: String, for tables: [TableDefinition]) -> [String] {
        let declared = tables.flatMap(\.planned.inputs).filter { $0.table == source }.flatMap(\.columns)
        var seen: Set<String> = []
        return ((keys[source] ?? []) + declared).filter { seen.insert($0).inserted }
    }

    /// - Parameters:
    ///   - sources: rows of the three sources in key order, with the columns that `columns` names.
    ///   - tables: as-of tables whose views are wanted.
    ///   - firstSeason: first year of the first season for whose dates they are wanted. What tables read of one season alone
    ///     is kept from that one on.
    ///   - workers: views made at the same time.
    ///   - twin: made of the same two first sources for the same tables; what is of teams is shared with it.
    init(
        sources: [ColumnBatch], birthdates: [Int: GameDate], tables: [TableDefinition], firstSeason: Int = .min,
        workers: Int, leak: Leak? = nil, twin: History? = nil
    ) async throws {
        self.leak = leak
        self.firstSeason = firstSeason
        let index = await GameIndex(offense: sources[0], players: sources[2], teams: twin?.index.teams)
        self.index = index
        self.birthdates = birthdates
        let material = HistoryMaterial(
            index: index, firstSeason: firstSeason, workers: workers, offense: sources[0], defense: sources[1],
            players: sources[2],
            defenseRows: twin == nil ? HistoryMaterial.match(sources[0], sources[1]) : [], twin: twin)
        // Those that read most first, so that no worker is left with a long one.
        let order = tables.sorted { $0.columnsRead > $1.columnsRead }
        let made = try await concurrentMap(order, width: workers) { table in
            (table.name, try await table.views(material))
        }
        views = made.reduce(into: [:]) { $0[$1.0] = $1.1 }
        if let twin {
            regularSeasonEnds = twin.regularSeasonEnds
            return
        }
        var ends: [Int: [Int32]] = [:]
        for (entry, game) in index.teams.games.enumerated() {
            guard let id = GameID(number: game), id.seasonType == .regularSeason else { continue }
            ends[id.season.startYear, default: []].append(index.teams.days[entry])
        }
        regularSeasonEnds = ends.mapValues { Set($0).sorted() }
    }

    /// The views of a table; nil when it was not among the tables asked for.
    func views<Table: AsOfTable>(_ table: Table.Type) -> TableViews<Table>? { views[Table.name] as? TableViews<Table> }

    /// The last date before D with a regular-season game of a season.
    func regularSeasonEnd(_ season: Int, before day: Int) -> Int? {
        regularSeasonEnds[season]?.last { Int($0) < day }.map { Int($0) }
    }
}

/// What the views of all tables are made from.
struct HistoryMaterial: Sendable {
    let index: GameIndex
    let firstSeason: Int
    let workers: Int
    let offense: ColumnBatch
    let defense: ColumnBatch
    let players: ColumnBatch
    /// Row of 3.2 with the key of each row of 3.1; -1 where there is none.
    let defenseRows: [Int32]
    /// Has what is of teams already.
    let twin: History?

    /// Joins two tables whose rows are in the order of the same key.
    static func match(_ left: ColumnBatch, _ right: ColumnBatch) -> [Int32] {
        let names = ["game_date", "game_id", "team_id"]
        let (a, b) = (names.map { left[$0].integers }, names.map { right[$0].integers })
        var found = [Int32](repeating: -1, count: left.count)
        var other = 0
        for row in 0..<left.count {
            func order() -> Int {
                for (x, y) in zip(a, b) where x[row] != y[other] { return x[row] < y[other] ? -1 : 1 }
                return 0
            }
            while other < right.count, order() > 0 { other += 1 }
            if other < right.count, order() == 0 { found[row] = Int32(other) }
        }
        return found
    }
}

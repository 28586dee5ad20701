import Basketball
import Planning
import Storage

/// 4.5 `ml_feature_store`: one typed column for each feature of the catalogue, for every candidate.
package enum MLFeatureStore: AsOfTable, RowsOfPlayers {
    package static let name = "ml_feature_store"
    package static let stage = PlannedTable.Stage.features
    package static let version = 2
    package static let meaning = "the numbers that models read, one column a feature"
    package static let noun = "player-games"
    package static let key = ["player_id"]
    package static let faultFailsUnit = true
    package static let sameDay: [any SameDayRow.Type] = [
        Factors.self, Candidate.self, Team.self, Defense.self, Shooting.self, Cache.self,
    ]

    /// A row of 4.3: every candidate has one.
    package struct Factors: SameDayRow {
        package typealias Reader = MLFeatureStore
        package static let table = PlayerCompositeFactors.name
        package static let columns = ["player_id", "opponent_team_id"] + FeatureGroup.factors.columns
        let player: Int
        let opponent: Int
        let cells: KeptCells

        package init(_ cells: InputCells) {
            player = cells.integer(0) ?? 0
            opponent = cells.integer(1) ?? 0
            self.cells = cells.kept(from: 2)
        }
    }

    package struct Candidate: CandidateRow {
        package typealias Reader = MLFeatureStore
        package static let columns = CandidateIdentity.columns + ["season_phase"] + FeatureGroup.context.columns
        package let identity: CandidateIdentity
        /// 0 early, 1 mid, 2 late, 3 post.
        let phase: Int
        let cells: KeptCells

        package init(_ cells: InputCells) {
            identity = CandidateIdentity(cells)
            phase = ["early", "mid", "late", "post"].firstIndex(of: cells.text(5) ?? "") ?? 0
            self.cells = cells.kept(from: 6)
        }
    }

    package struct Team: SameDayRow {
        package typealias Reader = MLFeatureStore
        package static let table = UpcomingTeamGameContext.name
        package static let columns = ["team_id"] + FeatureGroup.team.columns
        let id: Int
        let cells: KeptCells

        package init(_ cells: InputCells) {
            id = cells.integer(0) ?? 0
            self.cells = cells.kept(from: 1)
        }
    }

    package struct Defense: SameDayRow {
        package typealias Reader = MLFeatureStore
        package static let table = TeamDefenseZoneAnalysis.name
        package static let columns = ["team_id"] + FeatureGroup.defense.columns
        let id: Int
        let cells: KeptCells

        package init(_ cells: InputCells) {
            id = cells.integer(0) ?? 0
            self.cells = cells.kept(from: 1)
        }
    }

    package struct Shooting: SameDayRow {
        package typealias Reader = MLFeatureStore
        package static let table = PlayerShotZoneAnalysis.name
        package static let columns = ["player_id"] + FeatureGroup.shooting.columns
        package static let isRequired = false
        let player: Int
        let cells: KeptCells

        package init(_ cells: InputCells) {
            player = cells.integer(0) ?? 0
            self.cells = cells.kept(from: 1)
        }
    }

    package struct Cache: SameDayRow {
        package typealias Reader = MLFeatureStore
        package static let table = PlayerDailyCache.name
        package static let columns = ["player_id"] + FeatureGroup.cache.columns
        let player: Int
        let cells: KeptCells

        package init(_ cells: InputCells) {
            player = cells.integer(0) ?? 0
            self.cells = cells.kept(from: 1)
        }
    }

    /// The groups' types, made once.
    private static let types = (
        factors: FeatureGroup.factors.types, context: FeatureGroup.context.types, team: FeatureGroup.team.types,
        defense: FeatureGroup.defense.types, shooting: FeatureGroup.shooting.types, cache: FeatureGroup.cache.types
    )

    /// An appearance before, with running means of the whole career.
    package struct PlayerGame: PlayerGameRow {
        package static let scope = TableInput.Scope.before
        package static let playerColumns = ["points", "minutes_played"]
        package static let teamColumns: [String] = []
        let seconds: Int?
        private(set) var career = Career()

        package init(_ cells: InputCells) {
            let played = Pipeline.seconds(cells.real(1))
            seconds = played
            points = cells.integer(0)
            career.add(points: points, seconds: played)
        }

        private let points: Int?

        package mutating func follow(_ previous: PlayerGame, isSameSeason: Bool) {
            career = previous.career
            career.add(points: points, seconds: seconds)
        }
    }

    /// Running values over all loaded appearances.
    struct Career: Sendable {
        private(set) var games = 0
        private(set) var points = Decay()
        private(set) var minutes = Decay()

        mutating func add(points made: Int?, seconds: Int?) {
            games += 1
            points.add(made.map(Double.init))
            minutes.add(seconds.map { Double($0) / 60 })
        }
    }

    /// A candidate's features before his game.
    package final class Row: Sendable {
        let date: GameDate
        let identity: CandidateIdentity
        let values: FeatureValues

        init(date: GameDate, identity: CandidateIdentity, values: FeatureValues) {
            self.date = date
            self.identity = identity
            self.values = values
        }
    }

    package static func rows(_ day: AsOfDay<Self>) -> AsOfRows<Row> {
        var candidates = PlayerCursor(day.rows(Candidate.self)) { $0.identity.player }
        let teams = Dictionary(uniqueKeysWithValues: day.rows(Team.self).map { ($0.id, $0.cells) })
        let defenses = Dictionary(uniqueKeysWithValues: day.rows(Defense.self).map { ($0.id, $0.cells) })
        var shooting = PlayerCursor(day.rows(Shooting.self)) { $0.player }
        var cache = PlayerCursor(day.rows(Cache.self)) { $0.player }
        let all = day.rows(Factors.self)
        var writer = FeatureWriter(rows: all.count)
        var identities: [CandidateIdentity] = []
        identities.reserveCapacity(all.count)
        for factors in all {
            let past = day.player(factors.player)
            let latest = past.career
            guard let candidate = candidates.row(of: factors.player), let last = latest.last else { continue }
            let recent = past.last(10)
            writer.append(cache.row(of: factors.player)?.cells, types.cache)
            writer.append(candidate.cells, types.context)
            writer.append(factors.cells, types.factors)
            writer.append(shooting.row(of: factors.player)?.cells, types.shooting)
            writer.append(defenses[factors.opponent], types.defense)
            writer.append(teams[candidate.identity.team], types.team)
            writer.append(Double(candidate.phase))
            writer.append(last.career.points.mean)
            writer.append(last.career.minutes.mean)
            writer.append(trend(recent))
            writer.append(Double(last.career.games))
            writer.append(Double(day.date - latest.date(latest.count - 1)))
            identities.append(candidate.identity)
        }
        let matrix = writer.matrix
        var result = AsOfRows<Row>()
        result.rows = identities.enumerated().map { row, identity in
            Row(date: day.date, identity: identity, values: FeatureValues(matrix, row: row))
        }
        return result
    }

    /// Mean minutes of the last 3 minus those of the last 10 games; nil without games.
    private static func trend(_ games: Window<PlayerGame>) -> Double? {
        var (short, long) = (MeanSum(), MeanSum())
        for index in games.indices {
            long.add(games[index].seconds)
            if games.count - index <= 3 { short.add(games[index].seconds) }
        }
        guard let three = short.mean, let ten = long.mean else { return nil }
        return (three - ten) / 60
    }

    package static func fault(_ row: Row) -> String? {
        for (place, range) in ranges.enumerated() {
            guard let value = row.values[place], !range.contains(value) else { continue }
            return "\(FeatureCatalog.all[place].name) of player \(row.identity.player) is \(value), outside "
                + "\(range.lowerBound) to \(range.upperBound)"
        }
        return nil
    }

    private static let ranges = FeatureCatalog.all.map(\.range)

    package static let columns: [ColumnRule<Row>] =
        CandidateIdentity.columns(date: "game_date", { $0.date }, { $0.identity })
        + FeatureCatalog.all.enumerated().map { $1.rule(at: $0) } + [
            .real("features_available", unit: "0-1", "share of the features that are known") {
                Double($0.values.known) / Double($0.values.count)
            }
        ]
}

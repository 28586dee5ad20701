import Basketball
import Planning

/// A row of 3.5 as the tables of stage 4 read it: who, for whom, in which game.
package protocol CandidateRow: SameDayRow {
    var identity: CandidateIdentity { get }
}

extension CandidateRow {
    package static var table: String { UpcomingPlayerGameContext.name }
}

/// What every player table of stage 4 carries.
package struct CandidateIdentity: Sendable {
    package static let columns = ["player_id", "game_id", "season", "team_id", "player_lookup"]
    let player: Int
    let game: Int
    let season: String
    let team: Int
    let lookup: String

    /// Reads the columns above from the first on.
    init(_ cells: InputCells) {
        player = cells.integer(0) ?? 0
        game = cells.integer(1) ?? 0
        season = cells.text(2) ?? ""
        team = cells.integer(3) ?? 0
        lookup = cells.text(4) ?? ""
    }

    /// The first columns of a player table.
    static func columns<Row: AnyObject>(
        date column: String, _ date: @escaping @Sendable (Row) -> GameDate,
        _ identity: @escaping @Sendable (Row) -> CandidateIdentity
    ) -> [ColumnRule<Row>] {
        [
            .date(column) { date($0) },
            .integer("player_id") { identity($0).player },
            .gameNumber("game_id") { identity($0).game },
            .text("season") { identity($0).season },
            .integer("team_id") { identity($0).team },
            .text("player_lookup", "of the latest appearance") { identity($0).lookup },
        ]
    }
}

/// Finds rows by player in a list sorted by player, each search behind the last.
struct PlayerCursor<Row> {
    private let rows: [Row]
    private let id: (Row) -> Int
    private var at = 0

    init(_ rows: [Row], id: @escaping (Row) -> Int) {
        self.rows = rows
        self.id = id
    }

    /// The row of a player; players are asked for in ascending order.
    mutating func row(of player: Int) -> Row? {
        while at < rows.count, id(rows[at]) < player { at += 1 }
        return at < rows.count && id(rows[at]) == player ? rows[at] : nil
    }
}

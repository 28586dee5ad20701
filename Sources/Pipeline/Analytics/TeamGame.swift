import Basketball

/// A team in a final game: what a row of the team summaries is made of.
package final class TeamGame: Sendable {
    package let box: GameBox
    package let own: TeamSide
    package let other: TeamSide

    init(box: GameBox, own: TeamSide, other: TeamSide) {
        self.box = box
        self.own = own
        self.other = other
    }

    /// Both teams of every game, in the order of game and team ids.
    static func all(_ day: GameDay) -> [TeamGame] {
        day.games.flatMap { box in
            [TeamGame(box: box, own: box.home, other: box.away), TeamGame(box: box, own: box.away, other: box.home)]
                .sorted { $0.own.teamID < $1.own.teamID }
        }
    }

    /// Quality of a side's own row.
    func issues(of side: TeamSide) -> QualityIssues {
        box.hasZones ? side.issues : side.issues.union(.shotZonesUnavailable)
    }

    /// The common keys of 3.1 and 3.2.
    static let keys: [ColumnRule<TeamGame>] = [
        .gameID("game_id") { $0.box.id },
        .date("game_date", "league date") { $0.box.date },
        .text("season") { $0.box.seasonName },
        .text("season_type") { $0.box.id.seasonType.rawValue },
        .integer("team_id") { $0.own.teamID },
        .text("team", "tricode") { $0.own.team },
        .integer("opponent_team_id") { $0.other.teamID },
        .text("opponent", "tricode") { $0.other.team },
        .boolean("is_home", "at a neutral site the designated home team") { $0.own.isHome },
        .boolean("won", nullable: true) { $0.own.won },
    ]
}

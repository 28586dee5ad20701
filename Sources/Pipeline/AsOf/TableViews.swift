import Planning

/// What one table sees of the past.
final class TableViews<Table: AsOfTable>: Sendable {
    let players: PastParts<Table.PlayerGame>
    let teams: PastParts<Table.TeamGame>

    init(_ material: HistoryMaterial) async throws {
        let index = material.index
        func firstSeason(_ scope: TableInput.Scope) -> Int { scope == .seasonBefore ? material.firstSeason : .min }
        players = try await PastParts(
            Table.PlayerGame.self == NoPlayerGames.self ? .none : index.players,
            from: firstSeason(Table.PlayerGame.scope), isOfPlayers: true, workers: material.workers
        ) { kept in
            let (own, team) = (Table.PlayerGame.playerColumns, Table.PlayerGame.teamColumns)
            var rows = InputRows(rows: kept.ofRows.count, width: own.count + team.count)
            rows.fill(material.players, own, at: 0, sources: kept.ofRows.map { index.players.rows[Int($0)] })
            if team.isEmpty { return rows }
            let games = kept.ofRows.map { entry in
                let game = index.teamGameOfAppearance[Int(entry)]
                return game < 0 ? -1 : index.teams.rows[Int(game)]
            }
            rows.fill(material.offense, team, at: own.count, sources: games)
            return rows
        }
        if let twin = material.twin?.views(Table.self) {
            teams = twin.teams
            return
        }
        teams = try await PastParts(
            Table.TeamGame.self == NoTeamGames.self ? .none : index.teams, from: firstSeason(Table.TeamGame.scope),
            isOfPlayers: false, workers: material.workers
        ) { kept in
            let (offense, defense) = (Table.TeamGame.offenseColumns, Table.TeamGame.defenseColumns)
            let games = kept.ofRows.map { index.teams.rows[Int($0)] }
            var rows = InputRows(rows: games.count, width: offense.count + defense.count)
            rows.fill(material.offense, offense, at: 0, sources: games)
            if !defense.isEmpty {
                let opponents = games.map { material.defenseRows[Int($0)] }
                rows.fill(material.defense, defense, at: offense.count, sources: opponents)
            }
            return rows
        }
    }
}

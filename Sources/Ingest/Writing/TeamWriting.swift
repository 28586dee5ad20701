import Basketball
import Storage

extension ImportSession {
    /// A team's names at a game.
    private struct Named {
        let tricode: String
        let fullName: String
        let date: GameDate
        let game: GameID
    }

    /// Keeps each team's tricode, city and nickname as its latest game has them.
    mutating func writeTeams(_ rows: [BoxScoreRow], _ schedule: [ScheduleRow]) async throws {
        var latest: [Int: Named] = [:]
        func take(_ team: Int, _ named: Named) {
            guard !named.fullName.isEmpty else { return }
            if let other = latest[team], (named.date, named.game) <= (other.date, other.game) { return }
            latest[team] = named
        }
        for row in rows {
            guard let date = row.date ?? games[row.game.number]?.date else { continue }
            take(row.teamID, Named(tricode: row.team, fullName: row.name, date: date, game: row.game))
        }
        for row in schedule where row.game.seasonType.isCovered && games[row.game.number] != nil {
            take(row.home, Named(tricode: row.homeTeam, fullName: row.homeName, date: row.date, game: row.game))
            take(row.away, Named(tricode: row.awayTeam, fullName: row.awayName, date: row.date, game: row.game))
        }
        guard !latest.isEmpty else { return }
        let names = RawTable.teams.columns.map(\.name)
        let stored = try await transaction.scan(RawTable.teams, columns: names, .all)
        let rowOf = Dictionary(uniqueKeysWithValues: zip(stored["team_id"].integers, 0..<stored.count))
        var writer = RowWriter(RawTable.teams.columns)
        for team in latest.keys.sorted() {
            guard let named = latest[team] else { continue }
            let old = rowOf[team]
            let (city, nickname) = TeamName.parts(named.fullName)
            let same =
                old.map {
                    [stored["tricode"].texts[$0], stored["city"].texts[$0], stored["nickname"].texts[$0]]
                        == [named.tricode, city, nickname]
                } ?? false
            let older = old.map { stored["as_of"].integers[$0] >= named.date.dayNumber } ?? false
            report.update("teams") {
                $0.rowsIn += 1
                if old == nil { $0.new += 1 } else if same || older { $0.unchanged += 1 } else { $0.corrected += 1 }
            }
            if older { continue }
            writer.put(team)
            writer.put(named.tricode)
            writer.put(city)
            writer.put(nickname)
            writer.put(named.date)
            writer.endRow()
            if let old, !same {
                corrections.add(RawTable.teams, writer.batch, writer.batch.count - 1, stored: stored, old)
            }
        }
        if !writer.batch.isEmpty { try await apply([.upsert(RawTable.teams, writer.batch)]) }
    }
}

/// A team's full name in its two parts.
enum TeamName {
    /// `Los Angeles Lakers` -> `Los Angeles`, `Lakers`. The nickname is the last word, but for the Trail Blazers.
    static func parts(_ name: String) -> (city: String, nickname: String) {
        let words = name.split(separator: " ")
        let count = name.hasSuffix("Trail Blazers") ? 2 : 1
        guard words.count > count else { return ("", name) }
        return (words.dropLast(count).joined(separator: " "), words.suffix(count).joined(separator: " "))
    }
}

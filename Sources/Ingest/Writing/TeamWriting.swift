import Basketball
import Storage

extension ImportSession {
    /// Keeps each team's tricode, city and nickname as its latest game has them.
    mutating func writeTeams(_ rows: [LogRow]) async throws {
        var latest: [Int: LogRow] = [:]
        for row in rows {
            guard let other = latest[row.teamID] else {
                latest[row.teamID] = row
                continue
            }
            if (row.date, row.game) > (other.date, other.game) { latest[row.teamID] = row }
        }
        let names = RawTable.teams.columns.map(\.name)
        let stored = try await transaction.scan(RawTable.teams, columns: names, .all)
        let rowOf = Dictionary(uniqueKeysWithValues: zip(stored["team_id"].integers, 0..<stored.count))
        var writer = RowWriter(RawTable.teams.columns)
        for team in latest.keys.sorted() {
            guard let row = latest[team] else { continue }
            let old = rowOf[team]
            let (city, nickname) = TeamName.parts(row.name)
            let same =
                old.map {
                    [stored["tricode"].texts[$0], stored["city"].texts[$0], stored["nickname"].texts[$0]]
                        == [row.team, city, nickname]
                } ?? false
            let older = old.map { stored["as_of"].integers[$0] >= row.date.dayNumber } ?? false
            report.update("teams") {
                $0.rowsIn += 1
                if old == nil { $0.new += 1 } else if same || older { $0.unchanged += 1 } else { $0.corrected += 1 }
            }
            if older { continue }
            writer.put(team)
            writer.put(row.team)
            writer.put(city)
            writer.put(nickname)
            writer.put(row.date)
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

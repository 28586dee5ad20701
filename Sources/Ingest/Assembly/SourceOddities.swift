import Basketball

/// What is odd in the sources although every line keeps its rules; reported, never changed.
enum SourceOddities {
    static func notes(
        teams: [BoxScoreRow], players: [BoxScoreRow], games: [Int: GameRecord], touched: Set<Season>,
        withoutHome: [Int]
    ) -> [String] {
        var notes: [String] = []
        let neutral = Set(teams.map(\.game.number)).count { games[$0]?.neutral == true }
        if neutral > 0 {
            notes.append(
                "\(neutral) games at a neutral site ('@' in both rows): the second team is the designated home team")
        }
        if !withoutHome.isEmpty {
            notes.append(
                "\(withoutHome.count) games at a neutral site of which no source says who counts as the home team: taken "
                    + "to be the one with the lower id, such as in \(GameID.text(withoutHome.min() ?? 0))")
        }
        var sums: [StoredLines.Key: (plusMinus: Int?, points: Int?)] = [:]
        for row in players where row.minutes != nil || row.stats.hasAnyCount {
            let key = StoredLines.Key(game: row.game.number, id: row.teamID)
            let before = sums[key] ?? (0, 0)
            sums[key] = (add(before.plusMinus, row.stats[.plusMinus]), add(before.points, row.stats[.points]))
        }
        let odd = sums.values.count { ($0.plusMinus ?? 0) % 5 != 0 }
        if odd > 0 {
            notes.append(
                "\(odd) team-games whose players' plus-minus does not sum to a multiple of five; kept as they are")
        }
        let points = teams.count { row in
            guard let sum = sums[StoredLines.Key(game: row.game.number, id: row.teamID)]?.points else { return false }
            return sum != row.stats[.points]
        }
        if points > 0 {
            notes.append("\(points) team-games whose players' points differ from the team's: team_total_mismatch")
        }
        for season in touched.sorted() {
            let dates = games.values.filter { $0.id.season == season && $0.id.seasonType == .regularSeason }.map(\.date)
            if let first = dates.min(), let listed = season.listedStart, first != listed {
                notes.append("season \(season) starts on \(listed) by the published list, on \(first) by the games")
            }
        }
        return notes
    }

    private static func add(_ a: Int?, _ b: Int?) -> Int? {
        guard let a, let b else { return nil }
        return a + b
    }
}

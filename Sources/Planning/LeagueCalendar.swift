import Basketball
import Storage

/// What is known of a league date: the games on it and how much there is to read of them.
package struct DayFacts: Sendable, Hashable {
    /// A final game of a covered type.
    package struct Game: Sendable, Hashable {
        package let id: Int
        package let playerRows: Int
        /// Order-free sum of the hashes of everything stored of the game.
        package let contentSum: Int
    }

    package let date: GameDate
    /// Final games, in the order of their ids.
    package internal(set) var finals: [Game] = []
    /// Covered games that are not final.
    package internal(set) var pending: [Int] = []
    /// Digits 1-3 of the ids of games that no table covers, each once, in order.
    package internal(set) var excludedTypes: [String] = []

    init(_ date: GameDate) { self.date = date }
}

/// The loaded games by date, and from when to when each season has any.
package struct LeagueCalendar: Sendable {
    private var days: [GameDate: DayFacts] = [:]
    /// First and last date with a covered game of each loaded season.
    package private(set) var seasons: [Season: DateRange] = [:]

    package init(_ warehouse: any Warehouse) async throws {
        _ = try await warehouse.prepare([RawTable.games, RawTable.gameInputs])
        async let games = warehouse.scan(RawTable.games, columns: ["game_id", "game_date", "status"], .all)
        async let inputs = warehouse.scan(
            RawTable.gameInputs, columns: ["game_id", "player_rows", "content_sum"], .all)
        self.init(games: try await games, inputs: try await inputs)
    }

    init(games: ColumnBatch, inputs: ColumnBatch) {
        let inputRows = Dictionary(uniqueKeysWithValues: zip(inputs["game_id"].integers, 0..<inputs.count))
        let playerRows = inputs["player_rows"].integers
        let sums = inputs["content_sum"].integers
        let dates = games["game_date"].integers
        let statuses = games["status"].texts
        for (row, number) in games["game_id"].integers.enumerated() {
            guard let id = GameID(number: number) else { continue }
            let date = GameDate(dayNumber: dates[row])
            var day = days[date] ?? DayFacts(date)
            if !id.seasonType.isCovered {
                let type = String("\(id)".prefix(3))
                if !day.excludedTypes.contains(type) { day.excludedTypes.append(type) }
            } else {
                if statuses[row] == "final", let input = inputRows[number] {
                    day.finals.append(
                        DayFacts.Game(id: number, playerRows: playerRows[input], contentSum: sums[input]))
                } else {
                    day.pending.append(number)
                }
                let known = seasons[id.season]
                seasons[id.season] = DateRange(min(known?.first ?? date, date), max(known?.last ?? date, date))
            }
            days[date] = day
        }
    }

    /// First to last loaded date; nil when nothing is loaded.
    package var span: DateRange? {
        guard let first = seasons.values.map(\.first).min(), let last = seasons.values.map(\.last).max() else {
            return nil
        }
        return DateRange(first, last)
    }

    package func day(_ date: GameDate) -> DayFacts { days[date] ?? DayFacts(date) }

    /// Why no rows are expected on a date without final games.
    package func absence(_ date: GameDate) -> String {
        let day = day(date)
        if !day.pending.isEmpty { return "no_final_games(\(day.pending.count) not final)" }
        if !day.excludedTypes.isEmpty {
            return "excluded_season_type(\(day.excludedTypes.sorted().joined(separator: ";")))"
        }
        if seasons.values.contains(where: { $0.contains(date) }) { return "no_games" }
        let season = Season(containing: date)
        return seasons[season] == nil ? "not_loaded(\(season))" : "off_season"
    }

    /// The parts of a range for whose seasons nothing is loaded.
    package func unloaded(in range: DateRange) -> [Season] {
        let first = Season(containing: range.first).startYear
        let last = Season(containing: range.last).startYear
        return (first...last).map { Season(startYear: $0) }.filter { seasons[$0] == nil }
    }
}

extension Season {
    /// The season whose year, from July to June, holds a date.
    fileprivate init(containing date: GameDate) {
        let (year, month, _) = date.civil
        self.init(startYear: month >= 7 ? year : year - 1)
    }
}

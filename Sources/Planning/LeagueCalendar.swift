import Basketball
import Storage

/// The loaded games by date, and from when to when each season has any.
package struct LeagueCalendar: Sendable {
    private var days: [Int: DayFacts] = [:]
    /// First and last date with a covered game of each loaded season.
    package private(set) var seasons: [Season: DateRange] = [:]
    private var firstGames: [Season: GameDate] = [:]
    private var scheduledStarts: [Season: GameDate] = [:]
    /// Order-free sum of the hashes of what is known of persons.
    package private(set) var peopleSum = 0

    package init(_ warehouse: any Warehouse) async throws {
        async let games = warehouse.scan(RawTable.games, columns: LeagueCalendar.columns, .all)
        async let inputs = warehouse.scan(
            RawTable.gameInputs, columns: ["game_id", "player_rows", "content_sum"], .all)
        async let lines = warehouse.scan(RawTable.lineInputs, columns: ["game_date", "content_sum"], .all)
        async let people = warehouse.scan(RawTable.players, columns: ["content_hash"], .all)
        async let refused = warehouse.scan(ProvenanceTable.quarantinedLines, columns: ["game_id"], .all)
        self.init(games: try await games, inputs: try await inputs, quarantined: try await refused)
        let (lineRows, peopleRows) = (try await lines, try await people)
        for (day, sum) in zip(lineRows["game_date"].integers, lineRows["content_sum"].integers) {
            days[day, default: DayFacts(GameDate(dayNumber: day))].linesSum = sum
        }
        peopleSum = peopleRows["content_hash"].integers.reduce(0, &+)
    }

    private static let columns = [
        "game_id", "game_date", "status", "home_team_id", "away_team_id", "home_team", "away_team", "tipoff_utc",
        "origin",
    ]

    private init(games: ColumnBatch, inputs: ColumnBatch, quarantined: ColumnBatch) {
        let refused = quarantined["game_id"].integers.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let inputRows = Dictionary(uniqueKeysWithValues: zip(inputs["game_id"].integers, 0..<inputs.count))
        let playerRows = inputs["player_rows"].integers
        let sums = inputs["content_sum"].integers
        let dates = games["game_date"].integers
        let statuses = games["status"].texts
        let (homes, aways) = (games["home_team_id"].integers, games["away_team_id"].integers)
        let (homeTeams, awayTeams) = (games["home_team"].texts, games["away_team"].texts)
        let (tipoffs, origins) = (games["tipoff_utc"], games["origin"].texts)
        for (row, number) in games["game_id"].integers.enumerated() {
            guard let id = GameID(number: number) else { continue }
            let date = GameDate(dayNumber: dates[row])
            var day = days[dates[row]] ?? DayFacts(date)
            defer { days[dates[row]] = day }
            guard id.seasonType.isCovered else {
                let type = String("\(id)".prefix(3))
                if !day.excludedTypes.contains(type) { day.excludedTypes.append(type) }
                continue
            }
            let status = statuses[row]
            guard status == "final" || status == "scheduled" else {
                day.calledOff.append(number)
                continue
            }
            let input = inputRows[number]
            // Part of the sum, so that a line that comes or goes in quarantine makes the date another.
            let quarantinedRows = refused[number] ?? 0
            day.games.append(
                DayFacts.Game(
                    id: number, home: homes[row], away: aways[row], homeTeam: homeTeams[row], awayTeam: awayTeams[row],
                    tipoff: tipoffs.text(row), isFinal: status == "final" && input != nil,
                    playerRows: input.map { playerRows[$0] } ?? 0, quarantinedRows: quarantinedRows,
                    contentSum: (input.map { sums[$0] } ?? 0) &+ quarantinedRows &* 0x9E37_79B9_7F4A))
            let season = id.season
            let known = seasons[season]
            seasons[season] = DateRange(min(known?.first ?? date, date), max(known?.last ?? date, date))
            guard id.seasonType == .regularSeason else { continue }
            firstGames[season] = min(firstGames[season] ?? date, date)
            if origins[row] == "schedule" { scheduledStarts[season] = min(scheduledStarts[season] ?? date, date) }
        }
    }

    /// First to last loaded date; nil when nothing is loaded.
    package var span: DateRange? {
        guard let first = seasons.values.map(\.first).min(), let last = seasons.values.map(\.last).max() else {
            return nil
        }
        return DateRange(first, last)
    }

    /// The date of a season's first regular-season game: by the schedule where one is loaded, else by the published list,
    /// since the loaded games may begin later, else by the games.
    ///
    /// A schedule may be of the games to come alone: one that begins behind games that are loaded says nothing of the start.
    package func start(of season: Season) -> GameDate? {
        guard let first = firstGames[season], let scheduled = scheduledStarts[season], scheduled <= first else {
            return season.listedStart ?? firstGames[season]
        }
        return scheduled
    }

    package func day(_ date: GameDate) -> DayFacts { days[date.dayNumber] ?? DayFacts(date) }

    /// Every date with a final or scheduled game, in order.
    package var gameDates: [GameDate] {
        days.values.lazy.filter { !$0.games.isEmpty }.map(\.date).sorted()
    }

    /// The season that a date belongs to: the loaded one whose games span it, else the one whose year holds it.
    package func season(of date: GameDate) -> Season {
        seasons.first { $0.value.contains(date) }?.key ?? Season(containing: date)
    }

    /// The day after the last game of all earlier seasons: nothing of a season is dated before it, and rows that a moved
    /// game left behind its season's first date are not missed.
    package func scopeStart(of season: Season) -> GameDate {
        let earlier = seasons.filter { $0.key < season }.map(\.value.last).max()
        return earlier.map { $0 + 1 } ?? GameDate(dayNumber: 0)
    }

    /// Why no rows are expected on a date.
    package func absence(_ date: GameDate) -> String {
        let day = day(date)
        if !day.finals.isEmpty { return "no_box_scores(\(day.finals.count) games)" }
        if !day.games.isEmpty { return "no_final_games(\(day.games.count) not final)" }
        if !day.calledOff.isEmpty { return "no_final_games(\(day.calledOff.count) postponed or cancelled)" }
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

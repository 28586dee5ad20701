import Basketball
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// The league that the leak museum stands in, made once for the suite and removed behind it: two seasons, with lines
/// captured before and after tip-off on the dates that are proved.
struct MuseumHouse: SuiteTrait, TestScoping {
    let lab: Lab?
    let states: UnitStates?
    let dates: [GameDate]

    init() { (lab, states, dates) = (nil, nil, []) }

    private init(_ lab: Lab, _ states: UnitStates, _ dates: [GameDate]) {
        (self.lab, self.states, self.dates) = (lab, states, dates)
    }

    @TaskLocal private static var house = MuseumHouse()

    /// The house of the running suite.
    static func opened() throws -> (lab: Lab, states: UnitStates, dates: [GameDate]) {
        (try #require(house.lab), try #require(house.states), house.dates)
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let lab = try await Lab.simulated(
            LeagueOptions(
                seed: 41, seasons: [Season(startYear: 2022), Season(startYear: 2023)], teams: 6, gamesPerTeam: 16))
        let calendar = try await lab.states().calendar
        // Behind the bootstrap days of each season, so that every table has rows.
        let dates = [calendar.gameDates[13], calendar.gameDates[27], calendar.gameDates[30]]
        for date in dates { try await plant(lab, calendar.day(date)) }
        try await lab.backfill()
        let house = MuseumHouse(lab, try await lab.states(), dates)
        try await MuseumHouse.$house.withValue(house) { try await function() }
    }

    private func plant(_ lab: Lab, _ day: DayFacts) async throws {
        let ids = try await lab.rows(RawTable.players)["player_id"].integers
        var lines: [PlantedLine] = []
        for (place, player) in ids.enumerated() {
            let line = 8.5 + Double(place % 20)
            lines.append(PlantedLine(player, line, at: "\(day.date)T10:00:00Z"))
            lines.append(PlantedLine(player, line + 7, at: "\(day.date + 1)T04:00:00Z"))
        }
        var games: [PlantedGameLine] = []
        for game in day.games {
            guard let id = GameID(number: game.id) else { continue }
            games.append(PlantedGameLine(id, -3.5, 220.5, at: "\(day.date)T10:00:00Z"))
            games.append(PlantedGameLine(id, -8.5, 240.5, at: "\(day.date + 1)T04:00:00Z"))
        }
        try await lab.plant(day.date, lines, games)
    }
}

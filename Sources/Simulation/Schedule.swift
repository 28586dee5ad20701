import Basketball

/// Who plays whom when: rounds of the circle method, one a date, with days of rest in between.
struct Schedule {
    /// A game before it is played.
    struct Fixture {
        let id: GameID
        let date: GameDate
        let home: Int
        let away: Int
        let isNeutral: Bool
    }

    let fixtures: [Fixture]

    init(_ season: Season, _ options: LeagueOptions, _ random: inout SeededGenerator) {
        var date = season.listedStart ?? GameDate(dayNumber: Schedule.october(season.startYear))
        var fixtures: [Fixture] = []
        for round in 0..<options.gamesPerTeam {
            for (place, pair) in Schedule.pairs(options.teams, round: round).enumerated() {
                let number = fixtures.count + 1
                guard let id = GameID(number: 20_000_000 + season.startYear % 100 * 100_000 + number) else { continue }
                let neutral = options.defects.contains(.neutralSites) && place == 0 && (round == 3 || round == 7)
                fixtures.append(
                    Fixture(id: id, date: date, home: pair.home, away: pair.away, isNeutral: neutral))
            }
            // One round in eight is the second of two nights in a row; February has a week without games.
            let rest = random.chance(125) ? 1 : random.chance(700) ? 2 : 3
            date = date + (round * 2 == options.gamesPerTeam + 8 ? 7 : rest)
        }
        self.fixtures = fixtures
    }

    /// Round-robin pairs; home and away change from round to round.
    private static func pairs(_ teams: Int, round: Int) -> [(home: Int, away: Int)] {
        let turns = teams - 1
        let turn = round % turns
        let swapped = round / turns % 2 == 1
        return (0..<(teams / 2)).map { place in
            let a = place == 0 ? turns : (turn + place) % turns
            let b = place == 0 ? turn : (turn - place + turns) % turns
            return ((turn + place) % 2 == 0) != swapped ? (a, b) : (b, a)
        }
    }

    /// 22 October, for seasons that the list of starts does not have.
    private static func october(_ year: Int) -> Int { GameDate(year: year, month: 10, day: 22)?.dayNumber ?? 0 }
}

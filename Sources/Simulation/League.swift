import Basketball

/// A simulated team and its players.
package struct SimulatedTeam: Sendable {
    package let id: Int
    package let code: String
    package let name: String
    package let city: String
    package let players: [SimulatedPlayer]
}

/// A simulated player and what he tends to do.
package struct SimulatedPlayer: Sendable {
    package let id: Int
    package let firstName: String
    package let lastName: String
    package let birthdate: GameDate
    package let heightInches: Int
    package let position: String
    /// Weight of his minutes and of his shots among the team's.
    let minutesWeight: Int
    let shotWeight: Int
    /// Added to the chance of every shot, in thousandths.
    let touch: Int
    /// Weights of shots at the rim, elsewhere in the paint, from mid-range and from three.
    let shotProfile: [Int]

    package var name: String { "\(firstName) \(lastName)" }
}

/// Teams and rosters, the same in all seasons.
struct League {
    let teams: [SimulatedTeam]

    init(_ options: LeagueOptions, _ random: inout SeededGenerator) {
        var usedNames: Set<String> = []
        // Born so that the youngest is 18 when 2022-23 starts, or the first season where that is earlier.
        let first = min(options.seasons.map(\.startYear).min() ?? 2022, 2022)
        let births = (7_300 - 365 * (2022 - first))...(12_700 - 365 * (2022 - first))
        teams = (0..<options.teams).map { index in
            let (code, city, nickname) = FictionalNames.teams[index]
            let players = (0..<13).map { place in
                League.player(id: 900_001 + index * 13 + place, place: place, births, &usedNames, &random)
            }
            return SimulatedTeam(
                id: 1_710_612_701 + index, code: code, name: "\(city) \(nickname)", city: city, players: players)
        }
    }

    private static func player(
        id: Int, place: Int, _ births: ClosedRange<Int>, _ used: inout Set<String>, _ random: inout SeededGenerator
    ) -> SimulatedPlayer {
        var first = ""
        var last = ""
        repeat {
            first = FictionalNames.first[random.integer(0...(FictionalNames.first.count - 1))]
            last = FictionalNames.last[random.integer(0...(FictionalNames.last.count - 1))]
        } while !used.insert(first + last).inserted
        let position = ["Guard", "Forward", "Center"][place % 3]
        let threes = position == "Center" ? 15 : 42
        return SimulatedPlayer(
            id: id, firstName: first, lastName: last,
            birthdate: GameDate(dayNumber: random.integer(births)),
            heightInches: random.integer(72...80) + (position == "Center" ? 5 : 0), position: position,
            minutesWeight: max(6, 36 - 3 * place), shotWeight: max(8, 30 - 2 * place + random.integer(-4...8)),
            touch: random.integer(-35...45),
            shotProfile: [32 + random.integer(-8...8), 20, 12 + random.integer(-6...10), threes])
    }
}

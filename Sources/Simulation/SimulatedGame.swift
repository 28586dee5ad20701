import Basketball

/// A played game: two teams' lines and shots that agree with each other in every identity of a box score.
package struct SimulatedGame: Sendable {
    package let id: GameID
    package let date: GameDate
    package let isNeutral: Bool
    package let home: Side
    package let away: Side
    let shots: [(team: SimulatedTeam, shot: ShotMaker.Shot)]

    /// A player's line.
    package struct Line: Sendable {
        package let player: SimulatedPlayer
        package let seconds: Int
        package var stats: CountingStats
    }

    /// A team's lines.
    package struct Side: Sendable {
        package let team: SimulatedTeam
        package var lines: [Line]
        package var won: Bool

        /// Sum of the lines; plus-minus is the players' sum over five, as the league has it.
        package var total: CountingStats {
            var sum = lines.map(\.stats).reduce(.zero, +)
            sum[.plusMinus] = nil
            return sum
        }

        /// The players' plus-minus, summed.
        var plusMinusSum: Int { lines.reduce(0) { $0 + ($1.stats[.plusMinus] ?? 0) } }
        /// Whole minutes, each rounded before they are summed: 239 to 242 without overtime.
        var minutes: Int { lines.reduce(0) { $0 + ($1.seconds + 30) / 60 } }
    }

    /// Plays a fixture.
    init(_ fixture: Schedule.Fixture, _ league: League, _ defects: Defects, _ random: inout SeededGenerator) {
        let overtimes = random.chance(60) ? (random.chance(100) ? 2 : 1) : 0
        var sides = [league.teams[fixture.home], league.teams[fixture.away]].map { team in
            Play.side(team, overtimes: overtimes, &random)
        }
        // No game ends level: one more free throw.
        let level = sides[0].side.total[.points] == sides[1].side.total[.points]
        if level { Play.addFreeThrow(&sides[random.integer(0...1)].side) }
        let margin = (sides[0].side.total[.points] ?? 0) - (sides[1].side.total[.points] ?? 0)
        for index in 0...1 {
            sides[index].side.won = (margin > 0) == (index == 0)
            Play.setPlusMinus(&sides[index].side, margin: index == 0 ? margin : -margin, &random)
            if defects.contains(.oddPlusMinus), random.chance(30) { Play.spoilPlusMinus(&sides[index].side) }
        }
        id = fixture.id
        date = fixture.date
        isNeutral = fixture.isNeutral
        home = sides[0].side
        away = sides[1].side
        let timed = sides.flatMap { part in part.shots.map { (part.side.team, $0) } }.map { team, shot in
            (team: team, shot: Play.timed(shot, overtimes: overtimes, &random))
        }
        shots = timed.enumerated().sorted { a, b in
            let left = (a.element.shot.period, -a.element.shot.secondsLeft, a.offset)
            return left < (b.element.shot.period, -b.element.shot.secondsLeft, b.offset)
        }.map(\.element)
    }
}

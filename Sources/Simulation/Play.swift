import Basketball

/// How a team's box score comes about.
enum Play {
    /// A team's lines and shots.
    static func side(
        _ team: SimulatedTeam, overtimes: Int, _ random: inout SeededGenerator
    ) -> (side: SimulatedGame.Side, shots: [ShotMaker.Shot]) {
        let total = (240 + 25 * overtimes) * 60
        let active = random.integer(9...11)
        let chosen = Array(random.shuffled(Array(team.players.dropFirst(5))).prefix(active - 5))
        let players = Array(team.players.prefix(5)) + chosen
        var seconds = minutes(players, total, limit: (42 + 5 * overtimes) * 60, &random)
        // Now and then somebody comes in for the last few seconds.
        if random.chance(80), let last = seconds.indices.last,
            let most = seconds.indices.max(by: { seconds[$0] < seconds[$1] })
        {
            seconds[most] += seconds[last] - 20
            seconds[last] = 20
            if seconds[most] > (47 + 5 * overtimes) * 60 { seconds = minutes(players, total, limit: 42 * 60, &random) }
        }
        let attempts = random.around(88, 12) * total / 14_400
        let weights = zip(players, seconds).map { $1 < 60 ? 0 : $0.shotWeight * $1 / 60 }
        var stats = players.map { _ in CountingStats.zero }
        var shots: [ShotMaker.Shot] = []
        for _ in 0..<attempts {
            let shooter = random.pick(weights: weights)
            let shot = ShotMaker.shot(players[shooter], &random)
            shots.append(shot)
            count(shot, &stats[shooter])
        }
        for _ in 0..<random.around(22, 10) {
            let shooter = random.pick(weights: weights)
            add(&stats[shooter], .freeThrowAttempts)
            if random.chance(770) {
                add(&stats[shooter], .freeThrowMakes)
                add(&stats[shooter], .points)
            }
        }
        let others: [(Stat, Int, Int)] = [
            (.offensiveRebounds, 10, 5), (.defensiveRebounds, 33, 7), (.assists, 26, 7), (.steals, 7, 4),
            (.blocks, 5, 4),
            (.turnovers, 13, 6), (.personalFouls, 19, 6),
        ]
        for (stat, center, spread) in others {
            for _ in 0..<max(0, random.around(center, spread)) {
                let player = random.pick(weights: seconds.map { $0 < 60 ? 0 : $0 })
                if stat == .personalFouls, (stats[player][stat] ?? 0) >= 6 { continue }
                add(&stats[player], stat)
            }
        }
        let lines = zip(players, zip(seconds, stats)).map {
            SimulatedGame.Line(player: $0, seconds: $1.0, stats: $1.1)
        }
        return (SimulatedGame.Side(team: team, lines: lines, won: false), shots)
    }

    /// Seconds that sum to the whole, none above the limit.
    private static func minutes(
        _ players: [SimulatedPlayer], _ total: Int, limit: Int, _ random: inout SeededGenerator
    ) -> [Int] {
        let weights = players.map { $0.minutesWeight + random.integer(0...10) }
        let sum = weights.reduce(0, +)
        var seconds = weights.map { min(limit, total * $0 / sum) }
        var rest = total - seconds.reduce(0, +)
        while rest > 0 {
            for index in seconds.indices where rest > 0 && seconds[index] < limit {
                let more = min(rest, 60, limit - seconds[index])
                seconds[index] += more
                rest -= more
            }
        }
        return seconds
    }

    private static func count(_ shot: ShotMaker.Shot, _ stats: inout CountingStats) {
        add(&stats, .fieldGoalAttempts)
        if shot.value == 3 { add(&stats, .threeAttempts) }
        guard shot.made else { return }
        add(&stats, .fieldGoalMakes)
        if shot.value == 3 { add(&stats, .threeMakes) }
        add(&stats, .points, shot.value)
    }

    private static func add(_ stats: inout CountingStats, _ stat: Stat, _ amount: Int = 1) {
        stats[stat] = (stats[stat] ?? 0) + amount
    }

    static func addFreeThrow(_ side: inout SimulatedGame.Side) {
        for stat in [Stat.freeThrowAttempts, .freeThrowMakes, .points] { add(&side.lines[0].stats, stat) }
    }

    /// Each player's share, so that they sum to five times the margin.
    static func setPlusMinus(_ side: inout SimulatedGame.Side, margin: Int, _ random: inout SeededGenerator) {
        let total = side.lines.reduce(0) { $0 + $1.seconds }
        var rest = 5 * margin
        for index in side.lines.indices {
            let isLast = index == side.lines.count - 1
            let share = isLast ? rest : 5 * margin * side.lines[index].seconds / total + random.integer(-6...6)
            side.lines[index].stats[.plusMinus] = share
            rest -= share
        }
    }

    static func spoilPlusMinus(_ side: inout SimulatedGame.Side) { add(&side.lines[0].stats, .plusMinus) }

    /// The shot with a time of the game.
    static func timed(
        _ shot: ShotMaker.Shot, overtimes: Int, _ random: inout SeededGenerator
    ) -> ShotMaker.Shot {
        var shot = shot
        let second = random.integer(0...(2880 + 300 * overtimes - 1))
        if second < 2880 {
            shot.period = 1 + second / 720
            shot.secondsLeft = 719 - second % 720
        } else {
            shot.period = 5 + (second - 2880) / 300
            shot.secondsLeft = 299 - (second - 2880) % 300
        }
        return shot
    }
}

import Basketball

/// A mean of whole numbers, of those games that have a value.
struct MeanSum: Sendable {
    private var sum = 0
    private var squares = 0
    private var count = 0

    mutating func add(_ value: Int?) {
        guard let value else { return }
        sum += value
        squares += value * value
        count += 1
    }

    /// Nil without a value.
    var mean: Double? { count > 0 ? Double(sum) / Double(count) : nil }

    /// Sample standard deviation, `sqrt((n sum(x^2) - sum(x)^2) / (n (n - 1)))`, the difference exact in integers; nil with
    /// fewer than two values.
    var deviation: Double? {
        guard count > 1 else { return nil }
        return (Double(count * squares - sum * sum) / Double(count * (count - 1))).squareRoot()
    }
}

/// A player's last ten games, and the last five of them.
struct LastGames: Sendable {
    let games: Int
    private(set) var points = MeanSum()
    private(set) var seconds = MeanSum()
    private(set) var points5 = MeanSum()
    private(set) var seconds5 = MeanSum()
    private(set) var fieldGoals = MeanSum()
    private(set) var threes = MeanSum()
    private(set) var freeThrows = MeanSum()
    private(set) var usage = UsageSums()
    private var shotPoints = 0
    private var shotsHundredths = 0

    init(_ window: Window<PlayerDailyCache.PlayerGame>) {
        games = window.count
        for index in window.indices {
            let game = window[index]
            points.add(game.points)
            seconds.add(game.seconds)
            if window.count - index <= 5 {
                points5.add(game.points)
                seconds5.add(game.seconds)
            }
            fieldGoals.add(game.fieldGoals)
            threes.add(game.threes)
            freeThrows.add(game.freeThrows)
            usage.add(use: game.use, seconds: game.seconds, teamUse: game.teamUse, teamMinutes: game.teamMinutes)
            guard let made = game.points, let shots = game.fieldGoals, let free = game.freeThrows else { continue }
            shotPoints += made
            shotsHundredths += 100 * shots + 44 * free
        }
    }

    /// `sum(points) / (2 x sum(FGA + 0.44 FTA))`; nil without attempts.
    var trueShooting: Double? {
        shotsHundredths > 0 ? Double(shotPoints) / (2 * (Double(shotsHundredths) / 100)) : nil
    }
}

import Basketball
import Storage

/// What is known of a league date: the games on it and how much there is to read of them.
package struct DayFacts: Sendable {
    /// A game of a covered type, as the schedule has it, whatever became of it.
    package struct Game: Sendable, Hashable {
        package let id: Int
        package let home: Int
        package let away: Int
        /// Tricodes.
        package let homeTeam: String
        package let awayTeam: String
        /// `YYYY-MM-DDTHH:MM:SSZ`; nil where no schedule says.
        package let tipoff: String?
        package let isFinal: Bool
        /// Stored box score lines of players.
        package let playerRows: Int
        /// Players of whom a line is in quarantine and none is stored.
        package let quarantinedRows: Int
        /// Order-free sum of the hashes of everything stored of the game.
        package let contentSum: Int
    }

    package let date: GameDate
    /// Covered games that are final or scheduled, in the order of their ids.
    package internal(set) var games: [Game] = []
    /// Covered games that were postponed or cancelled.
    package internal(set) var calledOff: [Int] = []
    /// Digits 1-3 of the ids of games that no table covers, each once, in order.
    package internal(set) var excludedTypes: [String] = []
    /// Order-free sum of the hashes of the date's betting lines.
    package internal(set) var linesSum = 0

    init(_ date: GameDate) { self.date = date }

    /// The same schedule with other results: what an as-of table must not notice.
    package func withOtherResults() -> DayFacts {
        var facts = self
        facts.games = games.map {
            Game(
                id: $0.id, home: $0.home, away: $0.away, homeTeam: $0.homeTeam, awayTeam: $0.awayTeam,
                tipoff: $0.tipoff,
                isFinal: !$0.isFinal, playerRows: $0.playerRows + 7,
                quarantinedRows: $0.quarantinedRows, contentSum: ~$0.contentSum)
        }
        return facts
    }

    /// Final games, in the order of their ids.
    package var finals: [Game] { games.filter(\.isFinal) }

    /// The season of the date's games; nil where none is final or scheduled.
    package var season: Season? { games.first.flatMap { GameID(number: $0.id)?.season } }

    /// Hash of all that summaries can read of the date: cheap, and different when anything of it changed.
    package var resultsSum: Int { games.reduce(linesSum) { $1.isFinal ? $0 &+ $1.contentSum &* 31 &+ $1.id : $0 } }

    /// Hash of the schedule's facts and the lines of the date, the same before and after its games are played.
    package var scheduleSum: Int {
        var hasher = ScheduleHasher()
        hasher.add(date.dayNumber)
        for game in games {
            hasher.add(game.id)
            hasher.add(game.home)
            hasher.add(game.away)
            hasher.add(game.homeTeam)
            hasher.add(game.awayTeam)
            hasher.add(game.tipoff ?? "")
        }
        hasher.add(linesSum)
        return hasher.value
    }
}

/// FNV-1a over words: the facts of a date are few.
private struct ScheduleHasher {
    private(set) var state: UInt64 = 0xCBF2_9CE4_8422_2325
    var value: Int { Int(bitPattern: UInt(state)) }

    mutating func add(_ number: Int) {
        state = (state ^ UInt64(bitPattern: Int64(number))) &* 0x100_0000_01B3
        state ^= state >> 29
    }

    mutating func add(_ text: String) {
        for byte in text.utf8 { add(Int(byte)) }
        add(-1)
    }
}

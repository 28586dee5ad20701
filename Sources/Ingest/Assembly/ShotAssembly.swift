import Basketball
import Storage

/// Gives the shots of one file their games and their order.
struct ShotAssembly: Sendable {
    /// A game's shots, by their places in the order.
    struct Game: Sendable {
        let id: Int
        let places: Range<Int>
    }

    /// In the order of the file.
    let shots: [ShotRow]
    /// Indices of those that are kept: by game, then period and clock.
    let order: [Int]
    let games: [Game]
    let words: [String]
    /// The file's number in `source_files`.
    let sourceID: Int
    private(set) var rejected: [Rejected] = []
    private(set) var repaired = 0

    /// Takes a file's shots.
    init(_ parsed: inout ParsedFile, file: Int, sourceID: Int, directory: GameDirectory) {
        // Moved, not copied.
        var shots = parsed.shots
        parsed.shots = []
        var last: GameRecord?
        var keep = [Bool](repeating: true, count: shots.count)
        for index in shots.indices {
            if let refusal = directory.settle(&shots[index], &last) {
                keep[index] = false
                rejected.append(
                    Rejected(
                        origin: Origin(file: file, line: Int(shots[index].line)), table: "shots", rule: refusal.rule,
                        expected: refusal.expected, text: ""))
            } else if shots[index].repaired {
                repaired += 1
            }
        }
        (order, games) = ShotAssembly.order(shots, keep)
        self.shots = shots
        self.sourceID = sourceID
        words = parsed.words
    }

    /// By game, then period and clock, then as the file has them, read from the end when it runs backwards.
    private static func order(_ shots: [ShotRow], _ keep: [Bool]) -> ([Int], [Game]) {
        var groups: [Int: [Int]] = [:]
        var last = -1
        var current: [Int] = []
        for index in shots.indices where keep[index] {
            if shots[index].game != last {
                if last >= 0 { groups[last, default: []] += current }
                current.removeAll(keepingCapacity: true)
                last = shots[index].game
            }
            current.append(index)
        }
        if last >= 0 { groups[last, default: []] += current }
        var order: [Int] = []
        var games: [Game] = []
        order.reserveCapacity(shots.count)
        games.reserveCapacity(groups.count)
        for game in groups.keys.sorted() {
            guard let rows = groups[game], let first = rows.first, let end = rows.last else { continue }
            let backwards = time(shots[first]) > time(shots[end])
            let sign = backwards ? -1 : 1
            games.append(Game(id: game, places: order.count..<(order.count + rows.count)))
            order += rows.sorted { (time(shots[$0]), sign * $0) < (time(shots[$1]), sign * $1) }
        }
        return (order, games)
    }

    /// Grows through the game: period, then seconds gone.
    private static func time(_ shot: ShotRow) -> Int { Int(shot.period) * 1000 + 720 - Int(shot.secondsLeft) }

    /// Shots that one piece has, about: its columns are used again for the next while they are still at hand.
    private static let shotsOfPiece = 60_000

    /// Ranges of neighbouring games, each of which becomes one batch.
    var pieces: [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        for index in games.indices {
            let shots = games[index].places.upperBound - games[start].places.lowerBound
            guard shots >= ShotAssembly.shotsOfPiece || index == games.count - 1 else { continue }
            pieces.append(start..<(index + 1))
            start = index + 1
        }
        return pieces
    }
}

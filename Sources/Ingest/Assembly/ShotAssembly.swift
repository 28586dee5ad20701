import Basketball
import Storage

/// Gives the shots of one file their games, their order and their columns.
struct ShotAssembly: Sendable {
    /// A game's shots in the batch.
    struct Game: Sendable {
        let id: Int
        let rows: Range<Int>
        let contentSum: Int
    }

    private(set) var batch: ColumnBatch
    private(set) var games: [Game] = []
    private(set) var rejected: [Rejected] = []
    private(set) var repaired = 0

    /// - Parameters:
    ///   - sourceID: the file's number in `source_files`.
    init(_ parsed: ParsedFile, file: Int, sourceID: Int, directory: GameDirectory) {
        var shots = parsed.shots
        batch = ColumnBatch(RawTable.shots)
        var keep = [Bool](repeating: true, count: shots.count)
        for index in shots.indices {
            if let refusal = directory.settle(&shots[index]) {
                keep[index] = false
                rejected.append(
                    Rejected(
                        origin: Origin(file: file, line: Int(shots[index].line)), table: "shots", rule: refusal.rule,
                        expected: refusal.expected, text: ""))
            } else if shots[index].repaired {
                repaired += 1
            }
        }
        let order = ShotAssembly.order(shots, keep)
        write(shots, order, parsed.words, sourceID)
    }

    /// Indices by game, then period and clock, then as the file has them, read from the end when it runs backwards.
    private static func order(_ shots: [ShotRow], _ keep: [Bool]) -> [Int] {
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
        order.reserveCapacity(shots.count)
        for game in groups.keys.sorted() {
            guard let rows = groups[game], let first = rows.first, let end = rows.last else { continue }
            let backwards = time(shots[first]) > time(shots[end])
            let sign = backwards ? -1 : 1
            order += rows.sorted { (time(shots[$0]), sign * $0) < (time(shots[$1]), sign * $1) }
        }
        return order
    }

    /// Grows through the game: period, then seconds gone.
    private static func time(_ shot: ShotRow) -> Int { Int(shot.period) * 1000 + 720 - Int(shot.secondsLeft) }

    private mutating func write(_ shots: [ShotRow], _ order: [Int], _ words: [String], _ sourceID: Int) {
        var columns = (0..<15).map { _ in [Int]() }
        for index in columns.indices { columns[index].reserveCapacity(order.count) }
        var x: [Double] = []
        var y: [Double] = []
        x.reserveCapacity(order.count)
        y.reserveCapacity(order.count)
        var basic = TextVector()
        var area = TextVector()
        var range = TextVector()
        var action = TextVector()
        for (length, keyPath) in [(14, 0), (16, 1), (10, 2), (18, 3)] {
            switch keyPath {
            case 0: basic.reserve(order.count, bytesEach: length)
            case 1: area.reserve(order.count, bytesEach: length)
            case 2: range.reserve(order.count, bytesEach: length)
            default: action.reserve(order.count, bytesEach: length)
            }
        }
        let texts = words.map { Array($0.utf8) }
        let wordHashes = texts.map { text in text.withUnsafeBytes { rowHash($0) } }
        var game = -1
        var start = 0
        var sum = 0
        for (row, index) in order.enumerated() {
            let shot = shots[index]
            if shot.game != game {
                if game >= 0 { games.append(Game(id: game, rows: start..<row, contentSum: sum)) }
                game = shot.game
                start = row
                sum = 0
            }
            let sequence = row - start + 1
            let hash = ShotAssembly.hash(shot, sequence, wordHashes)
            sum = sum &+ hash
            columns[0].append(shot.game)
            columns[1].append(sequence)
            columns[2].append(Int(shot.playerID))
            columns[3].append(shot.teamID)
            columns[4].append(Int(shot.period))
            columns[5].append(Int(shot.secondsLeft))
            columns[6].append(shot.made ? 1 : 0)
            columns[7].append(Int(shot.value))
            texts[Int(shot.zoneBasic)].withUnsafeBufferPointer { basic.append($0) }
            texts[Int(shot.zoneArea)].withUnsafeBufferPointer { area.append($0) }
            texts[Int(shot.zoneRange)].withUnsafeBufferPointer { range.append($0) }
            texts[Int(shot.action)].withUnsafeBufferPointer { action.append($0) }
            x.append(Double(shot.x) / 10)
            y.append(Double(shot.y) / 10)
            columns[8].append(Int(shot.distance))
            columns[9].append(sourceID)
            columns[10].append(Int(shot.line))
            columns[11].append(hash)
        }
        if game >= 0 { games.append(Game(id: game, rows: start..<order.count, contentSum: sum)) }
        let types = RawTable.shots.columns.map(\.type)
        func integers(_ from: Int, _ column: Int) -> ColumnVector {
            ColumnVector(types[column], integers: columns[from])
        }
        batch.vectors =
            (0..<8).map { integers($0, $0) }
            + [basic, area, range].map { ColumnVector(texts: $0) }
            + [ColumnVector(reals: x), ColumnVector(reals: y), integers(8, 13), ColumnVector(texts: action)]
            + [integers(9, 15), integers(10, 16), integers(11, 17)]
    }

    /// Hash of everything that is stored of a shot, its place in the game included.
    private static func hash(_ s: ShotRow, _ sequence: Int, _ words: [Int]) -> Int {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 10) { buffer in
            buffer[0] = s.game
            buffer[1] = sequence << 32 | Int(s.playerID)
            buffer[2] = s.teamID
            buffer[3] = Int(s.period) << 24 | Int(s.secondsLeft) << 8 | Int(s.value) << 1 | (s.made ? 1 : 0)
            buffer[4] = Int(s.x) << 32 | Int(UInt32(bitPattern: s.y))
            buffer[5] = Int(s.distance)
            buffer[6] = words[Int(s.zoneBasic)]
            buffer[7] = words[Int(s.zoneArea)]
            buffer[8] = words[Int(s.zoneRange)]
            buffer[9] = words[Int(s.action)]
            return rowHash(UnsafeRawBufferPointer(buffer))
        }
    }
}

/// Finds the game of a shot: by its id, else by its date and teams when exactly one game fits.
struct GameDirectory: Sendable {
    private let games: [Int: GameRecord]
    private var byTeams: [Fixture: Int?] = [:]

    private struct Fixture: Hashable {
        let date: Int32
        let home: UInt32
        let away: UInt32
    }

    init(_ games: [Int: GameRecord]) {
        self.games = games
        for game in games.values {
            let fixture = Fixture(
                date: Int32(game.date.dayNumber), home: tricode(game.homeTeam), away: tricode(game.awayTeam))
            byTeams[fixture] = byTeams.keys.contains(fixture) ? .some(nil) : game.id.number
        }
    }

    /// Sets the shot's game; a reason when it has none.
    func settle(_ shot: inout ShotRow) -> BrokenRule? {
        if games[shot.game] == nil {
            let fixture = Fixture(date: shot.date, home: shot.home, away: shot.away)
            guard shot.home != 0, let found = byTeams[fixture], let found else {
                return .init(
                    rule: "unknown_game",
                    expected: "a game with id \(GameID.text(shot.game)), or one game of its teams on its date")
            }
            shot.game = found
            shot.repaired = true
        }
        guard games[shot.game]?.has(team: shot.teamID) == true else {
            return .init(rule: "team_in_game", expected: "a team of game \(GameID.text(shot.game))")
        }
        return nil
    }
}

import Basketball
import Storage

/// The shots of some games as columns of the raw table.
struct ShotBatch: Sendable {
    /// A game's shots in the batch.
    struct Game: Sendable {
        let id: Int
        let rows: Range<Int>
        let contentSum: Int
    }

    let rows: ColumnBatch
    let games: [Game]

    /// - Parameter piece: which of the assembly's games.
    init(_ assembly: ShotAssembly, _ piece: Range<Int>) {
        let chosen = assembly.games[piece]
        let count = (chosen.last?.places.upperBound ?? 0) - (chosen.first?.places.lowerBound ?? 0)
        var columns = (0..<12).map { _ in [Int]() }
        for index in columns.indices { columns[index].reserveCapacity(count) }
        var x: [Double] = []
        var y: [Double] = []
        x.reserveCapacity(count)
        y.reserveCapacity(count)
        var basic = TextVector()
        var area = TextVector()
        var range = TextVector()
        var action = TextVector()
        basic.reserve(count, bytesEach: 16)
        area.reserve(count, bytesEach: 16)
        range.reserve(count, bytesEach: 10)
        action.reserve(count, bytesEach: 20)
        let texts = assembly.words.map { Array($0.utf8) }
        let wordHashes = texts.map { text in text.withUnsafeBytes { rowHash($0) } }
        var games: [Game] = []
        games.reserveCapacity(piece.count)
        for game in chosen {
            let start = x.count
            var sum = 0
            for (place, index) in assembly.order[game.places].enumerated() {
                let shot = assembly.shots[index]
                let hash = ShotBatch.hash(shot, place + 1, wordHashes)
                sum = sum &+ hash
                columns[0].append(shot.game)
                columns[1].append(place + 1)
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
                columns[9].append(assembly.sourceID)
                columns[10].append(Int(shot.line))
                columns[11].append(hash)
            }
            games.append(Game(id: game.id, rows: start..<x.count, contentSum: sum))
        }
        let types = RawTable.shots.columns.map(\.type)
        func integers(_ from: Int, _ column: Int) -> ColumnVector {
            ColumnVector(types[column], integers: columns[from])
        }
        var rows = ColumnBatch(RawTable.shots)
        rows.vectors =
            (0..<8).map { integers($0, $0) }
            + [basic, area, range].map { ColumnVector(texts: $0) }
            + [ColumnVector(reals: x), ColumnVector(reals: y), integers(8, 13), ColumnVector(texts: action)]
            + [integers(9, 15), integers(10, 16), integers(11, 17)]
        self.rows = rows
        self.games = games
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

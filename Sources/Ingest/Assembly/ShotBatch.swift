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
        let places = (chosen.first?.places.lowerBound ?? 0)..<(chosen.last?.places.upperBound ?? 0)
        let texts = assembly.words.map { Array($0.utf8) }
        let wordHashes = texts.map { text in text.withUnsafeBytes { rowHash($0) } }
        var sequences: [Int] = []
        var hashes: [Int] = []
        sequences.reserveCapacity(places.count)
        hashes.reserveCapacity(places.count)
        var games: [Game] = []
        games.reserveCapacity(piece.count)
        for game in chosen {
            let start = hashes.count
            var sum = 0
            for (place, index) in assembly.order[game.places].enumerated() {
                let hash = ShotBatch.hash(assembly.shots[index], place + 1, wordHashes)
                sum = sum &+ hash
                sequences.append(place + 1)
                hashes.append(hash)
            }
            games.append(Game(id: game.id, rows: start..<hashes.count, contentSum: sum))
        }
        rows = ShotBatch.columns(assembly, assembly.order[places], sequences, hashes, texts)
        self.games = games
    }

    /// One column after the other: the shots of a piece are still at hand.
    private static func columns(
        _ assembly: ShotAssembly, _ order: ArraySlice<Int>, _ sequences: [Int], _ hashes: [Int], _ texts: [[UInt8]]
    ) -> ColumnBatch {
        let schema = RawTable.shots.columns
        return assembly.shots.withUnsafeBufferPointer { shots in
            var vectors: [ColumnVector] = []
            func add(_ values: [Int]) { vectors.append(ColumnVector(schema[vectors.count].type, integers: values)) }
            func add(_ value: (ShotRow) -> Int) { add(order.map { value(shots[$0]) }) }
            func addReals(_ value: (ShotRow) -> Int32) {
                vectors.append(ColumnVector(reals: order.map { Double(value(shots[$0])) / 10 }))
            }
            func addWords(_ value: (ShotRow) -> UInt16) {
                vectors.append(ColumnVector(texts: TextVector(texts, order.map { Int(value(shots[$0])) })))
            }
            add { $0.game }
            add(sequences)
            add { Int($0.playerID) }
            add { $0.teamID }
            add { Int($0.period) }
            add { Int($0.secondsLeft) }
            add { $0.made ? 1 : 0 }
            add { Int($0.value) }
            addWords { $0.zoneBasic }
            addWords { $0.zoneArea }
            addWords { $0.zoneRange }
            addReals { $0.x }
            addReals { $0.y }
            add { Int($0.distance) }
            addWords { $0.action }
            add([Int](repeating: assembly.sourceID, count: order.count))
            add { Int($0.line) }
            add(hashes)
            var batch = ColumnBatch(schema)
            batch.vectors = vectors
            return batch
        }
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
